"""What calls of the standard library surely raise, for workers/rules/knowledge/contracts.data.ts.

Run by hand: every interpreter writes what it knows, `python3.N contracts.py probe > N.json`, for 2.7 and 3.6 on; then
`python3 contracts.py merge *.json > ../contracts.data.ts`. 2.7 only tells which names there are.

PURE names are called with samples of every kind of value that a pickle can push: an argument is said to be refused when no sample of its
kind gets anything but a TypeError, whatever stands beside it, in any version. HAND names are not called: how many arguments they take is
taken from their signatures, or from the table here where an interpreter has no signature for them. What instances have is asked of an instance.
"""
from __future__ import print_function
import sys, json, inspect, itertools, importlib
try:
    import importlib.util
except ImportError:
    pass

# name: arguments of one ordinary call, as Python source. Names without a call are still counted and typed.
PURE = {
    'builtins.object': '', 'builtins.set': '[1]', 'builtins.frozenset': '[1]', 'builtins.list': '[1]', 'builtins.tuple': '[1]',
    'builtins.dict': '[(1,2)]', 'builtins.bytearray': 'b"a"', 'builtins.bytes': 'b"a"', 'builtins.complex': '1.0, 2.0',
    'builtins.slice': '1, 2, 3', 'builtins.range': '1, 5, 2', 'builtins.int': '"1", 10', 'builtins.float': '1.5', 'builtins.str': 'b"a", "utf-8", "strict"',
    'builtins.bool': '1', 'builtins.property': 'len', 'builtins.len': '[1]', 'builtins.iter': '[1]', 'builtins.enumerate': '[1], 2',
    'builtins.zip': '[1], [2]', 'builtins.reversed': '[1]', 'builtins.memoryview': 'b"a"', 'builtins.sum': '[1], 2', 'builtins.abs': '1',
    'builtins.hash': '1', 'builtins.repr': '1', 'builtins.ascii': '1', 'builtins.chr': '97', 'builtins.ord': '"a"', 'builtins.id': '1',
    'builtins.callable': '1', 'builtins.hex': '1', 'builtins.bin': '1', 'builtins.oct': '1', 'builtins.divmod': '1, 2', 'builtins.pow': '1, 2, 3',
    'builtins.round': '1.5, 1', 'builtins.isinstance': '1, int', 'builtins.issubclass': 'int, int', 'builtins.hasattr': '1, "a"',
    'builtins.all': '[1]', 'builtins.any': '[1]', 'builtins.sorted': '[1]', 'builtins.classmethod': 'len', 'builtins.staticmethod': 'len',
    'builtins.Exception': '1', 'builtins.ValueError': '1', 'builtins.KeyError': '1', 'builtins.TypeError': '1', 'builtins.RuntimeError': '1',
    'builtins.AttributeError': '1', 'builtins.IndexError': '1', 'builtins.OSError': '1, "a"', 'builtins.BaseException': '1',
    'collections.OrderedDict': '[(1,2)]', 'collections.Counter': '[1]', 'collections.defaultdict': 'int, [(1,2)]', 'collections.deque': '[1], 3',
    'collections.ChainMap': '{}', 'collections.UserDict': '{}', 'collections.UserList': '[1]', 'collections.UserString': '"a"',
    'datetime.datetime': '2020, 1, 1, 1, 1, 1, 1, None', 'datetime.date': '2020, 1, 1', 'datetime.time': '1, 1, 1, 1, None',
    'datetime.timedelta': '1, 2, 3', 'datetime.timezone': 'datetime.timedelta(0), "a"', 'decimal.Decimal': '"1.5"', 'fractions.Fraction': '1, 2',
    'decimal.Context': '', 'uuid.UUID': '"12345678123456781234567812345678"', 'pathlib.PurePosixPath': '"a", "b"', 'pathlib.PureWindowsPath': '"a", "b"',
    'pathlib.PurePath': '"a", "b"', 'pathlib.Path': '"a", "b"', 'pathlib.PosixPath': '"a"',
    'argparse.Namespace': '', 'types.SimpleNamespace': '', 'types.MappingProxyType': '{}', 'types.MethodType': 'len, 1',
    'functools.partial': 'len, 1', 'functools.partialmethod': 'len, 1', 'functools.cmp_to_key': 'len',
    'operator.attrgetter': '"a"', 'operator.itemgetter': '1', 'operator.methodcaller': '"a"', 'operator.add': '1, 2', 'operator.sub': '1, 2',
    'operator.mul': '1, 2', 'operator.not_': '1', 'operator.neg': '1', 'operator.getitem': '[1], 0', 'operator.contains': '[1], 1', 'operator.concat': '[1], [2]',
    'operator.truth': '1', 'operator.eq': '1, 1', 'operator.mod': '1, 2', 'operator.index': '1',
    'itertools.count': '1, 2', 'itertools.chain': '[1], [2]', 'itertools.repeat': '1, 2', 'itertools.cycle': '[1]', 'itertools.islice': '[1], 1',
    'itertools.product': '[1], [2]', 'itertools.permutations': '[1], 1', 'itertools.combinations': '[1], 1', 'itertools.compress': '[1], [1]',
    'itertools.zip_longest': '[1], [1]',
    're.compile': '"a", 0', 're._compile': '"a", 32', 'copyreg.__newobj__': 'object', '_codecs.encode': '"a", "utf-8", "strict"', '_codecs.decode': 'b"a", "utf-8", "strict"',
    'codecs.encode': '"a", "utf-8", "strict"', 'codecs.decode': 'b"a", "utf-8", "strict"', 'array.array': '"d", [1.0]',
    'io.BytesIO': 'b"a"', 'io.StringIO': '"a"', 'random.Random': '1', 'enum.auto': '', 'weakref.ref': 'set()', 'threading.local': '',
    'ipaddress.IPv4Address': '"1.2.3.4"', 'ipaddress.IPv6Address': '"::1"', 'ipaddress.IPv4Network': '"1.2.3.0/24"', 'string.Template': '"a"', 'zlib.crc32': 'b"a"',
    'base64.b64decode': 'b"YQ=="', 'base64.b64encode': 'b"a"', 'zlib.decompress': 'b"x\\x9cK\\x04\\x00\\x00b\\x00b"', 'binascii.unhexlify': '"aa"', 'binascii.hexlify': 'b"a"',
}
# Least and most positional arguments of what has no signature everywhere; None: no end.
COUNTS = {
    'builtins.getattr': (2, 3), 'builtins.setattr': (3, 3), 'builtins.delattr': (2, 2), 'builtins.vars': (0, 1), 'builtins.dir': (0, 1),
    'builtins.__import__': (1, 5), 'builtins.eval': (1, 3), 'builtins.exec': (1, 3), 'builtins.next': (1, 2), 'builtins.map': (2, None),
    'builtins.filter': (2, 2), 'builtins.min': (1, None), 'builtins.max': (1, None), 'builtins.locals': (0, 0), 'builtins.globals': (0, 0),
    'builtins.input': (0, 1), 'builtins.compile': (3, 7), 'builtins.open': (1, 8), 'builtins.format': (1, 2), 'builtins.__build_class__': (2, None),
    'builtins.range': (1, 3), 'builtins.slice': (1, 3), 'builtins.iter': (1, 2), 'builtins.zip': (0, None), 'builtins.hash': (1, 1),
    'functools.reduce': (2, 3), 'array._array_reconstructor': (4, 4), 'copyreg._reconstructor': (3, 3), '_thread.start_new_thread': (2, 3),
    '_codecs.encode': (1, 3), '_codecs.decode': (1, 3), 'marshal.loads': (1, 1), 'time.sleep': (1, 1), 'sys.setrecursionlimit': (1, 1), 'time.time': (0, 0),
    'threading.Lock': (0, 0), 'threading.RLock': (0, 0), 'ctypes.cast': (2, 2), 'operator.methodcaller': (1, None), 'operator.itemgetter': (1, None),
    'operator.attrgetter': (1, None), 'itertools.starmap': (2, 2), 'itertools.islice': (2, 4), 'itertools.takewhile': (2, 2), 'itertools.dropwhile': (2, 2),
    'itertools.filterfalse': (2, 2), 'itertools.compress': (2, 2), 'socket.create_connection': (1, 4),
}
# What places take, for what is never called, and the class that is given (1: the one that is the first argument). Sources: Modules/posixmodule.c,
# Python/bltinmodule.c, Python/marshal.c, Modules/_pickle.c, Modules/socketmodule.c, Lib/os.py, Lib/subprocess.py, Lib/importlib/__init__.py, Lib/copyreg.py.
TAKES = {
    'os.system': 'sy', 'os.popen': 's', 'builtins.eval': 'Ysy,Nd', 'builtins.exec': 'Ysy,Nd', 'builtins.compile': '*,*,s', 'builtins.__import__': 's',
    'importlib.import_module': 's', 'builtins.getattr': '*,s', 'builtins.setattr': '*,s', 'builtins.delattr': '*,s', 'builtins.open': 'bisy',
    'os.remove': 'Ysy', 'os.unlink': 'Ysy', 'os.rmdir': 'Ysy', 'os.mkdir': 'Ysy,bi', 'os.listdir': 'NYbisy', 'os.kill': 'bi,bi', 'marshal.loads': 'Yy',
    'pickle.loads': 'Yy', '_pickle.loads': 'Yy', 'time.sleep': 'bfi', 'socket.socket': 'bi,bi,bi', 'runpy.run_module': 's',
    'subprocess.Popen': 'I', 'subprocess.run': 'I', 'subprocess.call': 'I', 'subprocess.check_call': 'I', 'subprocess.check_output': 'I',
    'subprocess.getoutput': 'I', 'subprocess.getstatusoutput': 'I', 'functools.reduce': '*,I', 'builtins.map': '*,I,I,I', 'builtins.filter': '*,I',
    'itertools.starmap': '*,I', 'itertools.takewhile': '*,I', 'itertools.dropwhile': '*,I', 'itertools.filterfalse': '*,I', 'copyreg._reconstructor': 'T',
}
GIVES = {
    'copyreg._reconstructor': '1', 'copyreg.__newobj__': '1', 'base64.b64encode': 'builtins.bytes', 'base64.b64decode': 'builtins.bytes',
    'binascii.hexlify': 'builtins.bytes', 'binascii.unhexlify': 'builtins.bytes', 'zlib.decompress': 'builtins.bytes', 'zlib.crc32': 'builtins.int',
    '_codecs.encode': 'builtins.bytes', 'operator.not_': 'builtins.bool', 'operator.truth': 'builtins.bool', 'operator.contains': 'builtins.bool',
    'operator.index': 'builtins.int', 're.compile': 're.Pattern', 're._compile': 're.Pattern',
}
GIVES.update({'builtins.' + n: 'builtins.int' for n in 'len hash id ord'.split()})
GIVES.update({'builtins.' + n: 'builtins.bool' for n in 'callable isinstance issubclass hasattr all any'.split()})
GIVES.update({'builtins.' + n: 'builtins.str' for n in 'repr ascii hex bin oct chr'.split()})
GIVES['builtins.sorted'] = 'builtins.list'
# Counted and typed, never called.
HAND = '''os: system popen getcwd listdir remove unlink rename mkdir makedirs rmdir removedirs chdir chmod getenv putenv unsetenv kill fork execv execve execvp execvpe
 spawnl spawnv spawnve spawnlp spawnvp execl execle execlp posix_spawn posix_spawnp startfile abort _exit getpid walk stat symlink link truncate urandom read write open pipe dup scandir replace access
subprocess: Popen run call check_call check_output getoutput getstatusoutput
builtins: getattr setattr delattr vars dir __import__ eval exec compile open print input exit quit globals locals map filter next min max type super format breakpoint help __build_class__ NotImplementedError StopIteration ImportError
posix: system popen getcwd listdir remove rename mkdir
shutil: rmtree copy copy2 copyfile copytree move which unpack_archive make_archive
runpy: run_path run_module _run_code _run_module_code
importlib: import_module reload __import__
webbrowser: open open_new open_new_tab get
pickle: loads load dumps dump Unpickler _Unpickler
_pickle: loads load dumps dump Unpickler
marshal: loads load dumps dump
ctypes: CDLL PyDLL cast string_at memmove
socket: socket create_connection gethostbyname
time: sleep time
sys: exit getrefcount settrace setprofile setrecursionlimit _getframe intern
pty: spawn fork
code: interact InteractiveInterpreter InteractiveConsole compile_command
codeop: compile_command
timeit: timeit repeat Timer main
cProfile: run runctx
profile: run runctx
pdb: run runeval runcall runctx set_trace
bdb: Bdb
trace: Trace
tempfile: mktemp mkstemp mkdtemp NamedTemporaryFile TemporaryDirectory SpooledTemporaryFile
threading: Lock RLock Thread Timer Event Condition Semaphore
_thread: start_new_thread allocate_lock interrupt_main
multiprocessing: Process
functools: reduce partial lru_cache wraps update_wrapper singledispatch namedtuple total_ordering
operator: call
itertools: starmap takewhile dropwhile filterfalse accumulate groupby tee
copyreg: _reconstructor __newobj_ex__ add_extension pickle constructor
copy: copy deepcopy _reconstruct
array: _array_reconstructor
types: FunctionType CodeType ModuleType new_class
typing: get_type_hints NewType TypeVar ForwardRef
inspect: getattr_static currentframe getsource
linecache: getline getlines updatecache
urllib.request: urlopen urlretrieve Request build_opener
urllib.parse: urlparse quote unquote urlencode
http.client: HTTPConnection HTTPSConnection
smtplib: SMTP
ftplib: FTP
asyncio: run
codecs: open register lookup getdecoder getencoder
io: open FileIO TextIOWrapper BufferedReader open_code
_io: open FileIO TextIOWrapper BytesIO StringIO open_code
logging: getLogger FileHandler basicConfig Logger
logging.config: dictConfig fileConfig listen
platform: system popen node uname
pydoc: locate pipepager ttypager help getpager safeimport
atexit: register unregister
signal: signal alarm
weakref: finalize WeakMethod WeakValueDictionary WeakKeyDictionary
gc: get_objects get_referrers collect
zipimport: zipimporter
pkgutil: resolve_name get_loader find_loader get_data walk_packages iter_modules
site: addsitedir main
doctest: testfile testmod run_docstring_examples
glob: glob iglob
json: loads load dumps dump JSONDecoder
csv: reader writer
struct: pack unpack calcsize Struct
uuid: uuid1 uuid4 getnode
string: Formatter capwords
ast: literal_eval parse
dis: dis
sqlite3: connect
random: random choice randint seed shuffle
zlib: compress
gzip: open decompress GzipFile
bz2: decompress
lzma: decompress
getpass: getuser getpass
concurrent.futures: ThreadPoolExecutor ProcessPoolExecutor
contextlib: ExitStack contextmanager
collections: namedtuple
abc: ABCMeta
enum: Enum
fileinput: input
sysconfig: get_config_vars get_config_var
nturl2path: url2pathname
ensurepip: bootstrap
venv: create
compileall: compile_dir compile_file
py_compile: compile
xml.etree.ElementTree: parse fromstring Element
datetime: tzinfo
decimal: getcontext setcontext localcontext
statistics: mean
math: sqrt floor ceil sin cos pow log factorial gcd
cmath: sqrt
heapq: heappush heappop heapify
bisect: bisect insort
hashlib: new md5 sha1 sha256
hmac: new
secrets: token_hex token_bytes
textwrap: dedent
shlex: split quote
difflib: SequenceMatcher
warnings: warn simplefilter
traceback: print_exc
queue: Queue
selectors: DefaultSelector
numbers: Number'''
# Modules that have the same names on every platform: what they have besides names with an underscore in front.
LISTED = '''argparse array base64 bisect copy dataclasses datetime decimal enum fractions heapq io json logging math numbers
pathlib queue random re runpy shlex shutil string struct tempfile textwrap threading timeit typing uuid warnings weakref zlib'''.split()
# Modules that differ between platforms: only names in lower case are told, and those of other platforms and later releases stand here.
LOWER = {
    'os': 'add_dll_directory get_handle_inheritable set_handle_inheritable listdrives listmounts listvolumes startfile chflags lchflags lchmod plock '
          'popen2 popen3 popen4 spawnvp getlogin reload_environ readinto statx openat pipe2 login_tty unshare setns popenv getresuid getresgid lockf '
          'sched_rr_get_interval wait6 pdfork pdgetpid pdkill getpagesize isjunction',
    'sys': 'getwindowsversion winver dllhandle getandroidapilevel getobjects gettotalrefcount activate_stack_trampoline deactivate_stack_trampoline '
           'is_stack_trampoline_active monitoring last_exc last_type last_value last_traceback ps1 ps2 tracebacklimit exc_type exc_value exc_traceback '
           'exc_clear exitfunc setcheckinterval getcheckinterval maxint subversion setdlopenflags getdlopenflags call_tracing callstats remote_exec '
           'is_remote_debug_enabled set_lazy_imports get_lazy_imports get_lazy_imports_filter set_lazy_imports_filter lazy_modules abi_info '
           'get_asyncgen_hooks set_asyncgen_hooks set_coroutine_wrapper get_coroutine_wrapper getunicodeinternedsize setswitchinterval '
           'getswitchinterval getdxp setdefaultencoding exc_info displayhook excepthook unraisablehook breakpointhook argv path modules flags '
           'platlibdir pycache_prefix orig_argv stdlib_module_names implementation api_version copyright settscdump getfilesystemencodeerrors',
    'subprocess': 'gc pickle mswindows msvcrt fcntl select errno contextlib grp pwd locale',
    'socket': 'fromshare fromfd socketpair if_nameindex if_nametoindex if_indextoname sethostname send_fds recv_fds create_server has_dualstack_ipv6 '
              'errorTab close dup ssl sslerror raw_input cmsg_len cmsg_space inet_ntop inet_pton array enum',
    'ctypes': 'windll oledll cdll pydll pythonapi wintypes util macholib memoryview_at set_last_error get_last_error set_errno get_errno '
              'wstring_at string_at dllist c_double_complex c_float_complex c_longdouble_complex c_time_t c_voidp dllist buffer_info',
    'time': 'clock tzset clock_getres clock_gettime clock_gettime_ns clock_settime clock_settime_ns pthread_getcpuclockid thread_time thread_time_ns',
    'importlib': 'abc machinery metadata resources readers simple util reload sys types warnings imp find_loader invalidate_caches',
    'pickle': 'marshal re struct sys types partial functools codecs io itertools', 'glob': 'translate contextlib functools itertools operator stat', 'hashlib': 'file_digest logging blake2b blake2s algorithms',
}
# Added after the newest interpreter at hand.
LATER = {
    'datetime': '', 'heapq': 'heapify_max heappop_max heappush_max heappushpop_max heapreplace_max', 'io': 'Reader Writer', 'string': 'templatelib',
    'uuid': 'NIL MAX uuid6 uuid7 uuid8', 'typing': 'evaluate_forward_ref TypeForm', 'decimal': 'IEEEContext IEEE_CONTEXT_MAX_BITS',
    'math': 'integer isnormal issubnormal signbit fmax fmin', 're': 'prefixmatch', 'zlib': 'adler32_combine crc32_combine', 'pathlib': 'types',
    'logging': 'handlers config', 'threading': '', 'random': 'binomialvariate', 'json': 'tool encoder decoder scanner',
}
KINDS = {
    'N': ['None'], 'b': ['True', 'False'], 'i': ['0', '1', '2', '5', '-1', '97', '2020'], 'f': ['0.0', '1.5'],
    's': ['""', '"a"', '"1"', '"d"', '"utf-8"', '"abc"', '"1/2"', '"strict"', '"1.2.3.4"', '"aa"',
          '"\\x07\\xe4\\x01\\x01"', '"\\x07\\xe4\\x01\\x01\\0\\0\\0\\0\\0\\0"', '"\\x01\\x01\\x01\\0\\0\\0"'],
    'y': ['b""', 'b"a"', 'b"1"', 'b"\\x07\\xe4\\x01\\x01"', 'b"\\x07\\xe4\\x01\\x01\\0\\0\\0\\0\\0\\0"', 'b"\\x01\\x01\\x01\\0\\0\\0"', 'b"YQ=="', 'b"aa"'],
    'Y': ['bytearray(b"")', 'bytearray(b"ab")', 'bytearray(b"1")'],
    't': ['()', '(1,)', '(1, 2)', '("a", "b")', '((1, 2),)', '(0, (1,), 3)', '(int, str)', '(0, 0, 0, 1)'], 'l': ['[]', '[1, 2]', '["a"]', '[(1, 2)]', '["ab"]', '[b"a"]', '[[1]]', '[1.5]'],
    'd': ['{}', '{"a": 1}', '{1: 2}'], 'e': ['set()', '{1}', '{"ab"}', '{(1, 2)}'], 'z': ['frozenset()', 'frozenset({1})', 'frozenset({(1, 2)})'],
    'F': ['len', 'divmod', 'abs', 'copyreg._reconstructor'], 'T': ['int', 'list', 'object', 'collections.OrderedDict', 'str', 'datetime.date', 'Exception'],
}
SPARSE = {'i': 2, 's': 4, 'y': 2, 'Y': 1, 't': 3, 'l': 3, 'd': 2, 'e': 2, 'z': 1, 'F': 1, 'T': 2}


def names():
    found = list(PURE) + list(COUNTS)
    for line in HAND.replace('\n ', ' ').splitlines():
        module, _, rest = line.partition(':')
        found += [module + '.' + name for name in rest.split()]
    return sorted(set(found))


def find(name):
    module, _, attribute = name.rpartition('.')
    return getattr(importlib.import_module(module), attribute)


def signature(callee, bound=0):
    try:
        parameters = list(inspect.signature(callee).parameters.values())[bound:]
    except (ValueError, TypeError):
        return None
    plain = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    if any(p.kind is p.KEYWORD_ONLY and p.default is p.empty for p in parameters):
        return None
    least = sum(p.default is p.empty for p in plain)
    return [least, None if any(p.kind is p.VAR_POSITIONAL for p in parameters) else len(plain)]


def probe_one(name, value, sample_call):
    """What calls of a harmless name with samples come to: `counts` that are possible, and by count the kinds each place takes."""
    space = {'datetime': __import__('datetime'), 'collections': __import__('collections'), 'copyreg': __import__('copyreg')}
    samples = [(kind, eval(text, space)) for kind, texts in KINDS.items() for text in texts]
    few = [(kind, eval(text, space)) for kind, texts in KINDS.items() for text in texts[:SPARSE.get(kind, 9)]]
    # Fresh ones each time for what is changed or used up is not needed: nothing here changes its arguments.
    ordinary = eval('(' + sample_call + (',)' if sample_call else ')'), space) if sample_call else ()
    ways = {'call': value}
    if isinstance(value, type):
        ways['new'] = lambda *a: value.__new__(value, *a)
    result = {}
    for way, callee in ways.items():
        counts, takes = [], {}
        for n in range(0, 4):
            pool = samples if n < 3 else few
            accepted = [set() for _ in range(n)]
            possible = False
            for combination in itertools.product(pool, repeat=n):
                # What is taken at every place already teaches nothing.
                if possible and all(kind in seen for (kind, _), seen in zip(combination, accepted)):
                    continue
                try:
                    callee(*[x for _, x in combination])
                except TypeError:
                    continue
                except Exception:
                    pass
                possible = True
                for (kind, _), seen in zip(combination, accepted):
                    seen.add(kind)
            if n <= len(ordinary):
                try:
                    callee(*ordinary[:n])
                    possible = True
                except Exception:
                    pass
                for place in range(n):
                    for kind, x in samples:
                        arguments = list(ordinary[:n])
                        arguments[place] = x
                        try:
                            callee(*arguments)
                        except TypeError:
                            continue
                        except Exception:
                            pass
                        accepted[place].add(kind)
                        possible = True
            if possible:
                counts.append(n)
                if n:
                    takes[n] = [''.join(sorted(seen)) for seen in accepted]
        for n in range(4, 12):
            fill = [list(ordinary[:n]) + [0] * (n - len(ordinary[:n]))] + [[x] * n for _, x in samples]
            for arguments in fill:
                try:
                    callee(*arguments)
                except TypeError:
                    continue
                except Exception:
                    pass
                counts.append(n)
                break
        result[way] = {'counts': counts, 'takes': takes}
    return result


def instance(value, sample_call):
    try:
        made = value(*eval('(' + sample_call + (',)' if sample_call else ')'), {'datetime': __import__('datetime')}))
    except Exception:
        return None
    # A path is one of the platform's, an OSError one of its kinds: they have the same.
    if type(made) is not value and not isinstance(made, (OSError, __import__('pathlib').PurePath)):
        return None
    traits = {'D': '__dict__', 'S': '__setstate__', 'I': '__setitem__', 'A': 'append', 'X': 'extend', 'E': 'add', 'C': '__call__', 'G': '__getattr__', 'H': '__slots__'}
    return ''.join(sorted(letter for letter, attribute in traits.items() if hasattr(made, attribute))) + ('B' if isinstance(made, BaseException) else '') + ('L' if type(made).__hash__ is None else '')


def probe():
    if sys.version_info < (3,):
        modules = {}
        for module in LISTED + list(LOWER):
            try:
                modules[module] = [n for n in dir(importlib.import_module(module)) if not n.startswith('_')]
            except ImportError:
                pass
        print(json.dumps({'version': '2.7', 'modules': modules, 'names': {}}))
        return
    modules = {m: [n for n in dir(importlib.import_module(m)) if not n.startswith('_')] for m in LISTED + list(LOWER) if importlib.util.find_spec(m)}
    found = {}
    for name in names():
        try:
            value = find(name)
        except (ImportError, AttributeError):
            continue
        known = {'type': 'c' if isinstance(value, type) else 'f' if callable(value) else 'x', 'plain': type(value).__name__ in ('type', 'ABCMeta')}
        known['signature'] = signature(value)
        if name in PURE:
            known['probe'] = probe_one(name, value, PURE[name])
            if isinstance(value, type):
                known['instance'] = instance(value, PURE[name])
        found[name] = known
    print(json.dumps({'version': '%d.%d' % sys.version_info[:2], 'modules': modules, 'names': found}))

ITERABLE, EVERYTHING = ''.join(sorted('Ydelstyz')), ''.join(sorted(KINDS))


def span(counts):
    """Least and most of what is possible in any version; None: no end, nor any known."""
    if any(c is None for c in counts):
        return None
    return [min(c[0] for c in counts), None if any(c[1] is None for c in counts) else max(c[1] for c in counts)]


def counted(known, way):
    """[least, most] of one interpreter; None when it does not tell."""
    probed = known.get('probe', {}).get(way)
    if probed is None:
        return known['signature'] if way == 'call' else None
    counts = probed['counts']
    if not counts:
        return None
    most = None if max(counts) == 11 else max(counts)
    told = known['signature'] if way == 'call' else None
    if told and most is not None and most >= 3:
        most = None if told[1] is None else max(most, told[1])
    return [min(counts), most]


def spelled(counts):
    if counts is None:
        return '0-'
    least, most = counts
    return str(least) if least == most else '%d-%s' % (least, '' if most is None else most)


def taken(entries, way):
    places = []
    for known in entries:
        for count, kinds in known.get('probe', {}).get(way, {'takes': {}})['takes'].items():
            for place, letters in enumerate(kinds):
                if len(places) <= place:
                    places.append(set())
                places[place] |= set(letters)
    texts = [''.join(sorted(seen)) for seen in places]
    while texts and texts[-1] == EVERYTHING:
        texts.pop()
    # What is taken often is written short.
    return ','.join('*' if t == EVERYTHING else t.replace(ITERABLE, 'I') if set(ITERABLE) <= set(t) and ITERABLE in t else t for t in texts)


def entry(name, versions):
    entries = [v['names'][name] for v in versions if name in v['names']]
    types = {e['type'] for e in entries}
    if len(types) != 1 or 'x' in types:
        return None
    kind = types.pop()
    # COUNTS stands in for interpreters without a signature.
    stand_in = list(COUNTS[name]) if name in COUNTS else None
    call = span([counted(e, 'call') or stand_in for e in entries])
    if stand_in and call:
        call = [min(call[0], stand_in[0]), None if None in (call[1], stand_in[1]) else max(call[1], stand_in[1])]
    text = kind + spelled(call)
    probed = 'probe' in entries[0]
    if kind == 'c':
        new = span([counted(e, 'new') for e in entries]) if probed else None
        if new is not None:
            text += '/' + spelled(new)
    takes, takes_new = taken(entries, 'call'), taken(entries, 'new')
    instances = [e.get('instance') for e in entries]
    if kind == 'c' and probed and None not in instances:
        text += '=' + ''.join(sorted(set(''.join(instances))))
    if name in GIVES:
        text += '>' + GIVES[name]
    takes = TAKES.get(name, takes)
    if takes:
        text += ' ' + takes
    if takes_new:
        text += (' ' if takes else '  ') + takes_new
    return text


def written(constant, doc, modules):
    lines = ['/**', ' * ' + doc, ' */' , 'export const %s: ReadonlyMap<string, string> = new Map([' % constant]
    for module, text in sorted(modules.items()):
        lines.append("  ['%s', '%s']," % (module, text.replace('\\', '\\\\')))
    return '\n'.join(lines + [']);', ''])


def merge(paths):
    found = [json.load(open(path)) for path in paths]
    versions = [f for f in found if f['names']]
    contracts = {}
    for name in names():
        if any(name in v['names'] for v in versions):
            text = entry(name, versions)
            if text is not None:
                module, _, attribute = name.rpartition('.')
                contracts.setdefault(module, []).append(attribute + ':' + text)
    listed = {m: ' '.join(['~'] + sorted({n for n in set(rest.split()).union(*[f['modules'].get(m, []) for f in found]) if n[0].islower()})) for m, rest in LOWER.items()}
    listed |= {m: ' '.join(sorted(set(LATER.get(m, '').split()).union(*[f['modules'].get(m, []) for f in found]))) for m in LISTED}
    print('// Made by generate/contracts.py from CPython %s; do not edit.' % ', '.join(sorted({f['version'] for f in found}, key=lambda v: [int(p) for p in v.split('.')])))
    print(written('CONTRACT_TEXTS', 'By module: what callables surely refuse. contracts.ts says how it is written.', {m: '; '.join(t) for m, t in contracts.items()}))
    print(written('LISTED_NAMES', 'By module: what it has in any release, besides names with an underscore in front.', listed), end='')



if __name__ == '__main__':
    import warnings
    warnings.simplefilter('ignore')
    probe() if sys.argv[1] == 'probe' else merge(sys.argv[2:])

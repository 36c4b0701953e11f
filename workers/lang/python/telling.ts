/** What a call in Python source amounts to, for the few calls that are worth telling. */
export type Telling = 'process' | 'code' | 'native' | 'pickle' | 'delete' | 'network';

const NAMES: Readonly<Record<Telling, string>> = {
  process:
    'os.system os.popen os.startfile os.posix_spawn os.posix_spawnp subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput pty.spawn asyncio.create_subprocess_exec asyncio.create_subprocess_shell pexpect.spawn pexpect.run pip.main pip._internal.main pip._internal.cli.main.main _posixsubprocess.fork_exec IPython.get_ipython().system',
  code: 'exec eval builtins.exec builtins.eval runpy.run_path runpy.run_module code.interact code.InteractiveInterpreter().runcode code.InteractiveInterpreter().runsource types.FunctionType types.CodeType execfile importlib.util.module_from_spec().__loader__.exec_module',
  native:
    'ctypes.CDLL ctypes.PyDLL ctypes.WinDLL ctypes.OleDLL ctypes.cdll.LoadLibrary ctypes.windll.LoadLibrary ctypes.pydll.LoadLibrary torch.ops.load_library torch.classes.load_library torch.utils.cpp_extension.load torch.utils.cpp_extension.load_inline imp.load_dynamic numpy.ctypeslib.load_library',
  pickle:
    'pickle.load pickle.loads pickle.Unpickler _pickle.loads _pickle.load marshal.load marshal.loads dill.load dill.loads cloudpickle.load cloudpickle.loads shelve.open',
  delete: 'shutil.rmtree os.remove os.unlink os.rmdir os.removedirs',
  network:
    'urllib.request.urlopen urllib.request.urlretrieve urllib.urlopen urllib.urlretrieve urllib2.urlopen requests.get requests.post requests.put requests.request requests.Session httpx.get httpx.post httpx.Client httpx.stream aiohttp.ClientSession socket.socket socket.create_connection http.client.HTTPConnection http.client.HTTPSConnection ftplib.FTP smtplib.SMTP telnetlib.Telnet paramiko.SSHClient xmlrpc.client.ServerProxy',
};

const BY_NAME: ReadonlyMap<string, Telling> = new Map(
  entries().flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);

function entries(): [Telling, string][] {
  const { process, code, native, pickle, delete: remove, network } = NAMES;
  return [
    ['process', process],
    ['code', code],
    ['native', native],
    ['pickle', pickle],
    ['delete', remove],
    ['network', network],
  ];
}

/** Null for what is ordinary or not known. */
export function tellingCall(name: string): Telling | null {
  const bare = name.replace(/^__builtins__\.|^globals\(\)\.__builtins__\./, '');
  const known = BY_NAME.get(bare);
  if (known !== undefined) return known;
  return /^os\.(?:exec|spawn)[lv]p?e?$/.test(bare) ? 'process' : null;
}

/** Calls by their last two names, for text that no parser reads. */
export const TELLING_TEXT = new RegExp(
  `\\b(?:${[...BY_NAME.keys()]
    .filter((name) => !name.includes('()'))
    .map((name) => name.replaceAll('.', '\\s*\\.\\s*'))
    .join('|')})\\s*\\(`,
  'g',
);

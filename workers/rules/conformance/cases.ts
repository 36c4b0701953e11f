import { C, c, CMD, d, EVIL, F, G, NS, P, Q, R, s, SYS, t, U, u8 } from './build.ts';
import type { Severity } from '../../report/schema.ts';

/**
 * One construction of research/pickle.md §6 with what Vitrine must say. Truth was measured on CPython 3.11.7 and torch 2.13.
 * `worst` is the severity of the file; `clean` is nothing above low. `rules` are ids (prefixes) that must be among the
 * findings, `says` texts that must appear in one of them, `at` offsets of findings, `w` what weights_only does first.
 */
export interface Case {
  readonly id: string;
  readonly about: string;
  readonly bytes: string;
  readonly worst: Severity | 'clean';
  readonly rules?: readonly string[];
  readonly says?: readonly string[];
  readonly at?: readonly number[];
  readonly w?: string;
  /** weights_only: what is measured and Vitrine cannot tell. */
  readonly gap?: true;
}

const D06 = c('argparse', 'Namespace') + 'N' + d({ __setstate__: SYS }) + '\x86b0' + NS + CMD + 'b.';
const MAP = c('builtins', 'map') + SYS + ']' + CMD + 'a\x86\x81';

export const BASELINES: readonly Case[] = [
  { id: 'A01', about: 'plain containers', bytes: '\x80\x04\x95\x1b\0\0\0\0\0\0\0}\x94\x8c\x01a\x94]\x94(K\x01G@\x04\0\0\0\0\0\0\x8c\x01x\x94C\x01y\x94N\x88es.', worst: 'clean', w: 'FRAME@2' },
  { id: 'A02', about: 'proto-2 state_dict skeleton', bytes: P(2) + c('collections', 'OrderedDict') + ')R' + U('w') + c('torch._utils', '_rebuild_tensor_v2') + '(' + t(U('storage'), c('torch', 'FloatStorage'), U('0'), U('cpu'), 'K\x02') + 'Q' + 'K\x00K\x02\x85K\x01\x85\x89' + c('collections', 'OrderedDict') + ')Rt' + 'Rs.', worst: 'clean', w: 'yes' },
  { id: 'A03', about: 'py2 names under proto 2', bytes: P(2) + R(c('__builtin__', 'set'), ']') + '.', worst: 'clean', w: 'yes' },
  { id: 'A04', about: 'numpy array, proto 4', bytes: P(4) + R(G('numpy._core.multiarray', '_reconstruct'), G('numpy', 'ndarray'), 'K\x00\x85C\x01b') + t('K\x01K\x01\x85', R(G('numpy', 'dtype'), s('u1'), '\x89\x88') + t('K\x03', s('|'), 'NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00') + 'b', '\x89C\x01A') + 'b.', worst: 'clean', w: 'SHORT_BINUNICODE@2' },
  { id: 'A05', about: 'bytes via _codecs.encode', bytes: P(2) + R(c('_codecs', 'encode'), U('\xff\x00'), U('latin1')) + '.', worst: 'clean', w: 'yes' },
  { id: 'A06', about: 'partial over known class', bytes: P(4) + R(G('functools', 'partial'), G('collections', 'OrderedDict')) + '.', worst: 'clean', w: 'SHORT_BINUNICODE@2' },
  { id: 'A07', about: 'deque APPENDS', bytes: P(2) + R(c('collections', 'deque')) + '(K\x01K\x02e.', worst: 'clean', w: 'global collections.deque' },
  { id: 'A08', about: 'bytes that merely look like a pickle', bytes: P(4) + 'C\x04\x80\x04zz.', worst: 'clean', w: 'SHORT_BINBYTES@2' },
];

export const CALLS: readonly Case[] = [
  { id: 'B01', about: 'GLOBAL+REDUCE', bytes: EVIL + '.', worst: 'critical', rules: ['pickle.call.process'], at: [0x18], says: ['os.system("exit 7")'], w: 'blocked os.system' },
  { id: 'B02', about: 'STACK_GLOBAL', bytes: P(4) + R(G('os', 'system'), CMD) + '.', worst: 'critical', rules: ['pickle.call.process'], w: 'SHORT_BINUNICODE@2' },
  { id: 'B03', about: 'INST', bytes: '(' + CMD + 'ios\nsystem\n.', worst: 'critical', rules: ['pickle.call.process'], at: [12], w: 'INST@12' },
  { id: 'B04', about: 'OBJ', bytes: '(' + SYS + CMD + 'o.', worst: 'critical', rules: ['pickle.call.process'], w: 'blocked os.system' },
  { id: 'B05', about: 'import only, never called', bytes: SYS + '.', worst: 'high', rules: ['pickle.import.process'], w: 'blocked os.system' },
  { id: 'B06', about: 'import side effect only', bytes: c('antigravity', 'x') + '.', worst: 'high', w: 'global antigravity.x' },
  { id: 'B07', about: 'posix alias', bytes: R(c('posix', 'system'), CMD) + '.', worst: 'critical', says: ['os.system', 'posix'], w: 'blocked posix.system' },
  { id: 'B08', about: 'result popped', bytes: EVIL + '0N.', worst: 'critical', rules: ['pickle.call.process'], w: 'blocked os.system' },
  { id: 'B09', about: 'OBJ result popped', bytes: '(' + SYS + CMD + 'o0N.', worst: 'critical', rules: ['pickle.call.process'], w: 'blocked os.system' },
  { id: 'B10', about: 'callee duplicated', bytes: SYS + '2' + CMD + '\x85R0' + CMD + '\x85R.', worst: 'critical', at: [24, 38], w: 'blocked os.system' },
  { id: 'B11', about: 'callee through memo', bytes: SYS + 'q\x070h\x07' + CMD + '\x85R.', worst: 'critical', rules: ['pickle.call.process'], w: 'blocked os.system' },
  { id: 'B12', about: 'module string through memo', bytes: U('os') + 'q\x000' + U('collections') + '0h\x00' + U('system') + '\x93' + CMD + '\x85R.', worst: 'critical', rules: ['pickle.call.process'], w: 'POP@9' },
  { id: 'B13', about: 'MEMOIZE overwrites a sparse key', bytes: U('collections') + 'q\x020K\x00q\x050' + U('os') + '\x940h\x02' + U('system') + '\x93' + CMD + '\x85R.', worst: 'critical', rules: ['pickle.call.process'], w: 'POP@18' },
  { id: 'B14', about: 'PUT text quirks', bytes: U('os') + 'p 0_7 \n0g+7\n' + U('system') + '\x93' + CMD + '\x85R.', worst: 'critical', rules: ['pickle.call.process'], w: 'PUT@7' },
  { id: 'B15', about: 'memo from an earlier pickle in the file', bytes: U('os') + 'q\x00.' + U('collections') + 'q\x000h\x00' + U('OrderedDict') + '\x93.', worst: 'clean', w: 'yes' },
];

export const NAMES: readonly Case[] = [
  { id: 'C01', about: 'dotted name, proto 4', bytes: P(4) + R(c('posixpath', 'os.system'), CMD) + '.', worst: 'critical', says: ['posixpath'], w: 'global posixpath.os.system' },
  { id: 'C02', about: 'dotted name, proto 2 is one attribute', bytes: P(2) + c('posixpath', 'os.system') + '.', worst: 'clean', rules: ['pickle.import.spelling'], w: 'global posixpath.os.system' },
  { id: 'C03', about: 'PROTO raised mid-stream', bytes: P(2) + P(4) + R(c('posixpath', 'os.system'), CMD) + '.', worst: 'critical', rules: ['pickle.call.process', 'pickle.stream.proto-again'], w: 'global posixpath.os.system' },
  { id: 'C04', about: 'PROTO lowered to regain the py2 map', bytes: P(4) + P(2) + R(c('commands', 'getoutput'), U('echo 7')) + '.', worst: 'critical', says: ['subprocess.getoutput', 'commands'], w: 'global commands.getoutput' },
  { id: 'C05', about: 'cPickle alias', bytes: R(c('cPickle', 'loads'), R(c('_codecs', 'encode'), U('I7\n.'), U('latin1'))) + '.', worst: 'clean', rules: ['pickle.nested'], w: 'global cPickle.loads' },
  { id: 'C06', about: 'builtins.reduce alias', bytes: R(c('__builtin__', 'reduce'), c('os', 'getenv'), '(' + U('PK_NONE') + U('seven') + 'l') + '.', worst: 'high', says: ['os.getenv', 'functools.reduce'], w: 'global functools.reduce' },
  { id: 'C07', about: 'NUL-suffixed frozen module', bytes: R(c('os\0junk', 'system'), CMD) + '.', worst: 'critical', rules: ['pickle.call.process', 'pickle.import.spelling'], w: 'global os\0junk.system' },
  { id: 'C08', about: 'CR in module', bytes: c('os\r', 'system') + '.', worst: 'clean', rules: ['pickle.import.spelling'], w: 'global os\r.system' },
  { id: 'C09', about: 'fullwidth homoglyph', bytes: c('\uff4f\uff53', 'system') + '.', worst: 'clean', rules: ['pickle.import.spelling'], w: 'global \uff4f\uff53.system' },
  { id: 'C10', about: 'backslash escape in GLOBAL', bytes: 'co\\x73\nsystem\n.', worst: 'clean', rules: ['pickle.import.spelling'], w: 'global o\\x73.system' },
  { id: 'C11', about: 'dunder traversal inside collections', bytes: P(4) + R(R(G('collections', 'OrderedDict.get'), R(G('collections', 'namedtuple.__globals__.get'), s('__builtins__')), s('eval')), s('3+4')) + '.', worst: 'critical', rules: ['pickle.call.eval'], says: ['builtins.eval("3+4")'], w: 'SHORT_BINUNICODE@2' },
  { id: 'C12', about: 'computed module string', bytes: R(R(c('_codecs', 'encode'), U('bf'), U('rot13')) + U('system') + '\x93', CMD) + '.', worst: 'critical', says: ['os.system'], w: 'STACK_GLOBAL@47' },
  { id: 'C13', about: 'computed via str.join', bytes: P(4) + R(R(G('builtins', 'str.join'), s(''), t(s('o'), s('s'))) + s('system') + '\x93', CMD) + '.', worst: 'critical', says: ['os.system'], w: 'SHORT_BINUNICODE@2' },
  { id: 'C14', about: '__main__ builtins', bytes: P(4) + R(c('__main__', '__builtins__.eval'), s('3+4')) + '.', worst: 'critical', rules: ['pickle.call.eval'], w: 'global __main__.__builtins__.eval' },
  { id: 'C15', about: 'import resolver helper', bytes: R(R(c('torch._utils', '_import_dotted_name'), U('os.getpid'))) + '.', worst: 'high', says: ['os.getpid'], w: 'global torch._utils._import_dotted_name' },
  { id: 'C16', about: 'pkgutil.resolve_name', bytes: R(R(c('pkgutil', 'resolve_name'), U('os:system')), CMD) + '.', worst: 'critical', says: ['os.system("exit 7")'], w: 'global pkgutil.resolve_name' },
  { id: 'C17', about: 'public alias of runstring', bytes: R(c('numpy.testing', 'runstring'), U('x=7'), '}') + '.', worst: 'critical', rules: ['pickle.call.eval'], w: 'global numpy.testing.runstring' },
  { id: 'C18', about: 'annotation string evaluated by typing', bytes: P(2) + R(c('typing', 'get_type_hints'), NS + '}' + U('__annotations__') + '}' + U('a') + U("__import__('os').getpid() and int") + 'ssb') + '.', worst: 'critical', rules: ['pickle.call.eval'], says: ["__import__('os').getpid()"], w: 'global typing.get_type_hints' },
  { id: 'C19', about: 'file write via pathlib dotted method', bytes: P(4) + R(G('pathlib', 'Path.write_text'), R(G('pathlib', 'PosixPath'), s('/tmp/w7')), s('hi')) + '.', worst: 'critical', rules: ['pickle.call.file-write'], says: ['/tmp/w7'], w: 'SHORT_BINUNICODE@2' },
];

export const INDIRECT: readonly Case[] = [
  { id: 'D01', about: 'BUILD-only call via instance __setstate__', bytes: NS + d({ __setstate__: SYS }) + 'b' + CMD + 'b.', worst: 'critical', rules: ['pickle.call.process'], w: 'global argparse.Namespace' },
  { id: 'D02', about: 'class synthesised, __setstate__=callable', bytes: R(c('builtins', 'type'), U('X'), ')', d({ __setstate__: SYS })) + ')\x81' + CMD + 'b.', worst: 'critical', rules: ['pickle.call.process', 'pickle.call.class'], w: 'global builtins.type' },
  { id: 'D03', about: 'APPEND calls obj.append', bytes: NS + d({ append: SYS }) + 'b' + CMD + 'a.', worst: 'critical', rules: ['pickle.call.process'], w: 'global argparse.Namespace' },
  { id: 'D04', about: 'APPENDS calls obj.extend', bytes: NS + d({ extend: c('builtins', 'print') }) + 'b(' + CMD + 'e.', worst: 'clean', rules: ['pickle.call.method'], w: 'global argparse.Namespace' },
  { id: 'D05', about: 'ADDITEMS calls obj.add', bytes: NS + d({ add: SYS }) + 'b(' + CMD + '\x90.', worst: 'critical', rules: ['pickle.call.process'], w: 'global argparse.Namespace' },
  { id: 'D06', about: 'slotstate setattr on a class', bytes: D06, worst: 'critical', rules: ['pickle.call.process', 'pickle.call.mutate'], w: 'global argparse.Namespace' },
  { id: 'D07', about: 'map driven by frozenset NEWOBJ, no REDUCE', bytes: c('builtins', 'frozenset') + MAP + '\x85\x81.', worst: 'critical', rules: ['pickle.call.process'], w: 'global builtins.frozenset' },
  { id: 'D08', about: 'partial re-armed by BUILD', bytes: R(R(c('functools', 'partial'), c('builtins', 'int')) + t(SYS, t(CMD), '}', '}') + 'b') + '.', worst: 'critical', rules: ['pickle.call.process'], w: 'global functools.partial' },
  { id: 'D09', about: 'defaultdict factory', bytes: P(4) + R(G('builtins', 'dict.__getitem__'), R(G('collections', 'defaultdict'), G('os', 'getpid')), s('k')) + '.', worst: 'high', says: ['os.getpid', 'collections.defaultdict'], w: 'SHORT_BINUNICODE@2' },
  { id: 'D10', about: 'copyreg.add_extension + EXT1', bytes: R(c('copyreg', 'add_extension'), U('os'), U('system'), 'K\xf5') + '0\x82\xf5' + CMD + '\x85R.', worst: 'critical', rules: ['pickle.call.process'], w: 'global copyreg.add_extension' },
  { id: 'D11', about: '_inverted_registry SETITEM + EXT2', bytes: c('copyreg', '_inverted_registry') + 'M\xf6\x01' + t(U('os'), U('system')) + 's0\x83\xf6\x01' + CMD + '\x85R.', worst: 'critical', rules: ['pickle.call.process'], w: 'global copyreg._inverted_registry' },
  { id: 'D12', about: 'EXT unregistered', bytes: '\x82\x07.', worst: 'medium', rules: ['pickle.import.extension'], w: 'EXT1@0' },
  { id: 'D13', about: 'mutate imported global list', bytes: c('gc', 'callbacks') + c('builtins', 'print') + 'a.', worst: 'critical', rules: ['pickle.call.mutate'], says: ['gc.callbacks'], w: 'global gc.callbacks' },
  { id: 'D14', about: 'environment write', bytes: c('os', 'environ') + U('PK_T') + U('1') + 's.', worst: 'critical', rules: ['pickle.call.mutate'], says: ['os.environ'], w: 'blocked os.environ' },
  { id: 'D15', about: '_rebuild_from_type_v2 as call gadget', bytes: R(c('torch._tensor', '_rebuild_from_type_v2'), SYS, c('builtins', 'int'), t(CMD), '}') + '.', worst: 'critical', rules: ['pickle.call.process'], w: 'blocked os.system' },
  { id: 'D16', about: 'copyreg.__newobj__ indirection', bytes: R(c('copyreg', '__newobj__'), c('builtins', 'frozenset'), MAP) + '.', worst: 'critical', rules: ['pickle.call.process'], w: 'global copyreg.__newobj__' },
  { id: 'D17', about: 'str.format field traversal', bytes: P(4) + R(G('builtins', 'str.format'), s('{0.__globals__}'), G('collections', 'namedtuple')) + '.', worst: 'high', rules: ['pickle.call.reach'], w: 'SHORT_BINUNICODE@2' },
  { id: 'D18', about: 'code object construction', bytes: c('types', 'CodeType') + '.', worst: 'high', rules: ['pickle.import.code'], w: 'global types.CodeType' },
];

export const BROKEN: readonly Case[] = [
  { id: 'E01', about: 'truncated after payload', bytes: EVIL, worst: 'critical', rules: ['pickle.call.process', 'pickle.stream.broken'], w: 'blocked os.system' },
  { id: 'E02', about: 'junk opcode after payload', bytes: EVIL + '\xff', worst: 'critical', rules: ['pickle.stream.broken'], at: [25], w: 'blocked os.system' },
  { id: 'E03', about: 'bad UTF-8 after payload', bytes: EVIL + '0X\x01\x00\x00\x00\xff.', worst: 'critical', rules: ['pickle.stream.broken'], at: [26], w: 'blocked os.system' },
  { id: 'E04', about: 'INT hex prefix kills genops', bytes: 'I0x1f\n0' + EVIL + '.', worst: 'critical', rules: ['pickle.stream.differs'], w: 'INT@0' },
  { id: 'E05', about: 'INT octal', bytes: 'I010\n.', worst: 'clean', rules: ['pickle.stream.differs'], w: 'INT@0' },
  { id: 'E06', about: 'INT NUL tail', bytes: 'I1\0zz\n0' + EVIL + '.', worst: 'critical', rules: ['pickle.stream.differs'], w: 'INT@0' },
  { id: 'E07', about: 'INT +1 is True in C', bytes: 'I+1\n.', worst: 'clean', rules: ['pickle.stream.differs'], w: 'INT@0' },
  { id: 'E08', about: 'LONG NUL tail', bytes: 'L5\0L\n0' + EVIL + '.', worst: 'critical', rules: ['pickle.stream.differs'], w: 'LONG@0' },
  { id: 'E09', about: 'PUT NUL tail', bytes: 'Np0\0x\n0' + EVIL + '.', worst: 'critical', rules: ['pickle.stream.differs'], w: 'PUT@1' },
  { id: 'E10', about: 'FLOAT NUL tail', bytes: 'F1\0x\n0' + EVIL + '.', worst: 'critical', rules: ['pickle.stream.differs'], w: 'FLOAT@0' },
  { id: 'E11', about: 'STRING non-ASCII (torch default utf-8)', bytes: "S'\xc3\xa9'\n0" + EVIL + '.', worst: 'critical', rules: ['pickle.stream.differs', 'pickle.call.process'], w: 'STRING@0' },
  { id: 'E12', about: 'STRING lone quote', bytes: "S'\n.", worst: 'clean', rules: ['pickle.stream.broken'], at: [0], w: 'STRING@0' },
  { id: 'E13', about: 'FRAME straddle: renamed GLOBAL', bytes: P(4) + F(6) + 'cnumpyos\nsystem\n' + CMD + '\x85R.', worst: 'critical', rules: ['pickle.call.process', 'pickle.stream.differs'], says: ['numpyos.system'], w: 'FRAME@2' },
  { id: 'E14', about: 'FRAME straddle: payload inside BINBYTES', bytes: P(4) + F(2) + 'B\x07\x01\x00\x00\x00\x00' + (EVIL + '0(').padEnd(261, 'N') + '1.', worst: 'critical', rules: ['pickle.call.process', 'pickle.stream.differs'], w: 'FRAME@2' },
  { id: 'E15', about: 'FRAME longer than data', bytes: P(4) + F(99) + 'N.', worst: 'clean', rules: ['pickle.stream.differs'], at: [2], w: 'FRAME@2' },
  { id: 'E16', about: 'nested FRAME', bytes: P(4) + F(13) + 'N0' + F(2) + 'N..', worst: 'clean', rules: ['pickle.stream.differs'], w: 'FRAME@2' },
  { id: 'E17', about: 'FRAME ends between opcode and arg', bytes: P(4) + F(1) + 'C\x02hi.', worst: 'clean', rules: ['pickle.stream.frame-split'], w: 'FRAME@2' },
  { id: 'E18', about: 'unsupported PROTO', bytes: P(6) + 'N.', worst: 'clean', rules: ['pickle.stream.broken'], at: [0], w: 'yes', gap: true },
  { id: 'E19', about: 'MARK left at STOP', bytes: '(K\x01.', worst: 'clean', rules: ['pickle.stream.mark-left'], w: 'yes' },
  { id: 'E20', about: 'POP pops MARK', bytes: '(0' + EVIL + '.', worst: 'critical', rules: ['pickle.call.process'], w: 'POP@1' },
  { id: 'E21', about: 'tuple across MARK', bytes: 'K\x01(K\x02\x86.', worst: 'clean', rules: ['pickle.stream.broken'], at: [5], w: 'fails@5' },
  { id: 'E22', about: 'NEWOBJ with list args', bytes: c('builtins', 'int') + '](K\x05e\x81.', worst: 'clean', rules: ['pickle.stream.differs'], w: 'global builtins.int' },
  { id: 'E23', about: 'APPENDS empty on int', bytes: 'K\x01(e.', worst: 'clean', rules: ['pickle.stream.differs'], w: 'target@3' },
  { id: 'E24', about: 'odd SETITEMS', bytes: '}(K\x01u.', worst: 'clean', rules: ['pickle.stream.broken'], at: [4], w: 'fails@4' },
  { id: 'E25', about: 'trailing second pickle', bytes: 'N.' + EVIL + '.', worst: 'high', rules: ['pickle.stream.trailing', 'pickle.call.process'], w: 'yes' },
  { id: 'E26', about: 'trailing junk then pickle', bytes: 'N.' + '\0'.repeat(300) + P(4) + EVIL + '.', worst: 'high', rules: ['pickle.stream.carved', 'pickle.call.process'], w: 'yes' },
];

export const NESTED: readonly Case[] = [
  { id: 'F01', about: 'nested pickle.loads(bytes)', bytes: P(4) + R(G('pickle', 'loads'), C(EVIL + '.')) + '.', worst: 'critical', rules: ['pickle.call.process'], at: [0x18], w: 'SHORT_BINUNICODE@2' },
  { id: 'F02', about: 'nested in str latin1', bytes: R(c('pickle', 'loads'), R(c('_codecs', 'encode'), U(EVIL + '.'), U('latin1'))) + '.', worst: 'critical', rules: ['pickle.call.process'], w: 'global pickle.loads' },
  { id: 'F03', about: '_load_from_bytes', bytes: R(c('torch.storage', '_load_from_bytes'), C(EVIL + '.')) + '.', worst: 'critical', rules: ['pickle.call.process'], w: 'global torch.storage._load_from_bytes' },
  { id: 'F04', about: 'dormant nested bytes', bytes: P(4) + C(EVIL + '.') + '.', worst: 'medium', rules: ['pickle.nested.dormant'], at: [4], w: 'SHORT_BINBYTES@2' },
  { id: 'F05', about: 'PERSID text', bytes: 'Pabc\n.', worst: 'medium', rules: ['pickle.persistent'], w: 'PERSID@0' },
  { id: 'F06', about: 'torch legacy module persid', bytes: P(2) + t(U('module'), c('os', 'system'), U('f.py'), U('src')) + 'Q.', worst: 'high', rules: ['pickle.persistent', 'pickle.import.process'], w: 'blocked os.system' },
  { id: 'F07', about: 'legacy magic via call', bytes: R(c('builtins', 'int'), U('119547037146038801333356')) + '.', worst: 'medium', rules: ['torch.legacy-magic'], w: 'global builtins.int' },
  { id: 'F10', about: 'NEXT_BUFFER without buffers', bytes: P(5) + '\x97.', worst: 'medium', rules: ['pickle.stream.buffers'], w: 'NEXT_BUFFER@2' },
];

export const EXHAUSTION: readonly Case[] = [
  { id: 'G01', about: 'huge memo index', bytes: 'Nr\xff\xff\xff\x0f.', worst: 'medium', rules: ['pickle.dos.memo'], w: 'yes' },
  { id: 'G02', about: 'hash doubling', bytes: '})' + '2\x86'.repeat(40) + 'Ns.', worst: 'medium', rules: ['pickle.dos.hash'], w: 'DUP@2' },
  { id: 'G03', about: 'deep tuple as key', bytes: '})' + '\x85'.repeat(1_000_000) + 'Ns.', worst: 'medium', rules: ['pickle.dos.depth'], w: 'yes' },
  { id: 'G04', about: 'billion laughs', bytes: `]${Array.from({ length: 30 }, (_, i) => `q${u8(i)}0](${`h${u8(i)}`.repeat(10)}e`).join('')}.`, worst: 'medium', rules: ['pickle.dos.expansion'], w: 'POP@3' },
  { id: 'G05', about: 'declared 2^62 bytes', bytes: P(5) + '\x96' + Q(2n ** 62n) + '.', worst: 'medium', rules: ['pickle.dos.length', 'pickle.stream.broken'], w: 'BYTEARRAY8@2' },
  { id: 'G06', about: 'bytearray(n)', bytes: P(2) + R(c('builtins', 'bytearray'), 'J\xff\xff\xff\x7f') + '.', worst: 'medium', rules: ['pickle.dos.size'], w: 'yes' },
  { id: 'G07', about: '5000-digit INT', bytes: `I${'9'.repeat(5000)}\n.`, worst: 'clean', rules: ['pickle.stream.digits'], w: 'INT@0' },
];

export const CASES: readonly Case[] = [...BASELINES, ...CALLS, ...NAMES, ...INDIRECT, ...BROKEN, ...NESTED, ...EXHAUSTION];


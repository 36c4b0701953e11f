import { readMarshal } from '../../../lang/marshal/marshal.ts';
import { prose } from '../../../report/prose.ts';
import type { ActDetails } from './journal.ts';
import type { Trace } from '../trace.ts';
import type { Dialect } from './nested.ts';
import type { Route } from './route.ts';
import type { Interpretation } from './interpret.ts';
import type { Name } from './name.ts';
import { show, shownCall } from './render.ts';
import { type Arguments, type Bytes, bytes, type Sym, textOf, unknownFrom } from './sym.ts';
import { encodeLatin1 } from './text.ts';
import type { World } from './world.ts';

/** `pickle.loads(bytes)` and relatives: what the bytes would do, and what they would give. */
export function load(world: World, name: Name, args: Arguments, route: Route): Sym {
  const shown = shownCall(world, { kind: 'name', name }, args);
  const payload = payloadOf(args.positional?.[0]);
  const common = { name, shown, via: route.via, capability: 'DESERIALIZE' as const, match: name.entry.match };
  if (payload === null) {
    world.act('nested', { ...common, known: false, text: textOf(args.positional?.[0]) });
    return unknownFrom(name.full);
  }
  if (dialectOf(name) === 'marshal') return loadCode(world, name, payload, common);
  const { answer } = world.ask(dialectOf(name), payload);
  if (answer === null) return unknownFrom(name.full);
  const place = payload.offset === null ? {} : { offset: payload.offset, length: payload.length };
  if (answer.kind !== 'programs') {
    world.act('nested', { ...common, ...place, known: false });
    return unknownFrom(name.full);
  }
  if (!UNPICKLERS.test(name.full) && answer.programs.every(({ trace }) => isNoPickle(trace))) {
    world.act('nested', { ...common, ...place, known: false });
    return unknownFrom(name.full);
  }
  adopt(world, answer.programs);
  if (answer.programs.some(({ trace }) => trace.ending.kind === 'failed'))
    world.stop(
      'nested broken',
      () => prose`A pickle that the program loads breaks off: what would have come after it is not known.`,
    );
  world.act('nested', { ...common, ...place, child: answer.programs });
  return portable(answer.programs.at(-1)?.result ?? null) ?? unknownFrom(name.full);
}

/** Loaders of pickles; others have formats of their own, which bytes that are no pickle may be in. */
const UNPICKLERS = /^(?:pickle|cloudpickle|dill|torch|numpy|joblib|pandas|shelve|multiprocessing|distributed)\b/;

function isNoPickle({ ending, events }: Trace): boolean {
  return ending.kind === 'failed' && events === 0;
}

/** `marshal.loads(bytes)` gives a code object, which runs nothing until something executes it. */
function loadCode(world: World, name: Name, payload: Bytes, common: ActDetails): Sym {
  const summary = payload.bytes.length === payload.length ? readMarshal(payload.bytes) : null;
  const value: Sym = { kind: 'code', summary, by: name.full };
  const place = payload.offset === null ? {} : { offset: payload.offset, length: payload.length };
  if (summary === null) world.act('nested', { ...common, ...place, known: false });
  else
    world.act('code', { ...common, ...place, code: summary, shown: prose`${common.shown} = ${show(world, value, 1)}` });
  return value;
}

/** What could not be followed inside counts for the program around it. */
export function adopt(world: World, programs: readonly Interpretation[]): void {
  for (const { unfinished } of programs) {
    for (const { what } of unfinished) world.stop(JSON.stringify(what), () => what);
  }
}

/** The bytes that are loaded: given as they are, in a text (latin1), or in a BytesIO. */
function payloadOf(value: Sym | undefined, depth = 4): Bytes | null {
  if (value?.kind === 'bytes') return value;
  if (value?.kind === 'instance' && value.of.kind === 'name' && BUFFERS.has(value.of.name.full)) {
    return depth === 0 ? null : payloadOf(value.args[0], depth - 1);
  }
  const text = textOf(value);
  if (text === null || text.length < 2 || !looksBinary(text)) return null;
  const encoded = encodeLatin1(text);
  return encoded === null ? null : bytes(encoded);
}

/** A text that is data and no file name: what an 8-bit string opcode holds. */
function looksBinary(text: string): boolean {
  return /[\u0000-\u0008\u000a-\u001f\u0080-\u00ff\n]/.test(text) || text.endsWith('.');
}

const BUFFERS: ReadonlySet<string> = new Set([
  'io.BytesIO',
  'io.StringIO',
  'io.BufferedReader',
  'builtins.memoryview',
  'builtins.bytearray',
]);

function dialectOf(name: Name): Dialect {
  if (name.module.startsWith('torch')) return 'torch';
  if (name.module.startsWith('numpy')) return 'numpy';
  if (name.module === 'marshal') return 'marshal';
  return name.module.startsWith('joblib') ? 'joblib' : 'pickle';
}

/** A child's result in the parent's terms: what refers to the child's own values cannot be carried over. */
function portable(value: Sym | null, depth = 8): Sym | null {
  if (depth === 0) return null;
  switch (value?.kind) {
    case 'name':
    case 'str':
    case 'int':
    case 'none':
    case 'true':
    case 'false':
    case 'float':
      return value;
    case 'bytes':
      return { ...value, offset: null };
    case 'bound': {
      const callee = portable(value.callee, depth - 1);
      const args = value.args.map((arg) => portable(arg, depth - 1));
      return callee === null || args.some((arg) => arg === null)
        ? null
        : { ...value, callee, args: args.flatMap((arg) => arg ?? []) };
    }
    default:
      return null;
  }
}

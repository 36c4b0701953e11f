import { prose, type Prose } from '../../../report/prose.ts';
import type { ByteSource } from '../../../source/byte-source.ts';
import type { PickleEvent, Trace } from '../trace.ts';
import type { Act } from './act.ts';
import { build } from './build.ts';
import { invoke } from './calls.ts';
import { DIRECT, type Route } from './route.ts';
import { findDormant } from './dormant.ts';
import { SEMANTICS } from './limits.ts';
import { callMethod } from './methods.ts';
import type { Name } from './name.ts';
import type { Answers, NestedRequest } from './nested.ts';
import { checkPersistent } from './persistent.ts';
import { NO_RAISES, type Raises, withRaise, withUnhashable } from './raises.ts';
import { show, shownName } from './render.ts';
import { type Arguments, NO_KEYWORDS, type Sym, textOf, unknownFrom } from './sym.ts';
import type { Unfinished } from './journal.ts';
import { isQuiet } from './tame.ts';
import { World } from './world.ts';

/** What one trace means: what it would call, change and look up, in order of execution. Nothing is judged. */
export interface Interpretation {
  readonly trace: Trace;
  readonly source: ByteSource;
  readonly acts: readonly Act[];
  readonly unfinished: readonly Unfinished[];
  /** What the program gives, when it is a symbol that says something. */
  readonly result: Sym | null;
  /** Bytes to read before interpreting once more. */
  readonly wanted: readonly NestedRequest[];
  /** The first opcode that surely raises, by unpickler. What follows is interpreted all the same. */
  readonly raises: Raises;
  /** Names it looks up, as the tables know them, in order of first use. */
  readonly names: readonly Name[];
}

export function interpret(trace: Trace, source: ByteSource, answers: Answers): Interpretation {
  const world = new World(trace, answers);
  const names = new Map<string, Name>();
  let raises = NO_RAISES;
  let i = 0;
  while (i < trace.events) {
    const event = trace.event(i);
    raises = withRaise(world, event, raises);
    if (!event.again || world.hasLazy) carryOut(world, event, names);
    // Once there is a lazy iterator, calls that are quiet by themselves may carry it on.
    i = world.hasLazy ? i + 1 : trace.telling(i + 1);
  }
  leftOver(world);
  findDormant(world);
  return {
    trace,
    source,
    acts: world.acts,
    unfinished: world.unfinished,
    result: trace.result === null ? null : world.sym(trace.result),
    wanted: world.wanted,
    raises: withUnhashable(trace, raises),
    names: [...names.values()],
  };
}

function carryOut(world: World, event: PickleEvent, names: Map<string, Name>): void {
  if (event.tame) {
    countTame(world, event);
    return;
  }
  world.enter(event);
  switch (event.kind) {
    case 'import':
      lookUp(world, event, names);
      break;
    case 'call':
      call(world, event);
      break;
    case 'build':
      build(world, event);
      break;
    case 'method':
      callMethod(world, event);
      break;
    case 'persistent':
      checkPersistent(world, event);
      break;
  }
}

function lookUp(world: World, event: PickleEvent, names: Map<string, Name>): void {
  const value = world.trace.value(event.result);
  if (value.kind === 'extension') {
    const registered = world.extensions.get(value.code);
    if (registered === undefined && world.isToldOften('extension', '')) return;
    if (registered === undefined) world.act('extension', { shown: prose`extension ${value.code}` });
    else world.setResult(event.index, registered);
    if (registered?.kind === 'name') world.reach(registered.name);
    return;
  }
  const sym = world.nameOf(event);
  if (sym.kind !== 'name') {
    world.setResult(event.index, unknownFrom('a name put together at run time'));
    // `STACK_GLOBAL requires str`: loading stops here.
    if (isNoText(world.sym(event.target)) || isNoText(world.sym(event.args))) return;
    if (world.isToldOften('computed', '')) return;
    const written = prose`${show(world, world.sym(event.target), 1)}.${show(world, world.sym(event.args), 1)}`;
    world.act('computed', { shown: written, known: false });
    return;
  }
  if (names.size < SEMANTICS.acts) names.set(sym.name.full, sym.name);
  world.setName(event.index, sym);
  world.reach(sym.name);
}

/** A number, a container or an array: what stands there when raw data is read as opcodes. */
function isNoText(value: Sym): boolean {
  if (value.kind === 'instance') return value.of.kind === 'name' && value.of.name.full === 'numpy.ndarray';
  return NO_TEXTS.has(value.kind);
}

const NO_TEXTS: ReadonlySet<Sym['kind']> = new Set(['none', 'true', 'false', 'int', 'float', 'held', 'seq', 'map']);

/** One of very many calls that are alike and whose arguments are data: a name nobody knows is told often by now. */
function countTame(world: World, event: PickleEvent): void {
  if (event.kind !== 'call') return;
  const callee = world.sym(event.target);
  if (callee.kind !== 'name') return;
  const { trust } = callee.name.entry;
  if (trust === 'unknown') world.isToldOften('unknown', callee.name.full);
  else if (trust === 'dangerous') world.isToldOften('call', callee.name.full);
}

function call(world: World, event: PickleEvent): void {
  const callee = world.sym(event.target);
  const isNew = event.opcode === NEWOBJ || event.opcode === NEWOBJ_EX;
  const isImport = world.trace.value(event.target).kind === 'global';
  if (isImport && callee.kind === 'name' && !world.hasLazy && isQuiet(callee.name, isNew)) return;
  const route: Route = { ...DIRECT, isNew };
  const args = argumentsOf(world, event);
  const result = invoke(world, callee, args, route);
  if (isImport && isOrdinaryResult(world, event, callee, args, result)) return;
  world.setResult(event.index, result);
}

/** What `World` makes of a call of which nothing is stored. */
function isOrdinaryResult(world: World, event: PickleEvent, callee: Sym, args: Arguments, result: Sym): boolean {
  if (result.kind !== 'instance' || result.ref !== event.result) return false;
  if (result.of === callee) return true;
  const isSame = callee.kind === 'name' && result.of.kind === 'name' && result.of.name === callee.name;
  return isSame && !world.hasLazy && result.args === args.positional;
}

const NEWOBJ = 0x81;
const NEWOBJ_EX = 0x92;

function argumentsOf(world: World, event: PickleEvent): Arguments {
  const list = world.sym(event.args);
  const items = world.items(list, SEMANTICS.arguments + 1);
  const keywords = event.kwargs === null ? NO_KEYWORDS : keywordsOf(world, world.sym(event.kwargs));
  if (items === null) return { positional: list.kind === 'lazy' ? [list] : null, keywords, more: true };
  return { positional: items.slice(0, SEMANTICS.arguments), keywords, more: items.length > SEMANTICS.arguments };
}

function keywordsOf(world: World, state: Sym): ReadonlyMap<string, Sym> {
  const pairs = world.pairs(state, SEMANTICS.arguments) ?? [];
  return new Map(pairs.flatMap(([key, value]) => (textOf(key) === null ? [] : [[textOf(key) ?? '', value] as const])));
}

/** Classes of arrays that open files when they are called: NumPy names them to rebuild arrays, which opens nothing. */
const REBUILT: ReadonlySet<string> = new Set(['numpy.memmap', 'numpy.core.memmap.memmap']);

/** Names that were looked up and that nothing called. */
function leftOver(world: World): void {
  for (const { name, event, count } of world.names.values()) {
    const isOdd = name.flags.some(
      (flag) =>
        flag === 'nul' || flag === 'control' || flag === 'confusable' || flag === 'literal-dot' || flag === 'absent',
    );
    const shown: Prose = shownName(name);
    world.enter(event);
    if (isOdd) world.act('spelling', { name, shown });
    else if (name.flags.includes('computed') && name.entry.trust === 'good' && event.kind === 'import')
      world.act('computed', { name, shown });
    const isLoader = name.entry.capability === 'DESERIALIZE';
    if ((name.entry.trust === 'good' && !isLoader) || world.called.has(name.full)) continue;
    if (isOdd && name.entry.trust === 'unknown') continue;
    if (REBUILT.has(name.full)) continue;
    world.act('import', { name, shown });
    const act = world.acts.at(-1);
    if (act?.kind === 'import' && act.name === name) act.count = count;
  }
}

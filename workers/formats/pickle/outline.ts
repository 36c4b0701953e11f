/** Which part of the object a program builds its steps belong to: the keys of its dicts, in the order they are written. */
import type { ProgramSection } from '../../protocol.ts';
import type { RecordedTrace } from './recorded-trace.ts';
import type { PickleEvent } from './trace.ts';
import type { Ref } from './value.ts';

/** Sections there are at most; a program with more parts is told by its coarser ones. */
export const OUTLINE_SECTIONS = 256;
/** Keys looked at. A container with more stays closed, and so do those found behind it. */
const KEYS = 50_000;
const DEPTH = 8;
/** Events looked at from the end: items are put into an object after they were made. */
const EVENTS = 65_536;
/** Longest name that is told. */
const NAME = 200;
const SETITEM = 0x73;
const SETITEMS = 0x75;

/** A key and the step that begins it. */
interface Entry {
  readonly path: readonly string[];
  readonly from: number;
  readonly value: Ref;
  /** Kept closed: a state beside items says something about the object, and is no part of it. */
  readonly leaf: boolean;
  /** Keys behind it are told as well. */
  readonly holds: boolean;
}

/** Nothing where keys are not known: when they were let go, are no texts, or there are too many. */
export function outline(trace: RecordedTrace): readonly ProgramSection[] {
  if (trace.result === null) return [];
  const marks = entriesOf(trace, trace.result);
  const end = marks.reduce((last, { from, value }) => Math.max(last, from, trace.madeAt(value) ?? 0), 0) + 1;
  const shared = sharedPath(marks.filter(({ holds }) => !holds));
  const fine = sections(marks, end, (path) => numbered(path, shared));
  if (fine.length <= OUTLINE_SECTIONS) return fine;
  const coarse = sections(marks, end, () => shared + 1);
  return coarse.length <= OUTLINE_SECTIONS ? coarse : [];
}

/** Every key on the way down, by the step that begins it. */
function entriesOf(trace: RecordedTrace, root: Ref): Entry[] {
  const added = additionsOf(trace);
  const seen = new Set<Ref>([root]);
  const marks: Entry[] = [];
  let budget = KEYS;
  let level = childrenOf(trace, root, [], 0, added, budget) ?? [];
  for (let depth = 1; level.length > 0; depth += 1) {
    budget -= level.length;
    const below: Entry[] = [];
    for (const entry of level) {
      const open = !entry.leaf && depth < DEPTH && !seen.has(entry.value);
      seen.add(entry.value);
      const room = budget - below.length;
      const inside = open ? childrenOf(trace, entry.value, entry.path, entry.from, added, room) : null;
      marks.push({ ...entry, holds: (inside?.length ?? 0) > 0 });
      for (const child of inside ?? []) below.push(child);
    }
    level = below;
  }
  return marks.filter(({ path }) => path.length > 0).sort((a, b) => a.from - b.from);
}

type Additions = ReadonlyMap<Ref, readonly PickleEvent[]>;

function additionsOf(trace: RecordedTrace): Additions {
  const added = new Map<Ref, PickleEvent[]>();
  for (let i = Math.max(0, trace.events - EVENTS); i < trace.events; i += 1) {
    const event = trace.event(i);
    if (event.kind !== 'method' && event.kind !== 'build') continue;
    const list = added.get(event.target);
    if (list === undefined) added.set(event.target, [event]);
    else list.push(event);
  }
  return added;
}

/** The keys of a dict, of an object that items were put into, or of an object's state. Null when they are not all known. */
function childrenOf(
  trace: RecordedTrace,
  ref: Ref,
  path: readonly string[],
  since: number,
  added: Additions,
  max: number,
): Entry[] | null {
  if (max <= 0) return null;
  const kind = trace.kind(ref);
  if (kind === 'dict') return pairs(trace, trace.items(ref, 2 * max + 2), path, since, max, false);
  if (kind !== 'result') return null;
  const events = added.get(ref) ?? [];
  const puts = events.filter(({ kind, opcode }) => kind === 'method' && (opcode === SETITEM || opcode === SETITEMS));
  const items = [...listed(trace, ref, max), ...puts.flatMap(({ args }) => trace.items(args, 2 * max + 2))];
  const states = events.filter((event) => event.kind === 'build' && trace.kind(event.args) === 'dict');
  const state = states.flatMap(({ args }) => trace.items(args, 2 * max + 2));
  const own = pairs(trace, items, path, since, max, false);
  const said = pairs(trace, state, path, since, max, items.length > 0);
  return own === null || said === null || own.length + said.length > max ? null : [...own, ...said];
}

/** `OrderedDict([[key, value], …])`, as old protocols write it. */
function listed(trace: RecordedTrace, ref: Ref, max: number): Ref[] {
  const value = trace.value(ref);
  const call = value.kind === 'result' ? trace.event(value.event) : null;
  const first = call?.kind === 'call' ? trace.items(call.args, 1)[0] : undefined;
  if (first === undefined || trace.kind(first) !== 'list') return [];
  return trace.items(first, max + 1).flatMap((pair) => {
    const items = trace.kind(pair) === 'list' || trace.kind(pair) === 'tuple' ? trace.items(pair, 3) : [];
    return items.length === 2 ? items : [pair];
  });
}

function pairs(
  trace: RecordedTrace,
  items: readonly Ref[],
  path: readonly string[],
  since: number,
  max: number,
  leaf: boolean,
): Entry[] | null {
  if (items.length % 2 !== 0 || items.length > 2 * max) return null;
  const entries: Entry[] = [];
  for (let i = 0; i < items.length; i += 2) {
    const [key, value] = [items[i], items[i + 1]];
    const name = key === undefined ? null : nameOf(trace, key);
    if (key === undefined || value === undefined || name === null) return null;
    // A key that was written for something else before is read back: then the value says where the part begins.
    const from = [trace.madeAt(key), trace.madeAt(value)].find((step) => step !== null && step >= since);
    const inner = INNER.has(name) || name === '';
    const parts = leaf ? [name] : name.split('.');
    if (from === undefined || from === null) continue;
    entries.push({ path: inner ? path : [...path, ...parts], from, value, leaf, holds: false });
  }
  return entries;
}

/** Where modules keep their parts: not part of the name people use. */
const INNER: ReadonlySet<string> = new Set(['_parameters', '_buffers', '_modules']);

function nameOf(trace: RecordedTrace, key: Ref): string | null {
  const value = trace.value(key);
  if (value.kind === 'text') return value.whole ? value.text.slice(0, NAME) : null;
  if (value.kind === 'text8') return value.whole ? String.fromCharCode(...value.bytes.subarray(0, NAME)) : null;
  return value.kind === 'int' ? value.value.toString() : null;
}

/** Leading parts that every name has, and goes on behind. */
function sharedPath(marks: readonly Entry[]): number {
  const [first] = marks;
  if (first === undefined) return 0;
  let shared = 0;
  const shares = ({ path }: Entry): boolean =>
    path.length > shared + 1 && path[shared] === first.path[shared] && !NUMBER.test(path[shared] ?? '');
  while (marks.every(shares)) shared += 1;
  return shared;
}

const NUMBER = /^\d{1,6}$/;

/** Parts up to the first number: the layer of a stack of layers; else the first part that tells anything. */
function numbered(path: readonly string[], shared: number): number {
  const at = path.findIndex((part, i) => i >= shared && i < path.length - 1 && NUMBER.test(part));
  return at < 0 ? shared + 1 : at + 1;
}

function sections(marks: readonly Entry[], end: number, parts: (path: readonly string[]) => number): ProgramSection[] {
  const found: { from: number; to: number; name: string; label: string }[] = [];
  for (const { path, from } of marks) {
    const group = path.slice(0, parts(path));
    const name = group.join('.').slice(0, NAME);
    const last = found.at(-1);
    if (last?.name === name) continue;
    if (last !== undefined) last.to = from;
    found.push({ from, to: end, name, label: (group.at(-1) ?? '').slice(0, NAME) });
  }
  return found.filter(({ from, to }) => to > from);
}

import { LIMITS } from '../../limits.ts';
import type { PickleEvent, Trace } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';
import { globalOf, itemsOf, numberOf, textOf } from './values.ts';

/** Where modules keep their parts: not part of the name people use. */
const INNER: ReadonlySet<string> = new Set(['_parameters', '_buffers', '_modules', '_non_persistent_buffers_set']);

/** What was done to an object after it was made: items put in, state set. */
type Additions = ReadonlyMap<Ref, readonly PickleEvent[]>;

/** Values to be named, and values that stand for another. */
export interface Named {
  readonly tensors: { has(ref: Ref): boolean };
  readonly aliases: ReadonlyMap<Ref, Ref>;
}

/** Dotted names of tensors: the keys on the way from the result down to each. The first way found, breadth first, names it. */
export function tensorNames(trace: Trace, { tensors, aliases }: Named): { names: Map<Ref, string>; complete: boolean } {
  const names = new Map<Ref, string>();
  const added = additionsOf(trace);
  const seen = new Set<Ref>();
  let level: Step[] = trace.result === null ? [] : [{ ref: trace.result, name: '' }];
  for (let depth = 0; level.length > 0 && depth < LIMITS.nameDepth; depth += 1) {
    const below: Step[] = [];
    for (const step of level) {
      if (seen.has(step.ref)) continue;
      seen.add(step.ref);
      if (seen.size > LIMITS.nameWalk) return { names, complete: false };
      if (tensors.has(step.ref)) names.set(step.ref, step.name);
      else below.push(...children(trace, step, aliases, added));
    }
    level = below;
  }
  return { names, complete: level.length === 0 };
}

interface Step {
  readonly ref: Ref;
  readonly name: string;
}

function children(trace: Trace, { ref, name }: Step, aliases: ReadonlyMap<Ref, Ref>, added: Additions): Step[] {
  const alias = aliases.get(ref);
  if (alias !== undefined) return [{ ref: alias, name }];
  const value = trace.value(ref);
  switch (value.kind) {
    case 'dict':
      return pairs(trace, trace.items(ref, LIMITS.nameWalk), name);
    case 'list':
    case 'tuple':
      return trace.items(ref, LIMITS.nameWalk).map((item, i) => ({ ref: item, name: joined(name, i.toString()) }));
    case 'result':
      return [
        ...constructed(trace, value.event, name),
        ...(added.get(ref) ?? []).flatMap((event) => additions(trace, event, name)),
      ];
    default:
      return [];
  }
}

/** What an object was made from: `OrderedDict([[key, value], …])` of old files, else the arguments under the object's own name. */
function constructed(trace: Trace, event: number, name: string): Step[] {
  const call = trace.event(event);
  const args = itemsOf(trace, call.args, 64) ?? [];
  if (globalOf(trace, call.target)?.[1] === 'OrderedDict') {
    const listed = itemsOf(trace, args[0], LIMITS.nameWalk) ?? [];
    return listed.flatMap((pair) => pairs(trace, itemsOf(trace, pair, 2) ?? [], name));
  }
  return args.map((ref) => ({ ref, name }));
}

/** Items set on an object (`obj[key] = value`, `obj.append(value)`) and its state (`obj.__dict__`). */
function additions(trace: Trace, event: PickleEvent, name: string): Step[] {
  if (event.kind === 'build') return [{ ref: event.args, name }];
  const items = itemsOf(trace, event.args, LIMITS.nameWalk) ?? [];
  const setsItems = event.opcode === 0x73 || event.opcode === 0x75;
  return setsItems ? pairs(trace, items, name) : items.map((ref, i) => ({ ref, name: joined(name, i.toString()) }));
}

function pairs(trace: Trace, items: readonly Ref[], name: string): Step[] {
  const steps: Step[] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    const ref = items[i + 1];
    const key = textOf(trace, items[i]) ?? numberOf(trace, items[i])?.toString() ?? '?';
    if (ref !== undefined) steps.push({ ref, name: INNER.has(key) ? name : joined(name, key) });
  }
  return steps;
}

function joined(name: string, key: string): string {
  return name === '' ? key : `${name}.${key}`;
}

function additionsOf(trace: Trace): Additions {
  const added = new Map<Ref, PickleEvent[]>();
  for (let i = 0; i < trace.events; i += 1) {
    const event = trace.event(i);
    if ((event.kind !== 'method' && event.kind !== 'build') || event.tame) continue;
    const list = added.get(event.target);
    if (list === undefined) added.set(event.target, [event]);
    else list.push(event);
  }
  return added;
}

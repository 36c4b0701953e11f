import { code, type Prose, prose } from '../../../report/prose.ts';
import type { PickleEvent } from '../trace.ts';
import type { Ref } from '../value.ts';
import { both, type Refused } from './refused.ts';
import { isEmpty, isFalsy, kindOf, type Subject, subjectOf } from './subject.ts';
import type { World } from './world.ts';

/** What BUILD surely raises for (pickle.py and _pickle.c, load_build). */
export function stateRefused(world: World, subject: Subject, event: PickleEvent): Refused | null {
  // An earlier state may have put a `__setstate__` there.
  if (subject.traits.includes('D') && world.states.values(event.target).length > 0) return null;
  const own = SETSTATE.get(subject.name);
  if (own !== undefined) return both(refusedByMethod(world, subject, own, event.args));
  // Objects/exceptions.c, BaseException_setstate.
  if (subject.traits.includes('B'))
    return both(isNoDict(world, event.args) ? prose`${code(subject.name)} takes no state but a dict` : null);
  // Others take what they take.
  if (/[SG]/.test(subject.traits)) return null;
  const state = world.trace.value(event.args);
  const isPair = state.kind === 'tuple' && state.count === 2;
  const [first, slots] = isPair ? world.trace.items(event.args, 2) : [event.args];
  if (first === undefined) return null;
  const ofDict = attributes(world, subject, first);
  const ofSlots = slots === undefined ? { c: null, python: null } : slotState(world, subject, slots);
  return { c: ofDict.c ?? ofSlots.c, python: ofDict.python ?? ofSlots.python };
}

/** `__setstate__` of some classes: how long the tuple is, and what is surely refused besides tuples of other lengths. */
interface StateMethod {
  readonly counts: readonly number[];
  readonly refuses: string;
}

/** numpy/_core/src/multiarray/methods.c, Modules/_functoolsmodule.c, Modules/_io/bytesio.c and stringio.c. */
const SETSTATE: ReadonlyMap<string, StateMethod> = new Map([
  ['numpy.ndarray', { counts: [4, 5], refuses: 'NbifdezFT' }],
  ['functools.partial', { counts: [4], refuses: 'NbifsyYldezFT' }],
  ['io.BytesIO', { counts: [3], refuses: 'NbifsyYldezFT' }],
  ['io.StringIO', { counts: [4], refuses: 'NbifsyYldezFT' }],
]);

function refusedByMethod(world: World, { name }: Subject, method: StateMethod, state: Ref): Prose | null {
  const kind = kindOf(world, state);
  const value = world.trace.value(state);
  const isRefused =
    value.kind === 'tuple' ? !method.counts.includes(value.count) : kind !== null && method.refuses.includes(kind);
  return isRefused ? prose`${code(name)} takes no state but a tuple of ${method.counts.join(' or ')} values` : null;
}

/** For `__dict__`: the C unpickler passes over None, the one in Python over everything that is empty. */
function attributes(world: World, { traits, name }: Subject, state: Ref): Refused {
  const isDict = kindOf(world, state) === 'd';
  if (isDict ? traits.includes('D') : !isNoDict(world, state)) return { c: null, python: null };
  const what: Prose = isDict ? prose`${code(name)} takes no state` : prose`${code(name)} takes no state but a dict`;
  // Whether an instance tests as true is not known.
  const isTrue = kindOf(world, state) !== null && !isFalsy(world, state);
  return { c: what, python: isTrue ? what : null };
}

/** An instance of a class that takes no items is none either; of None both unpicklers make nothing. */
function isNoDict(world: World, state: Ref): boolean {
  const kind = kindOf(world, state);
  if (kind !== null) return kind !== 'd' && kind !== 'N';
  return subjectOf(world, state)?.traits.includes('I') === false;
}

/** For slots: the C unpickler wants a dict even where it is None. */
function slotState(world: World, { name, isPlain }: Subject, state: Ref): Refused {
  const kind = kindOf(world, state);
  if (kind === null || (kind === 'd' && (!isPlain || isEmpty(world, state)))) return { c: null, python: null };
  const what =
    kind === 'd' ? prose`${code(name)} takes no state` : prose`${code(name)} takes no state for slots but a dict`;
  return { c: what, python: isFalsy(world, state) ? null : what };
}

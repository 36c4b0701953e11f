import { code, data, prose, type Prose } from '../../../report/prose.ts';
import { contractOf, isUnlisted } from '../../../rules/knowledge/contracts.ts';
import { opcodeName } from '../opcodes.ts';
import type { PickleEvent, Trace } from '../trace.ts';
import type { Name } from './name.ts';
import { both, type Refused } from './refused.ts';
import { callRefused, isNewOpcode } from './refused-call.ts';
import { stateRefused } from './refused-state.ts';
import { isEmpty, type Subject, subjectOf, kindOf } from './subject.ts';
import type { World } from './world.ts';

/** Where an opcode surely raises: nothing behind it is carried out. */
export interface Raise {
  readonly step: number;
  readonly offset: number;
  /** A sentence without its end. */
  readonly what: Prose;
}

/** The first of each; null: it is not known to raise. The unpickler in C and the one in Python mostly raise alike. */
export interface Raises {
  readonly c: Raise | null;
  readonly python: Raise | null;
  /** A call, which raises in every unpickler that makes it. */
  readonly call: Raise | null;
}

export const NO_RAISES: Raises = { c: null, python: null, call: null };

/** What came first stays. */
export function withRaise(world: World, event: PickleEvent, known: Raises): Raises {
  if (
    event.tame ||
    event.alike ||
    known.call !== null ||
    (known.c !== null && known.python !== null && event.kind !== 'call')
  )
    return known;
  // What the program did to classes and modules may have given them what they have not.
  const refused = world.hasMutated ? null : refusedBy(world, event);
  if (refused === null) return known;
  const at = (what: Prose | null): Raise | null =>
    what === null
      ? null
      : { step: event.step, offset: event.offset, what: prose`${what} (${code(opcodeName(event.opcode))})` };
  return {
    c: known.c ?? at(refused.c),
    python: known.python ?? at(refused.python),
    call: event.kind === 'call' ? at(refused.c) : null,
  };
}

/** A key that has no hash raises in every unpickler. */
export function withUnhashable({ anomalies }: Trace, { c, python, call }: Raises): Raises {
  const found = anomalies.find(({ code: kind }) => kind === 'unhashable');
  if (found === undefined) return { c, python, call };
  const { step, offset } = found;
  const what = prose`A list, a set, a dict or a bytearray has no hash: it is no key, and no item of a set`;
  const first = (known: Raise | null): Raise => (known !== null && known.step <= step ? known : { step, offset, what });
  return { c: first(c), python: first(python), call: first(call) };
}

function refusedBy(world: World, event: PickleEvent): Refused | null {
  switch (event.kind) {
    case 'import':
      return both(absent(world, event));
    case 'call':
      return both(calledInVain(world, event));
    case 'build': {
      const subject = subjectOf(world, event.target);
      return subject === null ? null : stateRefused(world, subject, event);
    }
    case 'method': {
      const subject = subjectOf(world, event.target);
      return subject === null ? null : itemsRefused(world, subject, event);
    }
    case 'persistent':
      return null;
  }
}

function absent(world: World, event: PickleEvent): Prose | null {
  const sym = world.sym(event.result);
  if (sym.kind === 'name' && event.protocol >= 3 && isOfPython2(sym.name))
    return prose`Python 3 has no module ${code('__builtin__')}`;
  if (
    sym.kind !== 'name' ||
    sym.name.flags.some((flag) => flag === 'nul' || flag === 'hop' || flag === 'alias' || flag === 'literal-dot')
  )
    return null;
  const [first = ''] = sym.name.path;
  return isUnlisted(sym.name.module, first)
    ? prose`No release of Python has ${data(`${sym.name.module}.${first}`, 120)}`
    : null;
}

/** Below protocol 3 it is translated, and dill has an answer of its own to one name. */
function isOfPython2({ written }: Name): boolean {
  return written.module === '__builtin__' && written.name !== '__main__';
}

function calledInVain(world: World, event: PickleEvent): Prose | null {
  const callee = world.sym(event.target);
  if (callee.kind === 'name') {
    const { name } = callee;
    const contract = name.flags.includes('nul') ? null : contractOf(name.module, name.path);
    return contract === null ? null : callRefused(world, contract, name.full, event);
  }
  const subject = subjectOf(world, event.target);
  if (subject === null || (subject.traits.includes('C') && !isNewOpcode(event))) return null;
  return prose`${code(subject.name)} cannot be called`;
}

/** `append` and `extend`, `add`, `__setitem__`. Without items the C unpickler asks for nothing. */
function itemsRefused(world: World, subject: Subject, event: PickleEvent): Refused | null {
  const opcode = opcodeName(event.opcode);
  const { traits, name } = subject;
  const hasItems = opcode === 'APPEND' || !isEmpty(world, event.args);
  if (opcode.startsWith('SETITEM')) {
    if (!hasItems) return null;
    if (!traits.includes('I')) return both(prose`${code(name)} takes no items like this`);
    const [key] = world.trace.items(event.args, 1);
    const kind = key === undefined || !SEQUENCES.has(name) ? null : kindOf(world, key);
    return kind === null || kind === 'i' || kind === 'b' ? null : both(prose`${code(name)} takes numbers as index`);
  }
  if (/[GD]/.test(traits) && (traits.includes('G') || world.states.values(event.target).length > 0)) return null;
  const isTaken = opcode.startsWith('APPEND') ? /[AX]/.test(traits) : traits.includes('E');
  if (isTaken) return null;
  const what = prose`${code(name)} takes no items like this`;
  return { c: hasItems ? what : null, python: what };
}

const SEQUENCES: ReadonlySet<string> = new Set(['list', 'bytearray', 'collections.deque', 'array.array']);

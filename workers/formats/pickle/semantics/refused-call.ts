import { code, prose, type Prose } from '../../../report/prose.ts';
import type { Contract, KindLetter, Way } from '../../../rules/knowledge/contracts.ts';
import type { PickleEvent } from '../trace.ts';
import type { Ref } from '../value.ts';
import { kindOf } from './subject.ts';
import type { World } from './world.ts';

const INST = 0x69;
const OBJ = 0x6f;
const NEWOBJ = 0x81;
const NEWOBJ_EX = 0x92;

/** Places of a call that are looked at. */
const PLACES = 16;

/** Why a call of a known name surely raises; null when it may go well. */
export function callRefused(world: World, contract: Contract, name: string, event: PickleEvent): Prose | null {
  if (!contract.isClass && isNewOpcode(event)) return prose`${code(name)} is no class`;
  if (event.kwargs !== null && countOf(world, event.kwargs) !== 0) return null;
  const count = countOf(world, event.args);
  if (count === null) return null;
  const way = contract.isClass && makesNew(event, count) ? contract.create : contract.call;
  return way === null
    ? null
    : wayRefused(world, way, name, count === 0 ? [] : world.trace.items(event.args, PLACES), count);
}

function wayRefused(world: World, way: Way, name: string, given: readonly Ref[], count: number): Prose | null {
  if (count < way.least || count > way.most) return prose`${code(name)} takes ${span(way)}, not ${count}`;
  for (let place = 0; place < way.takes.length; place++) {
    const [takes, ref] = [way.takes[place] ?? null, given[place]];
    const kind = takes === null || ref === undefined ? null : kindOf(world, ref);
    if (takes !== null && kind !== null && !takes.includes(kind))
      return prose`${code(name)} takes no ${WORDS[kind]} as argument ${place + 1}`;
  }
  return null;
}

function span({ least, most }: Way): string {
  if (least === most) return `${least} argument${least === 1 ? '' : 's'}`;
  return most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most} arguments`;
}

const WORDS: Readonly<Record<KindLetter, string>> = {
  N: 'None',
  b: 'bool',
  i: 'int',
  f: 'float',
  s: 'str',
  y: 'bytes',
  Y: 'bytearray',
  t: 'tuple',
  l: 'list',
  d: 'dict',
  e: 'set',
  z: 'frozenset',
  F: 'function',
  T: 'class',
};

export function isNewOpcode({ opcode }: PickleEvent): boolean {
  return opcode === NEWOBJ || opcode === NEWOBJ_EX;
}

/** OBJ and INST make an object by `__new__` alone when there are no arguments. */
function makesNew(event: PickleEvent, count: number): boolean {
  return isNewOpcode(event) || (count === 0 && (event.opcode === OBJ || event.opcode === INST));
}

function countOf(world: World, ref: Ref): number | null {
  const value = world.trace.value(ref);
  return value.kind === 'tuple' || value.kind === 'list' || value.kind === 'dict' ? value.count : null;
}

import { type Contract, contractOf, type KindLetter } from '../../../rules/knowledge/contracts.ts';
import type { Ref, Value } from '../value.ts';
import type { World } from './world.ts';

/** An object whose type is certain: its name, and what it may have (contracts.ts, traits). */
export interface Subject {
  readonly name: string;
  readonly traits: string;
  /** A constant or a container: none of its attributes can be set. */
  readonly isPlain: boolean;
}

/** Constants and containers that the program itself pushed, and instances of classes in the tables. Null: nobody knows what it has. */
export function subjectOf(world: World, ref: Ref): Subject | null {
  const value = world.trace.value(ref);
  const own = CONSTANTS.get(value.kind);
  if (own !== undefined) return own[1];
  if (value.kind === 'global') return imported(contractAt(world, ref));
  if (value.kind !== 'result') return null;
  const made = world.trace.event(value.event);
  if (made.kind !== 'call') return null;
  const callee = contractAt(world, made.target);
  const first = callee?.gives === '1' ? world.trace.items(made.args, 1)[0] : undefined;
  const contract = first === undefined ? callee : contractAt(world, first);
  if (contract?.gives == null || contract.gives === '1') return null;
  const end = contract.gives.lastIndexOf('.');
  const traits = contractOf(contract.gives.slice(0, end), [contract.gives.slice(end + 1)])?.traits;
  return traits == null
    ? null
    : { name: contract.gives.replace(/^builtins\./, ''), traits, isPlain: contract.gives === 'builtins.object' };
}

/** Of a name that was looked up. */
function contractAt(world: World, ref: Ref): Contract | null {
  const sym = world.trace.kind(ref) === 'global' ? world.sym(ref) : null;
  if (sym?.kind !== 'name' || sym.name.flags.includes('nul')) return null;
  return contractOf(sym.name.module, sym.name.path);
}

/** A function may be written in Python or in C; of a class only that it takes no items. */
function imported(contract: Contract | null): Subject | null {
  if (contract === null) return null;
  return contract.isClass
    ? { name: 'type', traits: 'ACDESX', isPlain: false }
    : { name: 'function', traits: 'CD', isPlain: false };
}

/** The kind of a value; null when it is not certain. */
export function kindOf(world: World, ref: Ref): KindLetter | null {
  const kind = world.trace.kind(ref);
  const own = CONSTANTS.get(kind);
  if (own !== undefined) return own[0];
  if (kind !== 'global') return null;
  const contract = contractAt(world, ref);
  return contract === null ? null : contract.isClass ? 'T' : 'F';
}

/** What tests as false: the unpickler in Python passes over such a state. */
export function isFalsy(world: World, ref: Ref): boolean {
  const value = world.trace.value(ref);
  if (value.kind === 'none' || value.kind === 'false') return true;
  if (value.kind === 'int') return value.value === 0n;
  if (value.kind === 'float') return value.value === 0;
  return isEmpty(world, ref);
}

export function isEmpty(world: World, ref: Ref): boolean {
  const value = world.trace.value(ref);
  return 'count' in value ? value.count === 0 : 'length' in value && value.length === 0;
}

const CONSTANTS: ReadonlyMap<Value['kind'], readonly [KindLetter, Subject]> = new Map([
  constant('none', 'N', 'None'),
  constant('true', 'b', 'True'),
  constant('false', 'b', 'False'),
  constant('int', 'i', 'int'),
  constant('bigint', 'i', 'int'),
  constant('float', 'f', 'float'),
  constant('text', 's', 'str'),
  constant('text8', 's', 'str'),
  constant('bytes', 'y', 'bytes'),
  constant('bytearray', 'Y', 'bytearray', 'AIX'),
  constant('tuple', 't', 'tuple'),
  constant('list', 'l', 'list', 'AIX'),
  constant('set', 'e', 'set', 'E'),
  constant('frozenset', 'z', 'frozenset'),
  constant('dict', 'd', 'dict', 'I'),
]);

function constant(
  kind: Value['kind'],
  letter: KindLetter,
  name: string,
  traits = '',
): readonly [Value['kind'], readonly [KindLetter, Subject]] {
  return [kind, [letter, { name, traits, isPlain: true }]];
}

import { prose } from '../../../../report/prose.ts';
import type { Dangerous } from '../../../../rules/knowledge/capability.ts';
import type { Name } from '../name.ts';
import { show, shownName } from '../render.ts';
import { type Sym, textOf } from '../sym.ts';
import type { World } from '../world.ts';

/** A library's classes, and what their `__setstate__` does with a state. */
export interface Running {
  readonly isOf: (name: Name) => boolean;
  readonly run: (world: World, name: Name, state: Sym) => void;
}

/** A state makes an object of this class act. */
export function tell(world: World, name: Name, capability: Dangerous, value: Sym): void {
  world.act('call', {
    name,
    capability,
    shown: prose`${shownName(name)}.__setstate__(${show(world, value, 2)})`,
    known: value.kind === 'str',
    text: textOf(value),
  });
}

/** Objects may be texts of a class of their own, and equal to the key. */
export function mayBe(key: Sym, wanted: string): boolean {
  return key.kind === 'str' ? key.text === wanted : OBJECTS.has(key.kind);
}

const OBJECTS: ReadonlySet<Sym['kind']> = new Set(['unknown', 'instance', 'extension', 'persistent']);

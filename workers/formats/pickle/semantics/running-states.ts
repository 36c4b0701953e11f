import type { Name } from './name.ts';
import { FILES } from './running/files.ts';
import { HUB } from './running/hub.ts';
import { PICKLES } from './running/pickles.ts';
import type { Running } from './running/running.ts';
import { TEXTS } from './running/texts.ts';
import type { Sym } from './sym.ts';
import type { World } from './world.ts';

/** Library classes whose `__setstate__` runs what it is given, or acts on it. */
const RUNNING: readonly Running[] = [...TEXTS, ...PICKLES, ...FILES, ...HUB];

export function runsState(name: Name): boolean {
  return RUNNING.some(({ isOf }) => isOf(name));
}

/** BUILD on an object of such a class, or an attribute that is set on it beforehand. */
export function runState(world: World, name: Name, state: Sym): void {
  RUNNING.find(({ isOf }) => isOf(name))?.run(world, name, state);
}

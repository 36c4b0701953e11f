import { invoke } from './calls.ts';
import { exhaust } from './consume.ts';
import { plantedMethod, mutate } from './objects.ts';
import { type Route, DIRECT, through } from './route.ts';
import { rearm } from './handlers/indirect.ts';
import type { Prose } from '../../../report/prose.ts';
import { prose } from '../../../report/prose.ts';
import type { PickleEvent } from '../trace.ts';
import { shownName, show } from './render.ts';
import { runsState, runState } from './running-states.ts';
import { stateEntries } from './states.ts';
import { args as positional, str, type Sym, textOf } from './sym.ts';
import type { World } from './world.ts';

/** BUILD (pickle.py, load_build): `__setstate__`, or the state into `__dict__` and slots. */
export function build(world: World, event: PickleEvent): void {
  const target = world.sym(event.target);
  if (world.hasLazy && isIterator(target)) exhaust(world, world.sym(event.args), DIRECT);
  if (target.kind === 'instance' && target.of.kind === 'name' && runsState(target.of.name))
    runState(world, target.of.name, world.sym(event.args));
  if (
    target.kind === 'instance' &&
    target.of.kind === 'name' &&
    target.of.name.entry.match !== 'none' &&
    isQuiet(world, target)
  ) {
    world.states.add(event.target, world.sym(event.args));
    return;
  }
  const state = world.sym(event.args);
  const planted = plantedMethod(world, target, '__setstate__');
  if (planted !== undefined) {
    invoke(world, planted, positional(state), through(DIRECT, '__setstate__ attribute'));
    return;
  }
  switch (target.kind) {
    case 'name':
      for (const [key, value] of stateEntries(world, state)) setOverride(world, target.name.full, key, value);
      mutate(world, target, prose`${shownName(target.name)}.__setstate__(${show(world, state, 2)})`, DIRECT);
      return;
    case 'bound':
      replaceBound(world, event, state);
      return;
    case 'class':
      world.setResult(eventOf(world, event), {
        ...target,
        attributes: new Map([...target.attributes, ...stateEntries(world, state)]),
      });
      return;
    default:
      world.states.add(event.target, state);
  }
}

/** `itertools.chain.__setstate__` takes the iterators it goes through: whoever uses it uses them. */
function isIterator(target: Sym): boolean {
  // What a chain gives is known as the items it was made of.
  if (target.kind === 'seq') return true;
  return target.kind === 'instance' && target.of.kind === 'name' && target.of.name.module === 'itertools';
}

/** Nothing was planted so far: the state is only kept. */
function isQuiet(world: World, target: Sym & { kind: 'instance' }): boolean {
  return plantedMethod(world, target, '__setstate__') === undefined;
}

/** `functools.partial.__setstate__` puts another callable in. */
function replaceBound(world: World, event: PickleEvent, state: Sym): void {
  const armed = rearm(world, state);
  if (armed !== null) world.setResult(eventOf(world, event), armed);
}

/** The event whose result BUILD changes. */
function eventOf(world: World, event: PickleEvent): number {
  const value = world.trace.value(event.target);
  return value.kind === 'result' || value.kind === 'global' ? value.event : event.index;
}

/** `setattr(self, attribute, value)`. */
export function setAttribute(world: World, self: Sym, attribute: Sym, value: Sym, shown: Prose, route: Route): Sym {
  const name = textOf(attribute);
  // dill puts a class's names back like this.
  if (name !== null && LABELS.has(name) && value.kind === 'str') return { kind: 'none' };
  if (self.kind === 'name') {
    if (name !== null) setOverride(world, self.name.full, name, value);
    return mutate(world, self, shown, route);
  }
  if (self.kind === 'instance' && self.of.kind === 'name' && runsState(self.of.name))
    runState(world, self.of.name, { kind: 'map', entries: [[attribute, value]] });
  if (self.kind === 'instance' && self.ref !== null && name !== null) {
    world.states.add(self.ref, { kind: 'map', entries: [[str(name), value]] });
  }
  return { kind: 'none' };
}

/** Attributes that only say what something is called. */
const LABELS: ReadonlySet<string> = new Set(['__name__', '__qualname__', '__module__', '__doc__']);

function setOverride(world: World, full: string, attribute: string, value: Sym): void {
  const overrides = world.overrides.get(full) ?? new Map<string, Sym>();
  overrides.set(attribute, value);
  world.overrides.set(full, overrides);
}

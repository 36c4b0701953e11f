import { subscript } from './attributes.ts';
import { invoke } from './calls.ts';
import type { Name } from './name.ts';
import type { shownCall } from './render.ts';
import { type Route, through } from './route.ts';
import { type Arguments, args as positional, type Sym } from './sym.ts';
import type { World } from './world.ts';

/** An attribute that the program itself put on this object, its class or an imported class. */
export function plantedMethod(world: World, self: Sym, name: string): Sym | undefined {
  if (self.kind === 'class') return self.attributes.get(name);
  if (self.kind !== 'instance') return undefined;
  const own = world.states.attribute(self.ref, name);
  if (own !== undefined) return own;
  if (self.of.kind === 'class') return self.of.attributes.get(name);
  return self.of.kind === 'name' ? world.overrides.get(self.of.name.full)?.get(name) : undefined;
}

export function instanceOf(name: Name, args: Arguments, world: World): Sym {
  return {
    kind: 'instance',
    of: { kind: 'name', name },
    ref: world.event?.result ?? null,
    args: args.positional ?? [],
  };
}

export function isSuspect(value: Sym): boolean {
  if (value.kind === 'name') return value.name.entry.trust !== 'good' || value.name.entry.capability === 'DESERIALIZE';
  return value.kind === 'bound' || value.kind === 'lazy' || value.kind === 'getter' || value.kind === 'extension';
}

/** defaultdict calls its factory for a key that is not there. */
export function fireFactory(world: World, self: Sym, route: Route): void {
  if (self.kind !== 'instance' || self.of.kind !== 'name' || self.of.name.full !== 'collections.defaultdict') return;
  const factory = self.args[0];
  if (factory !== undefined && factory.kind !== 'none')
    invoke(world, factory, positional(), through(route, 'collections.defaultdict'));
}

/** `self[key]`: a defaultdict makes what is missing. */
export function itemOf(world: World, self: Sym, key: Sym, route: Route): Sym {
  fireFactory(world, self, route);
  return subscript(world, self, key);
}

/** An imported object is changed. */
export function mutate(
  world: World,
  target: Sym & { kind: 'name' },
  shown: ReturnType<typeof shownCall>,
  route: Route,
): Sym {
  world.hasMutated = true;
  world.called.add(target.name.full);
  if (world.isToldOften('mutate', target.name.full)) return { kind: 'none' };
  world.act('mutate', { name: target.name, capability: 'STATE_MUTATE', match: 'exact', shown, via: route.via });
  return { kind: 'none' };
}

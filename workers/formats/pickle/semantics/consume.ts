import { invoke } from './calls.ts';
import { SEMANTICS } from './limits.ts';
import { type Route, through } from './route.ts';
import { type Arguments, args as positional, type Sym, UNKNOWN_ARGUMENTS } from './sym.ts';
import type { World } from './world.ts';

/** The arguments with lazy iterators run: whoever gets one may use it. */
export function consume(world: World, args: Arguments, route: Route): Arguments {
  if (!world.hasLazy) return args;
  const keywords = new Map(Array.from(args.keywords, ([key, value]) => [key, run(world, value, route)]));
  return { ...args, keywords, positional: args.positional?.map((value) => run(world, value, route)) ?? null };
}

/** A lazy iterator's results, after making its calls; also for those directly inside a container. Other values as they are. */
export function run(world: World, value: Sym, route: Route): Sym {
  if (value.kind === 'lazy') {
    const items = value.calls.map((one) =>
      invoke(world, value.callee, one === null ? UNKNOWN_ARGUMENTS : positional(...one), through(route, value.by)),
    );
    return { kind: 'seq', shape: 'list', items };
  }
  if (value.kind === 'held' || value.kind === 'seq') {
    if (value.shape === 'dict') return value;
    const items = world.items(value, SEMANTICS.arguments) ?? [];
    if (!items.some((item) => item.kind === 'lazy')) return value;
    return {
      kind: 'seq',
      shape: value.shape,
      items: items.map((item) => (item.kind === 'lazy' ? run(world, item, route) : item)),
    };
  }
  return value;
}

/** Runs every lazy iterator inside a value, however it is wrapped. */
export function exhaust(world: World, value: Sym, route: Route): void {
  let level: readonly Sym[] = [value];
  for (let depth = 0; depth < WRAPPED && level.length > 0; depth++) {
    const next: Sym[] = [];
    for (const one of level) {
      if (one.kind === 'lazy') run(world, one, route);
      else if (one.kind === 'held' || one.kind === 'seq') next.push(...(world.items(one, SEMANTICS.arguments) ?? []));
      else if (one.kind === 'instance') next.push(...one.args);
    }
    level = next.slice(0, SEMANTICS.lazyItems);
  }
}

const WRAPPED = 8;

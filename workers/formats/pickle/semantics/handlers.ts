import type { Route } from './route.ts';
import { CODE } from './handlers/code.ts';
import { INDIRECT } from './handlers/indirect.ts';
import { LAZY } from './handlers/lazy.ts';
import { REACH } from './handlers/reach.ts';
import { createFirst, REBUILD } from './handlers/rebuild.ts';
import { SOURCES } from './handlers/sources.ts';
import type { Name } from './name.ts';
import type { Arguments, Sym } from './sym.ts';
import type { World } from './world.ts';

/** What a callable that builds calls, names or objects does. Null: judge it by its capability instead. */
export type Handler = (world: World, args: Arguments, route: Route, name: Name) => Sym | null;

let table: ReadonlyMap<string, Handler> | null = null;

/** By full name. Built on first use: these modules know each other. */
export const HANDLERS = {
  get(full: string): Handler | undefined {
    table ??= new Map([...CODE, ...INDIRECT, ...LAZY, ...REACH, ...REBUILD, ...SOURCES]);
    return table.get(full) ?? (/\.__pyx_unpickle_\w+$/.test(full) ? createFirst : undefined);
  },
};

/** One handler under several names. */
export function under(names: string, handler: Handler): [string, Handler][] {
  return names.split(' ').map((name) => [name, handler]);
}

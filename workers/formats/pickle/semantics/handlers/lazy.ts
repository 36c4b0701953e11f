import { prose } from '../../../../report/prose.ts';
import { elements } from '../fold/builtins.ts';
import type { Route } from '../route.ts';
import { invoke } from '../calls.ts';
import { run } from '../consume.ts';
import { through } from '../route.ts';
import type { Handler } from '../handlers.ts';
import { SEMANTICS } from '../limits.ts';
import { args as positional, type Sym, UNKNOWN, UNKNOWN_ARGUMENTS, unknownFrom } from '../sym.ts';
import type { World } from '../world.ts';

/** Iterators call when they are used, `functools.reduce` at once. */
export const LAZY: readonly (readonly [string, Handler])[] = [
  ['builtins.map', mapping('builtins.map', 0, 1)],
  ['itertools.imap', mapping('itertools.imap', 0, 1)],
  ['builtins.filter', mapping('builtins.filter', 0, 1)],
  ['itertools.ifilter', mapping('itertools.ifilter', 0, 1)],
  ['itertools.filterfalse', mapping('itertools.filterfalse', 0, 1)],
  ['itertools.ifilterfalse', mapping('itertools.ifilterfalse', 0, 1)],
  ['itertools.takewhile', mapping('itertools.takewhile', 0, 1)],
  ['itertools.dropwhile', mapping('itertools.dropwhile', 0, 1)],
  ['itertools.starmap', starmap],
  ['itertools.accumulate', accumulate],
  ['itertools.groupby', groupby],
  ['builtins.iter', iterator],
  ['functools.reduce', reduce],
  [
    'builtins.next',
    (world, { positional: list }) => (list?.[0] === undefined ? null : (elements(world, list[0])?.[0] ?? null)),
  ],
];

function lazy(world: World, callee: Sym | undefined, calls: readonly (readonly Sym[] | null)[], by: string): Sym {
  if (callee === undefined || callee.kind === 'none') return UNKNOWN;
  world.hasLazy = true;
  if (calls.length > SEMANTICS.lazyItems) stopAtItems(world);
  return { kind: 'lazy', callee, calls: calls.slice(0, SEMANTICS.lazyItems), by };
}

function stopAtItems(world: World): void {
  world.stop('each', () => prose`Of a call for every item of a list, the first ${SEMANTICS.lazyItems} were followed.`);
}

/** Items of an iterable, a lazy one run first; null when they are not known. */
function itemsOf(world: World, value: Sym | undefined, route: Route): readonly Sym[] | null {
  return value === undefined ? null : elements(world, run(world, value, route));
}

function mapping(by: string, callee: number, from: number): Handler {
  return (world, { positional: list }, route) => {
    if (list === null) return null;
    const columns = list.slice(from).map((value) => itemsOf(world, value, route));
    const known = columns.filter((column) => column !== null);
    if (known.length < columns.length || known.length === 0) return lazy(world, list[callee], [null], by);
    const rows = Math.min(...known.map((column) => column.length));
    const calls = Array.from({ length: Math.min(rows, SEMANTICS.lazyItems + 1) }, (_, i) =>
      known.map((column) => column[i] ?? UNKNOWN),
    );
    return lazy(world, list[callee], calls, by);
  };
}

function starmap(world: World, { positional: list }: { positional: readonly Sym[] | null }, route: Route): Sym | null {
  const rows = itemsOf(world, list?.[1], route);
  const calls = rows?.map((row) => itemsOf(world, row, route)) ?? [null];
  return lazy(world, list?.[0], calls, 'itertools.starmap');
}

function accumulate(
  world: World,
  { positional: list, keywords }: { positional: readonly Sym[] | null; keywords: ReadonlyMap<string, Sym> },
  route: Route,
): Sym | null {
  const items = itemsOf(world, list?.[0], route);
  const [first, ...rest] = items ?? [];
  const calls = items === null || first === undefined ? [null] : rest.map((item) => [first, item]);
  return lazy(world, list?.[1] ?? keywords.get('func'), calls, 'itertools.accumulate');
}

function groupby(
  world: World,
  { positional: list, keywords }: { positional: readonly Sym[] | null; keywords: ReadonlyMap<string, Sym> },
  route: Route,
): Sym | null {
  const items = itemsOf(world, list?.[0], route);
  return lazy(world, list?.[1] ?? keywords.get('key'), items?.map((item) => [item]) ?? [null], 'itertools.groupby');
}

/** `iter(callable, sentinel)` calls; `iter(x)` does not. */
function iterator(world: World, { positional: list }: { positional: readonly Sym[] | null }): Sym | null {
  if (list === null || list.length < 2) return list?.[0] ?? null;
  return lazy(world, list[0], [[]], 'builtins.iter');
}

function reduce(world: World, { positional: list }: { positional: readonly Sym[] | null }, route: Route): Sym | null {
  const [callee, over, initial] = list ?? [];
  if (callee === undefined) return null;
  const items = itemsOf(world, over, route);
  const next = through(route, 'functools.reduce');
  if (items === null) return invoke(world, callee, UNKNOWN_ARGUMENTS, next);
  const [first = UNKNOWN, ...rest] = initial === undefined ? items : [initial, ...items];
  const made = rest
    .slice(0, SEMANTICS.lazyItems)
    .reduce((value, item) => invoke(world, callee, positional(value, item), next), first);
  if (rest.length <= SEMANTICS.lazyItems) return made;
  stopAtItems(world);
  return unknownFrom('functools.reduce');
}

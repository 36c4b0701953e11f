import { data, prose, type Prose, type ProsePart } from '../../../report/prose.ts';
import { decodeLatin1 } from '../text.ts';
import type { Name } from './name.ts';
import type { Arguments, Sym } from './sym.ts';
import type { World } from './world.ts';

const ITEMS = 6;
const DEPTH = 3;
/** Text shown of one argument, and of all. */
const TEXT = 400;
const TOTAL = 900;

/** A name as people read it: `os.system`, module and path as the tables know them. All of it is text from the file. */
export function shownName(name: Name): Prose {
  return [data(name.full, 200)];
}

export function shownCallee(world: World, callee: Sym, depth = 8): Prose {
  if (depth === 0) return ['…'];
  if (callee.kind === 'name') return shownName(callee.name);
  if (callee.kind === 'bound') return shownCallee(world, callee.callee, depth - 1);
  if (callee.kind === 'method') return prose`${show(world, callee.self, 1)}.${data(callee.name, 80)}`;
  if (callee.kind === 'instance') return prose`${shownCallee(world, callee.of, depth - 1)}(…)`;
  if (callee.kind === 'unknown' && callee.from !== null) return prose`${data(callee.from, 120)}(…)`;
  return show(world, callee, 1);
}

/** `os.system("exit 7")`. */
export function shownCall(world: World, callee: Sym, args: Arguments): Prose {
  const budget = { left: TOTAL };
  const parts: Prose[] = (args.positional ?? []).slice(0, ITEMS).map((value) => limited(world, value, DEPTH, budget));
  for (const [key, value] of args.keywords) parts.push(prose`${data(key, 40)}=${limited(world, value, DEPTH, budget)}`);
  if (args.positional === null || args.more || args.positional.length > ITEMS) parts.push(['…']);
  return prose`${shownCallee(world, callee)}(${separated(parts)})`;
}

/** A value as pseudo-Python, a few items deep. */
export function show(world: World, value: Sym, depth = DEPTH): Prose {
  return limited(world, value, depth, { left: TOTAL });
}

interface Budget {
  left: number;
}

function limited(world: World, value: Sym, depth: number, budget: Budget): Prose {
  if (budget.left <= 0 || depth < -8) return ['…'];
  switch (value.kind) {
    case 'none':
      return ['None'];
    case 'true':
      return ['True'];
    case 'false':
      return ['False'];
    case 'int':
      return [value.value.toString().slice(0, 40)];
    case 'float':
      return [String(value.value)];
    case 'str':
      return quoted('"', value.text, budget);
    case 'bytes':
      return quoted('b"', decodeLatin1(value.bytes.subarray(0, TEXT)), budget, value.length);
    case 'held':
    case 'seq':
    case 'map':
      return container(world, value, depth, budget);
    case 'name':
      return shownName(value.name);
    case 'instance':
      return instance(world, value, depth, budget);
    case 'bound':
      return prose`${data(value.by, 80)}(${limited(world, value.callee, depth - 1, budget)}, …)`;
    case 'getter':
      return [value.does === 'method' ? 'methodcaller(…)' : value.does === 'attr' ? 'attrgetter(…)' : 'itemgetter(…)'];
    case 'method':
      return prose`${limited(world, value.self, depth - 1, budget)}.${data(value.name, 80)}`;
    case 'lazy':
      return prose`${data(value.by, 80)}(${limited(world, value.callee, depth - 1, budget)}, …)`;
    case 'class':
      return prose`class ${data(value.title, 80)}`;
    case 'code':
    case 'function':
      return shownCode(value);
    case 'persistent':
      return ['persistent_load(…)'];
    case 'extension':
      return prose`extension ${value.code}`;
    case 'unknown':
      return value.from === null ? ['…'] : prose`${data(value.from, 120)}(…)`;
  }
}

function instance(world: World, value: Sym & { kind: 'instance' }, depth: number, budget: Budget): Prose {
  const list = depth <= 1 ? [] : value.args.slice(0, 2).map((arg) => limited(world, arg, depth - 1, budget));
  return prose`${shownCallee(world, value.of)}(${list.length === 0 ? ['…'] : separated(list)})`;
}

/** `function f: os.system, "id"`. */
function shownCode({ kind, summary }: Sym & { kind: 'code' | 'function' }): Prose {
  if (summary === null) return [kind];
  const names = summary.names.slice(0, 12).map((name): Prose => [data(name, 60)]);
  const texts = summary.texts.slice(0, 6).map((text) => prose`"${data(text, 80)}"`);
  return prose`<${kind} ${data(summary.name, 60)}: ${separated([...names, ...texts])}>`;
}

function quoted(quote: string, text: string, budget: Budget, length = text.length): Prose {
  const shown = Math.min(TEXT, budget.left);
  budget.left -= Math.min(text.length, shown);
  const part = data(text, shown);
  const more: ProsePart[] =
    length > text.length && part.cut === undefined ? [`… ${length.toLocaleString('en-US')} bytes`] : [];
  return [quote, part, ...more, '"'];
}

function container(world: World, value: Sym & { kind: 'held' | 'seq' | 'map' }, depth: number, budget: Budget): Prose {
  const isDict = value.kind === 'map' || (value.kind === 'held' && value.shape === 'dict');
  const shape = value.kind === 'map' ? 'dict' : value.shape;
  const [open = '[', close = ']'] = BRACKETS[shape] ?? [];
  if (depth <= 0) return [`${open}…${close}`];
  if (isDict) {
    const pairs = world.pairs(value, ITEMS) ?? [];
    const parts = pairs
      .slice(0, ITEMS)
      .map(([k, v]) => prose`${limited(world, k, depth - 1, budget)}: ${limited(world, v, depth - 1, budget)}`);
    return prose`{${separated(parts)}}`;
  }
  const items = world.items(value, ITEMS + 1) ?? [];
  const parts = items.slice(0, ITEMS).map((item) => limited(world, item, depth - 1, budget));
  if (items.length > ITEMS) parts.push(['…']);
  const end = shape === 'tuple' && items.length === 1 ? ',)' : close;
  return prose`${open}${separated(parts)}${end}`;
}

const BRACKETS: Readonly<Record<string, readonly [string, string]>> = {
  tuple: ['(', ')'],
  list: ['[', ']'],
  set: ['{', '}'],
  frozenset: ['frozenset({', '})'],
  dict: ['{', '}'],
};

function separated(parts: readonly Prose[]): Prose {
  return parts.flatMap((part, i) => (i === 0 ? [...part] : [', ', ...part]));
}

import { decodeLatin1 } from '../../text.ts';
import { SEMANTICS } from '../limits.ts';
import { type Arguments, bool, bytes, int, NONE, numberOf, type Shape, str, type Sym, textOf } from '../sym.ts';
import { attributeOf, moduleName, type Name } from '../name.ts';
import { instanceOf } from '../objects.ts';
import type { World } from '../world.ts';
import { decode, encode } from './codec.ts';
import { foldTextMethod, fromHex } from './text-methods.ts';

/** A pure function; null when the result cannot be told. */
export type Fold = (world: World, args: readonly Sym[], all: Arguments) => Sym | null;

export const BUILTIN_FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ['builtins.chr', (_world, [code]) => character(numberOf(code))],
  ['builtins.unichr', (_world, [code]) => character(numberOf(code))],
  ['builtins.ord', (_world, [value]) => ordinal(value)],
  ['builtins.str', (_world, values) => toText(values)],
  ['builtins.unicode', (_world, values) => toText(values)],
  ['builtins.bytes', toBytes],
  ['builtins.bytearray', toBytes],
  ['builtins.int', (_world, values) => toInt(values)],
  ['builtins.long', (_world, values) => toInt(values)],
  ['builtins.len', (world, [value]) => length(world, value)],
  ['builtins.bool', (_world, [value]) => (value === undefined ? bool(false) : truth(value))],
  ['builtins.list', sequence('list')],
  ['builtins.tuple', sequence('tuple')],
  ['builtins.set', sequence('set')],
  ['builtins.frozenset', sequence('frozenset')],
  ['builtins.sorted', sorted],
  ['builtins.reversed', (world, [value]) => reversed(world, value)],
  ['builtins.range', (_world, values) => range(values)],
  ['builtins.xrange', (_world, values) => range(values)],
  ['builtins.dict', (world, values, { keywords }) => toDict(world, values, keywords)],
  ['builtins.slice', (world, values, all) => slice(world, values, all)],
  ['builtins.repr', (_world, [value]) => (value?.kind === 'int' ? str(value.value.toString()) : null)],
  ['builtins.hex', (_world, [value]) => (value?.kind === 'int' ? str(`0x${value.value.toString(16)}`) : null)],
  [
    'builtins.abs',
    (_world, [value]) => (value?.kind === 'int' ? int(value.value < 0n ? -value.value : value.value) : null),
  ],
  ['builtins.print', () => NONE],
  ['builtins.bytes.fromhex', (_world, [value]) => fromHex(textOf(value))],
  ['builtins.bytearray.fromhex', (_world, [value]) => fromHex(textOf(value))],
  ['sys.intern', (_world, [value]) => value ?? null],
  ['operator.add', add],
  ['operator.concat', add],
  ['operator.iadd', add],
  ['operator.iconcat', add],
  ['operator.__add__', add],
  ['operator.__concat__', add],
  [
    'operator.mul',
    (world, [a, b]) => (a === undefined || b === undefined ? null : foldTextMethod(world, a, '__mul__', [b])),
  ],
  [
    'operator.mod',
    (world, [a, b]) => (a === undefined || b === undefined ? null : foldTextMethod(world, a, '__mod__', [b])),
  ],
  ['operator.xor', (_world, [a, b]) => (a?.kind === 'int' && b?.kind === 'int' ? int(a.value ^ b.value) : null)],
  ['operator.sub', (_world, [a, b]) => (a?.kind === 'int' && b?.kind === 'int' ? int(a.value - b.value) : null)],
  ['os.path.join', (_world, values) => joinPath(values)],
  ['os.fspath', (_world, [value]) => (value?.kind === 'str' ? value : null)],
]);

function moduleAttribute(module: string, name: string): Name {
  return attributeOf(moduleName(module), name);
}

/** Kept as an object with its bounds: slices.ts reads them. */
function slice(world: World, values: readonly Sym[], all: Arguments): Sym {
  return instanceOf(moduleAttribute('builtins', 'slice'), { ...all, positional: values }, world);
}

function character(code: number | null): Sym | null {
  return code === null || code < 0 || code > 0x10ffff ? null : str(String.fromCodePoint(code));
}

function ordinal(value: Sym | undefined): Sym | null {
  if (value?.kind === 'bytes' && value.length === 1) return int(value.bytes[0] ?? 0);
  const point = textOf(value)?.codePointAt(0);
  return point === undefined ? null : int(point);
}

function toText([value, codec]: readonly Sym[]): Sym | null {
  if (value === undefined) return str('');
  if (value.kind === 'bytes') return codec === undefined ? null : decode(value, textOf(codec) ?? 'utf-8');
  if (value.kind === 'str') return value.whole ? str(value.text) : null;
  return value.kind === 'int' ? str(value.value.toString()) : null;
}

function toBytes(world: World, [value, codec]: readonly Sym[]): Sym | null {
  if (value === undefined) return bytes(new Uint8Array());
  if (value.kind === 'str') return codec === undefined ? null : encode(value, textOf(codec) ?? 'utf-8');
  if (value.kind === 'bytes') return value;
  const items = world.all(value);
  if (items === null || items.length >= SEMANTICS.foldItems || !world.mayFold(items.length)) return null;
  const numbers = items.map((item) => numberOf(item));
  if (numbers.some((n) => n === null || n < 0 || n > 255)) return null;
  return bytes(Uint8Array.from(numbers, (n) => n ?? 0));
}

function toInt([value, base]: readonly Sym[]): Sym | null {
  if (value === undefined) return int(0);
  if (value.kind === 'int') return value;
  if (value.kind === 'true' || value.kind === 'false') return int(value.kind === 'true' ? 1 : 0);
  const text = (value.kind === 'bytes' ? decodeLatin1(value.bytes) : textOf(value))
    ?.trim()
    .replaceAll('_', '')
    .toLowerCase();
  if (text === undefined || text.length > 4300) return null;
  const radix = base === undefined ? 10 : (numberOf(base) ?? 10);
  const sign = text.startsWith('-') ? -1n : 1n;
  const digits = text
    .replace(/^[+-]/, '')
    .replace(radix === 16 ? /^0x/ : radix === 8 ? /^0o/ : radix === 2 ? /^0b/ : /^$/, '');
  const prefix = radix === 16 ? '0x' : radix === 8 ? '0o' : radix === 2 ? '0b' : '';
  if (!/^[0-9a-f]+$/.test(digits)) return null;
  if (prefix === '' && radix !== 10) return small(digits, radix, sign);
  try {
    return int(sign * BigInt(prefix + digits));
  } catch {
    return null;
  }
}

function small(digits: string, radix: number, sign: bigint): Sym | null {
  if (radix < 2 || radix > 36 || digits.length > 8) return null;
  const value = Number.parseInt(digits, radix);
  return Number.isNaN(value) ? null : int(sign * BigInt(value));
}

function length(world: World, value: Sym | undefined): Sym | null {
  if (value?.kind === 'str') return value.whole ? int(Array.from(value.text).length) : null;
  if (value?.kind === 'bytes') return int(value.length);
  if (value?.kind === 'held') return value.shape === 'dict' ? null : int(value.count);
  const items = value === undefined ? null : world.all(value);
  return items === null ? null : int(items.length);
}

function truth(value: Sym): Sym | null {
  if (value.kind === 'true' || value.kind === 'false') return value;
  if (value.kind === 'none') return bool(false);
  if (value.kind === 'int') return bool(value.value !== 0n);
  return value.kind === 'str' ? bool(value.text !== '') : null;
}

/** Elements of anything iterable that is known in full. */
export function elements(world: World, value: Sym | undefined): readonly Sym[] | null {
  if (value === undefined) return [];
  if (value.kind === 'str') return value.whole ? Array.from(value.text, (c) => str(c)) : null;
  if (value.kind === 'bytes')
    return value.bytes.length === value.length && value.length < SEMANTICS.foldItems
      ? Array.from(value.bytes, (b) => int(b))
      : null;
  if (value.kind === 'map' || (value.kind === 'held' && value.shape === 'dict'))
    return world.allPairs(value)?.map(([key]) => key) ?? null;
  return world.all(value);
}

function sequence(shape: Shape): Fold {
  return (world, [value]) => {
    const items = elements(world, value);
    return items === null || items.length >= SEMANTICS.foldItems || !world.mayFold(items.length * 16)
      ? null
      : { kind: 'seq', shape, items };
  };
}

function sorted(world: World, [value]: readonly Sym[], { keywords }: Arguments): Sym | null {
  const items = keywords.size === 0 ? elements(world, value) : null;
  const texts = items?.map((item) => textOf(item)) ?? null;
  if (texts === null || texts.some((text) => text === null)) return null;
  return {
    kind: 'seq',
    shape: 'list',
    items: texts
      .map((text) => text ?? '')
      .sort()
      .map((text) => str(text)),
  };
}

function reversed(world: World, value: Sym | undefined): Sym | null {
  const items = elements(world, value);
  return items === null || items.length >= SEMANTICS.foldItems
    ? null
    : { kind: 'seq', shape: 'list', items: [...items].reverse() };
}

function range(values: readonly Sym[]): Sym | null {
  const [a, b, c] = values.map((value) => numberOf(value));
  if (a === null || b === null || c === null || a === undefined) return null;
  const [from, to, step] = b === undefined ? [0, a, 1] : [a, b, c ?? 1];
  const count = step === 0 ? 0 : Math.max(0, Math.ceil((to - from) / step));
  if (count > 10_000) return null;
  return { kind: 'seq', shape: 'tuple', items: Array.from({ length: count }, (_, i) => int(from + i * step)) };
}

function toDict(world: World, [value]: readonly Sym[], keywords: ReadonlyMap<string, Sym>): Sym | null {
  const named = Array.from(keywords, ([key, item]) => [str(key), item] as const);
  if (value === undefined) return { kind: 'map', entries: named };
  const pairs = world.allPairs(value) ?? world.all(value)?.map((pair) => world.items(pair, 2) ?? []) ?? null;
  if (pairs === null) return null;
  const entries = pairs.flatMap((pair: readonly Sym[]) =>
    pair[0] !== undefined && pair[1] !== undefined ? [[pair[0], pair[1]] as const] : [],
  );
  return { kind: 'map', entries: [...entries, ...named] };
}

function add(world: World, [a, b]: readonly Sym[]): Sym | null {
  if (a === undefined || b === undefined) return null;
  if (a.kind === 'int' && b.kind === 'int') return int(a.value + b.value);
  if (a.kind === 'str' || a.kind === 'bytes') return foldTextMethod(world, a, '__add__', [b]);
  const [left, right] = [world.all(a), world.all(b)];
  if (left === null || right === null || !world.mayFold((left.length + right.length) * 16)) return null;
  return { kind: 'seq', shape: 'list', items: [...left, ...right] };
}

function joinPath(values: readonly Sym[]): Sym | null {
  const parts = values.map((value) => textOf(value));
  if (parts.some((part) => part === null)) return null;
  return str(
    parts.reduce<string>(
      (path, part) =>
        part?.startsWith('/')
          ? part
          : path === '' || path.endsWith('/')
            ? path + (part ?? '')
            : `${path}/${part ?? ''}`,
      '',
    ),
  );
}

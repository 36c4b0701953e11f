import { decodeLatin1 } from '../../text.ts';
import { decodeHex, encodeHex, encodeLatin1 } from '../text.ts';
import { SEMANTICS } from '../limits.ts';
import { bool, bytes, int, numberOf, str, type Sym, textOf } from '../sym.ts';
import type { World } from '../world.ts';
import { decode, encode } from './codec.ts';
import { sliced, sliceOf } from './slices.ts';

/** A method of str or bytes, on text; bytes are folded as latin1 and turned back. */
type TextMethod = (
  self: string,
  args: readonly Sym[],
  world: World,
  of: (value: Sym | undefined) => string | null,
) => Sym | string | null;

/** `self.method(*args)` for str and bytes values that are known in full; null when it cannot be told. */
export function foldTextMethod(world: World, self: Sym, method: string, args: readonly Sym[]): Sym | null {
  if (self.kind === 'str' && self.whole) return foldStr(world, self.text, method, args);
  if (self.kind === 'bytes' && self.bytes.length === self.length) return foldBytes(world, self.bytes, method, args);
  return null;
}

function foldStr(world: World, self: string, method: string, args: readonly Sym[]): Sym | null {
  if (method === 'encode') return encode(str(self), textOf(args[0]) ?? 'utf-8');
  const folded = METHODS.get(method)?.(self, args, world, (value) => textOf(value)) ?? null;
  if (typeof folded !== 'string') return folded;
  return world.mayFold(folded.length) ? str(folded) : null;
}

function foldBytes(world: World, self: Uint8Array, method: string, args: readonly Sym[]): Sym | null {
  if (method === 'decode') return decode(bytes(self), textOf(args[0]) ?? 'utf-8');
  if (method === 'hex') return str(encodeHex(self));
  if (method === '__getitem__' && sliceOf(args[0]) === null) {
    const at = numberOf(args[0]);
    if (at !== null) return int(self.at(at) ?? -1);
  }
  const asText = (value: Sym | undefined): string | null =>
    value?.kind === 'bytes' && value.bytes.length === value.length ? decodeLatin1(value.bytes) : null;
  const folded = METHODS.get(method)?.(decodeLatin1(self), args, world, asText) ?? null;
  if (typeof folded === 'string') return world.mayFold(folded.length) ? latin1(folded) : null;
  if (folded?.kind !== 'seq') return folded;
  return { ...folded, items: folded.items.map((item) => latin1(textOf(item) ?? '') ?? item) };
}

function latin1(text: string): Sym | null {
  const encoded = encodeLatin1(text);
  return encoded === null ? null : bytes(encoded);
}

/** `bytes.fromhex(text)`. */
export function fromHex(text: string | null): Sym | null {
  const decoded = text === null ? null : decodeHex(text.replace(/\s/g, ''));
  return decoded === null ? null : bytes(decoded);
}

const METHODS: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ['join', (self, [list], world, of) => joined(self, list, world, of)],
  ['replace', (self, [from, to], _world, of) => replaced(self, of(from), of(to))],
  ['lower', (self) => self.toLowerCase()],
  ['casefold', (self) => self.toLowerCase()],
  ['upper', (self) => self.toUpperCase()],
  ['swapcase', (self) => Array.from(self, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')],
  ['capitalize', (self) => self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase()],
  ['strip', (self, [set], _world, of) => stripped(stripped(self, of(set), set, true), of(set), set, false)],
  ['lstrip', (self, [set], _world, of) => stripped(self, of(set), set, true)],
  ['rstrip', (self, [set], _world, of) => stripped(self, of(set), set, false)],
  [
    'removeprefix',
    (self, [prefix], _world, of) => (self.startsWith(of(prefix) ?? '\uffff') ? self.slice(of(prefix)?.length) : self),
  ],
  [
    'removesuffix',
    (self, [suffix], _world, of) =>
      self.endsWith(of(suffix) ?? '\uffff') ? self.slice(0, -(of(suffix)?.length ?? 0) || undefined) : self,
  ],
  ['split', (self, [by], _world, of) => split(self, by === undefined ? null : of(by))],
  ['splitlines', (self) => split(self, '\n')],
  ['partition', (self, [by], _world, of) => parted(self, of(by), self.indexOf(of(by) ?? '\uffff'))],
  ['rpartition', (self, [by], _world, of) => parted(self, of(by), self.lastIndexOf(of(by) ?? '\uffff'))],
  ['zfill', (self, [width]) => self.padStart(Math.min(numberOf(width) ?? 0, 10_000), '0')],
  ['startswith', (self, [prefix], _world, of) => known(of(prefix), (text) => bool(self.startsWith(text)))],
  ['endswith', (self, [suffix], _world, of) => known(of(suffix), (text) => bool(self.endsWith(text)))],
  ['find', (self, [text], _world, of) => known(of(text), (part) => int(self.indexOf(part)))],
  ['index', (self, [text], _world, of) => known(of(text), (part) => int(self.indexOf(part)))],
  ['__len__', (self) => int(self.length)],
  ['__str__', (self) => self],
  ['__add__', (self, [other], _world, of) => known(of(other), (text) => self + text)],
  ['__radd__', (self, [other], _world, of) => known(of(other), (text) => text + self)],
  ['__mul__', (self, [times]) => repeated(self, numberOf(times))],
  ['__rmul__', (self, [times]) => repeated(self, numberOf(times))],
  ['__mod__', (self, [values], world, of) => formatted(self, values, world, of)],
  ['__getitem__', (self, [at]) => item(self, at)],
  ['format', (self, values, world, of) => placed(self, values, world, of)],
]);

function item(self: string, at: Sym | undefined): string | null {
  const range = sliceOf(at);
  if (range !== null) return sliced(Array.from(self), range).join('');
  return known(numberOf(at), (index) => Array.from(self).at(index) ?? null);
}

/** `{}` and `{0}` without conversions; null for anything else. */
function placed(
  self: string,
  values: readonly Sym[],
  _world: World,
  of: (value: Sym | undefined) => string | null,
): string | null {
  const found = { next: 0, unknown: false };
  const text = self.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (match, key: string | undefined) => {
    if (key === undefined) return match.charAt(0);
    const value = values[/^\d+$/.test(key) ? Number(key) : found.next++];
    const shown = /^\d*$/.test(key) ? (of(value) ?? numberOf(value)?.toString() ?? null) : null;
    if (shown === null) found.unknown = true;
    return shown ?? '';
  });
  return !found.unknown && text.length <= SEMANTICS.foldBytes ? text : null;
}

function known<T, R>(value: T | null, f: (value: T) => R): R | null {
  return value === null ? null : f(value);
}

function joined(self: string, list: Sym | undefined, world: World, of: (value: Sym) => string | null): string | null {
  const items =
    list === undefined ? null : list.kind === 'str' ? Array.from(list.text, (c) => str(c)) : world.all(list);
  if (items === null || items.length >= SEMANTICS.foldItems) return null;
  const texts = items.map((item) => of(item));
  return texts.some((text) => text === null) ? null : texts.join(self);
}

function replaced(self: string, from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const count = from === '' ? self.length + 1 : self.split(from).length - 1;
  return count * to.length > SEMANTICS.foldBytes ? null : self.split(from).join(to);
}

function stripped(self: string | null, set: string | null, given: Sym | undefined, start: boolean): string | null {
  if (self === null || (given !== undefined && set === null && given.kind !== 'none')) return null;
  const isIn = (c: string | undefined): boolean => c !== undefined && (set === null ? /\s/.test(c) : set.includes(c));
  let [from, to] = [0, self.length];
  while (start && from < to && isIn(self[from])) from += 1;
  while (!start && to > from && isIn(self[to - 1])) to -= 1;
  return self.slice(from, to);
}

function split(self: string, by: string | null): Sym | null {
  if (by === '') return null;
  const parts = by === null ? self.split(/\s+/).filter((part) => part !== '') : self.split(by);
  return parts.length > SEMANTICS.foldItems
    ? null
    : { kind: 'seq', shape: 'list', items: parts.map((part) => str(part)) };
}

function parted(self: string, by: string | null, at: number): Sym | null {
  if (by === null || by === '') return null;
  const parts = at < 0 ? [self, '', ''] : [self.slice(0, at), by, self.slice(at + by.length)];
  return { kind: 'seq', shape: 'tuple', items: parts.map((part) => str(part)) };
}

function repeated(self: string, times: number | null): string | null {
  if (times === null || self.length * Math.max(times, 0) > SEMANTICS.foldBytes) return null;
  return self.repeat(Math.max(times, 0));
}

/** `%s` and `%d` only. */
function formatted(
  self: string,
  values: Sym | undefined,
  world: World,
  of: (value: Sym) => string | null,
): string | null {
  if (values === undefined) return null;
  const items = [...(world.items(values, 100) ?? [values])];
  const found = { unknown: false };
  const text = self.replace(/%(.)/g, (_, c: string) => {
    if (c === '%') return '%';
    const value = items.shift();
    const shown =
      value === undefined
        ? null
        : c === 's'
          ? (of(value) ?? numberOf(value)?.toString() ?? null)
          : c === 'd'
            ? (numberOf(value)?.toString() ?? null)
            : null;
    if (shown === null) found.unknown = true;
    return shown ?? '';
  });
  return found.unknown ? null : text;
}

import type { Cursor } from '../../source/cursor.ts';
import { ALIKE, ROWS, TAGS, TYPES } from './faiss-rows.ts';
import { counted, skip, take } from './parts.ts';
import type { Matrix, Stop, Walker } from './read.ts';

const BREAKS = 'The index breaks off, or a number of it cannot be.';
const ASTRAY = 'The index leads outside its own numbers: some are fewer than others say, or point behind them.';
const UNREAD = { kind: 'unsupported', what: 'From here on a kind of index that is not read.' } as const;
const DEEP = { kind: 'limit', what: 'Indexes inside each other were followed no deeper.' } as const;
const MANY = { kind: 'limit', what: 'More lists or parts than are looked at.' } as const;
const MAX_DEPTH = 32;
const MAX_LISTS = 500_000;
/** Of things that are alike: parts of an index, and lists that are shown as one. */
const MAX_PARTS = 65_536;
const MAX_ALIKE = 1_048_576;
/** Numbers looked at together. */
const STEP = 8192;
/** Of lists in batches, before the number was written (faiss/impl/Panorama.h). */
const BATCH = 128;
const NONE = 0xffffffff;
const MAX_NAME = 512;

/** One index: numbers and lists by name, a list as its count and, behind `@`, its place. */
interface Frame {
  readonly cursor: Cursor;
  readonly matrices: Matrix[];
  readonly path: string;
  readonly depth: number;
  readonly numbers: Map<string, number>;
}

export const walkFaiss: Walker = (cursor, matrices) =>
  tagged({ cursor, matrices, path: '', depth: 0, numbers: new Map() }, 'I');

async function row(frame: Frame, layout: string): Promise<Stop | null> {
  for (const step of layout.split(' ')) {
    const [, left = '', sign = '', right = ''] = /^([\w.]*)(==|<=|[=>*+:@]|$)(.*)$/.exec(step) ?? [];
    if (sign === '>' && !(product(frame, left) > Number(right))) return null;
    const stop = sign === '' ? await word(frame, left) : await (SIGNS[sign]?.(frame, left, right) ?? null);
    if (stop !== null) return stop;
  }
  return null;
}

async function word(frame: Frame, name: string): Promise<Stop | null> {
  const layout = ROWS[name];
  if (layout !== undefined) return row(frame, layout);
  if (name === '' || /^\d/.test(name)) return skip(frame.cursor, Number(name)) ? null : BREAKS;
  const check = CHECKS[name];
  return check === undefined ? UNREAD : check(frame);
}

type Sign = (frame: Frame, left: string, right: string) => Stop | null | Promise<Stop | null>;
const SIGNS: Readonly<Record<string, Sign>> = {
  '@': (frame, _, begins) => tagged(frame, begins),
  '==': (frame, left, right) => (product(frame, left) === product(frame, right) ? null : ASTRAY),
  '<=': (frame, left, right) => (product(frame, left) > product(frame, right) ? ASTRAY : null),
  '=': async ({ cursor, numbers }, name, size) => {
    const value = size === '1' ? await cursor.u8() : size === '4' ? await cursor.u32() : await cursor.u64();
    numbers.set(name, Number(value ?? -1));
    return value === null ? BREAKS : null;
  },
  ':': async ({ cursor, matrices, path, numbers }, type, name) => {
    const [dtype, bytes, columns] = TYPES[type] ?? ['', 1, 1];
    const count = await counted(cursor, bytes * columns);
    if (count === null) return BREAKS;
    numbers.set(name, count).set(`@${name}`, cursor.at);
    if (matrices.length === MAX_LISTS) return MANY;
    if (name === '' || count === 0) return skip(cursor, count * bytes) ? null : BREAKS;
    const shape = columns === 1 ? [count] : [count, columns];
    return take(cursor, matrices, { name: `${path}.${name}`, dtype, shape, each: bytes }) ? null : BREAKS;
  },
  '*': (frame, count, each) => repeat(frame, count, each, MAX_PARTS),
  '+': async (frame, count, each) => {
    const from = frame.cursor.at;
    const stop = await repeat(frame, count, each, MAX_ALIKE);
    addLists(frame, from, frame.cursor.at - from);
    return stop;
  },
};

async function repeat(frame: Frame, name: string, each: string, most: number): Promise<Stop | null> {
  const count = product(frame, name);
  // Each takes some bytes at least.
  if (count > frame.cursor.left / 4) return BREAKS;
  if (count > most) return MANY;
  for (let i = 0; i < count; i += 1) {
    const stop = await row(frame, each);
    if (stop !== null) return stop;
  }
  return null;
}

function product({ numbers }: Frame, names: string): number {
  return names.split('.').reduce((all, name) => all * (numbers.get(name) ?? 0), 1);
}

/** Codes and numbers of vectors that alternate. */
function addLists({ matrices, path }: Frame, offset: number, length: number): void {
  if (length > 0) matrices.push({ name: `${path}.lists`, dtype: 'uint8', shape: [length], offset, length });
}

/** A tag, and what it stands for; an index has numbers of its own. */
async function tagged(frame: Frame, begins: string): Promise<Stop | null> {
  const { cursor, numbers, path, depth } = frame;
  const start = await cursor.bytes(4);
  if (start === null) return BREAKS;
  const tag = String.fromCharCode(...start);
  const layout = TAGS[begins]?.test(tag) === true ? ROWS[ALIKE[tag] ?? tag] : undefined;
  if (depth > MAX_DEPTH) return DEEP;
  if (layout === undefined) return UNREAD;
  if (begins !== 'I') return row({ ...frame, depth: depth + 1 }, layout);
  const inner = new Map<string, number>();
  const stop = await row(
    { ...frame, path: path === '' ? tag : `${path}.${tag}`, depth: depth + 1, numbers: inner },
    layout,
  );
  numbers.set('inner', inner.get('n') ?? NaN);
  return stop;
}

/** What a row cannot say. */
const CHECKS: Readonly<Record<string, (frame: Frame) => Promise<Stop | null> | null>> = {
  // faiss/impl/ProductQuantizer.cpp, set_derived_values
  product: ({ numbers }) => {
    numbers.set('ksub', 2 ** (numbers.get('bits') ?? 0));
    numbers.set('code', Math.ceil(((numbers.get('m') ?? 0) * (numbers.get('bits') ?? 0)) / 8));
    return null;
  },
  // faiss/impl/HNSW.h: searches follow these numbers, for years without asking whether they lead anywhere.
  links: async (frame) => {
    const [n, cum, neighbors] = ['n', 'cum', 'neighbors'].map((name) => product(frame, name));
    if (n === undefined || cum === undefined || neighbors === undefined) return ASTRAY;
    const fits =
      product(frame, 'levels') === n &&
      product(frame, 'offsets') === n + 1 &&
      (product(frame, 'entry') | 0) < n &&
      (await every(frame, 'levels', 4, (level) => level >= 0 && level < cum)) &&
      (await every(frame, 'offsets', 8, (offset) => offset <= neighbors)) &&
      (await every(frame, 'neighbors', 4, (id) => id >= -1 && id < n));
    return fits ? null : ASTRAY;
  },
  // faiss/impl/NSG.h: of each vector so many neighbours, or fewer and -1.
  graph: async ({ cursor, numbers }) => {
    if (numbers.get('built') === 0) return null;
    const [n = 0, size = 0, r = 0, entry = 0] = ['n', 'size', 'r', 'entry'].map((name) => numbers.get(name));
    if (size !== n || entry >= n) return ASTRAY;
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j <= r; j += 1) {
        const id = await cursor.u32();
        if (id === null) return BREAKS;
        if (id === NONE) break;
        if (id >= n || j === r) return ASTRAY;
      }
    }
    return null;
  },
  remap: async (frame) => {
    const { numbers } = frame;
    if (!numbers.has('map')) return null;
    const limit = product(frame, 'in');
    const fits = product(frame, 'out') <= product(frame, 'map') && (await every(frame, 'map', 4, (at) => at < limit));
    numbers.delete('map');
    return fits ? null : ASTRAY;
  },
  sizes: (frame) => lists(frame, false),
  sparse: (frame) => lists(frame, true),
  elsewhere: async ({ cursor, numbers }) => {
    const name = await cursor.source.read(numbers.get('@file') ?? 0, Math.min(numbers.get('file') ?? 0, MAX_NAME));
    return {
      kind: 'unsupported',
      what: 'The vectors are in another file, which FAISS opens, for writing too, when it loads the index: ',
      data: new TextDecoder().decode(name),
    };
  },
};

/** How long each list is, or number and length of those that are not empty; then the lists. */
async function lists(frame: Frame, isSparse: boolean): Promise<Stop | null> {
  const { cursor, numbers } = frame;
  const count = await counted(cursor, 8);
  const wanted = product(frame, 'lists');
  if (count === null || (isSparse ? count % 2 === 1 : count !== wanted)) return BREAKS;
  const levels = numbers.get('levels') ?? -1;
  const batch = numbers.get('batch') ?? (levels < 0 ? 1 : BATCH);
  const each = product(frame, 'each') + (levels + 1) * 4;
  let [length, last, place] = [0, -1, 0];
  numbers.set('sizes', count).set('@sizes', cursor.at);
  skip(cursor, count * 8);
  const fits = await every(frame, 'sizes', 8, (value) => {
    place += 1;
    if (!isSparse || place % 2 === 0) length += value * 8 + Math.ceil(value / batch) * batch * each;
    else if (value <= last || value >= wanted) return false;
    else last = value;
    return true;
  });
  if (!fits) return ASTRAY;
  const from = cursor.at;
  if (!skip(cursor, length)) return BREAKS;
  addLists(frame, from, length);
  return null;
}

/** Whether all numbers of a list that was stepped over are as they have to be. */
async function every(frame: Frame, name: string, size: number, fits: (value: number) => boolean): Promise<boolean> {
  const { cursor } = frame;
  const end = cursor.at;
  cursor.at = product(frame, `@${name}`);
  for (let left = product(frame, name); left > 0; left -= STEP) {
    const part = await cursor.view(Math.min(left, STEP) * size);
    if (part === null) return false;
    for (let at = 0; at < part.byteLength; at += size) {
      const value =
        size === 4 ? part.getInt32(at, true) : part.getUint32(at, true) + part.getUint32(at + 4, true) * 2 ** 32;
      if (!fits(value)) return false;
    }
  }
  cursor.at = end;
  return true;
}

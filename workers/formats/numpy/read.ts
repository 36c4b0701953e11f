import { readProgram, readTrailing } from '../../analyse/programs.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { NumpyFact, NumpyNote } from './fact.ts';
import { LIMITS } from '../../limits.ts';
import { prose, type Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { startsWith, u16, u32 } from '../../source/little-endian.ts';
import { looksLikePickle } from '../pickle/read.ts';
import { elementCount, stridesOf } from './dtype.ts';
import { type ArrayHeader, type HeaderNote, parseHeader } from './header.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** numpy.load refuses longer headers unless it is told to trust the file (`_MAX_HEADER_SIZE`). */
const TRUSTED_HEADER = 10_000;

/** An .npy file: a header and an array, or several saved one after the other (numpy/lib/_format_impl.py, `read_array`). */
export const readNumpy: Reader = async (scope) => {
  for (let at = 0, index = 0; at < scope.source.size; index += 1) {
    const next = await readArray(scope, at, index);
    if (next === null) return;
    if (!startsWith(await scope.source.read(next, MAGIC.length), MAGIC)) {
      sayTrailing(scope, next);
      return;
    }
    if (index + 1 >= LIMITS.members) {
      scope.problem('limit', next, scope.source.size - next, prose`Only the first ${index + 1} arrays were read.`);
      return;
    }
    at = next;
  }
};

/** Bytes after the last array: numpy.load never reads them. Whoever claims none of them finds them open. */
function sayTrailing(scope: Scope, at: number): void {
  const length = scope.source.size - at;
  if (length <= 0) return;
  const notes: NumpyNote[] = [
    { code: 'trailing', at: placeIn(scope.source, at, length), what: prose`${length} bytes follow the array.` },
  ];
  scope.state({ ...EMPTY, kind: 'numpy', at: placeIn(scope.source, at, length), data: at, notes });
}

const EMPTY = {
  version: '',
  dtype: null,
  shape: null,
  fortran: false,
  objects: false,
  pickle: null,
  fails: null,
} as const;

/** States the array at `at`; returns where it ends, null when that is not known or the file ends before. */
async function readArray(scope: Scope, at: number, index: number): Promise<number | null> {
  const { source } = scope;
  const head = await source.read(at, 12);
  const [major, minor] = [head[6] ?? 0, head[7] ?? 0];
  const wide = major >= 2;
  const start = at + (wide ? 12 : 10);
  const length = wide ? u32(head, 8) : u16(head, 8);
  const version = `${major.toString()}.${minor.toString()}`;
  const failed = (notes: readonly NumpyNote[], fails: number): null => {
    scope.state({
      ...EMPTY,
      kind: 'numpy',
      at: placeIn(source, at, source.size - at),
      version,
      data: start,
      notes,
      fails,
    });
    return null;
  };
  const fail = (code: NumpyNote['code'], offset: number, what: Prose): null => {
    scope.problem('malformed', offset, source.size - offset, what);
    return failed([{ code, at: placeIn(source, offset, 1), what }], offset);
  };
  if (head.length < 10 || (wide && head.length < 12)) return fail('short', at, prose`The file ends inside the header.`);
  if (major < 1 || major > 3 || minor !== 0)
    return fail('version', at + 6, prose`Format ${version} is none NumPy reads.`);
  if (start + length > source.size) return fail('short', at + 8, prose`The header would end behind the file.`);
  if (length > LIMITS.arrayHeader) {
    scope.problem('limit', start, length, prose`Headers of more than ${LIMITS.arrayHeader} bytes are not read.`);
    return failed([], start);
  }
  const text = textOf(await source.read(start, length), major === 3);
  if (text === null) return fail('header', start, prose`The header is not valid UTF-8.`);
  const { header, notes } = parseHeader(text, major === 3);
  scope.claim({ offset: at, length: start + length - at }, 'structure', 'array header');
  const placed = notes.map((note) => placedNote(scope, start, note));
  if (length > TRUSTED_HEADER)
    placed.push({ code: 'header-large', at: placeIn(source, at + 8, 2), what: prose`The header has ${length} bytes.` });
  const fatal = notes.find((note) => note.fatal);
  if (fatal !== undefined) scope.problem('malformed', start + fatal.offset, 1, fatal.what);
  const array: Found = {
    at,
    start: start + length,
    index,
    version,
    notes: placed,
    fails: fatal === undefined ? null : start + fatal.offset,
  };
  // Numpy stops here. What follows may be a pickle all the same, for a reader that takes the header otherwise.
  if (header?.type == null) return unknownArray(scope, array);
  return header.type.hasObject ? objectArray(scope, array, header) : plainArray(scope, array, header);
}

interface Found {
  readonly at: number;
  /** Where the header ends. */
  readonly start: number;
  readonly index: number;
  readonly version: string;
  readonly notes: readonly NumpyNote[];
  readonly fails: number | null;
}

async function unknownArray(scope: Scope, found: Found): Promise<null> {
  const { at, start, version, notes, fails } = found;
  const isPickle = await looksLikePickle(scope.source, start, { engine: scope.run.engine });
  const program = isPickle ? await readProgram(scope, start, 'inline', 0) : null;
  scope.state({
    ...EMPTY,
    kind: 'numpy',
    at: placeIn(scope.source, at, scope.source.size - at),
    version,
    data: start,
    objects: null,
    pickle: program?.id ?? null,
    notes,
    fails,
  });
  return null;
}

/** The elements are one pickle, whatever the shape says. */
async function objectArray(scope: Scope, found: Found, header: ArrayHeader): Promise<number | null> {
  const { at, start, version, notes, fails } = found;
  const { source } = scope;
  const program = start < source.size ? await readProgram(scope, start, 'inline', 0) : null;
  const end = program?.end ?? source.size;
  const fact = factOf(scope, found, header, end);
  scope.state({
    ...fact,
    at: placeIn(source, at, end - at),
    version,
    objects: true,
    pickle: program?.id ?? null,
    notes,
    fails,
  });
  if (start >= source.size)
    scope.problem('malformed', at, start - at, prose`The pickle the header announces is not there.`);
  if (program?.whole !== true || program.end >= source.size) return null;
  if (!startsWith(await source.read(program.end, MAGIC.length), MAGIC)) await readTrailing(scope, program, 1);
  return program.end;
}

function plainArray(scope: Scope, found: Found, header: ArrayHeader): number | null {
  const { at, start, notes } = found;
  const { source } = scope;
  const count = elementCount(header.shape);
  const bytes = count === null ? null : count * (header.type?.itemSize ?? 0);
  const there = source.size - start;
  if (bytes === null || !Number.isSafeInteger(bytes)) {
    const what = prose`The shape has a negative number, or more elements than can be counted.`;
    const fact = factOf(scope, found, header, source.size);
    scope.state({
      ...fact,
      notes: [...notes, { code: 'shape', at: placeIn(source, at, start - at), what }],
      fails: start,
    });
    scope.problem('malformed', at, start - at, what);
    return null;
  }
  const end = start + Math.min(bytes, there);
  const fact = factOf(scope, found, header, end);
  scope.claim({ offset: start, length: end - start }, 'weights', 'array');
  stateTensor(scope, found, header, bytes);
  if (bytes > there) {
    const what = prose`The array needs ${bytes} bytes, the file has ${there}.`;
    scope.problem('malformed', start, there, what);
    scope.state({
      ...fact,
      notes: [...notes, { code: 'short', at: placeIn(source, at, start - at), what }],
      fails: start,
    });
    return null;
  }
  scope.state(fact);
  return end < source.size ? end : null;
}

function factOf(scope: Scope, found: Found, header: ArrayHeader, end: number): NumpyFact {
  return {
    ...EMPTY,
    kind: 'numpy',
    at: placeIn(scope.source, found.at, end - found.at),
    version: found.version,
    dtype: header.type?.name ?? null,
    shape: header.shape.slice(0, LIMITS.dimensions).map(Number),
    fortran: header.fortran,
    data: found.start,
    notes: found.notes,
    fails: found.fails,
  };
}

function stateTensor(scope: Scope, { at, start, index }: Found, header: ArrayHeader, bytes: number): void {
  if (!scope.run.budgets.afford('tensors', 1)) {
    if (index === 0) scope.problem('limit', start, bytes, prose`Only the first ${LIMITS.tensors} tensors are listed.`);
    return;
  }
  const { source } = scope;
  const shape = header.shape.slice(0, LIMITS.dimensions).map(Number);
  const name = source.name.replace(/\.npy$/i, '');
  scope.state({
    kind: 'tensor',
    at: placeIn(source, at, start - at),
    name: index === 0 ? name : `${name} (array ${(index + 1).toString()})`,
    dtype: header.type?.name ?? 'unknown',
    shape,
    strides: stridesOf(shape, header.fortran),
    storage: {
      key: source.name,
      bytes,
      record: source.locate(start, bytes)?.[0] ?? null,
      inner: { path: source.path, offset: start },
    },
    bytes,
    problem: null,
  });
}

function placedNote(scope: Scope, start: number, { code, offset, what }: HeaderNote): NumpyNote {
  return { code, at: placeIn(scope.source, start + offset, 1), what };
}

function textOf(bytes: Uint8Array, wide: boolean): string | null {
  if (!wide) return latin1(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

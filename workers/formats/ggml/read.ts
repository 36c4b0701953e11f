import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { prose, type Prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import { LIMITS } from '../../limits.ts';
import { Cursor } from '../../source/cursor.ts';
import { rowMajor } from '../row-major.ts';
import { dtypeName, tensorType } from '../gguf/types.ts';

/** The formats before GGUF, by the bytes of their magic on disk (llama.cpp, `llama_file_magic`). */
const KINDS: Readonly<Record<string, { name: string; versioned: boolean; scores: boolean }>> = {
  lmgg: { name: 'GGML, without a version', versioned: false, scores: false },
  fmgg: { name: 'GGMF', versioned: true, scores: true },
  tjgg: { name: 'GGJT', versioned: true, scores: true },
  algg: { name: 'GGLA, an adapter', versioned: true, scores: false },
};

/** Tensors that are followed, from all places tried as the first. */
const MOST = 200_000;

interface Work {
  left: number;
}

/** n_vocab, n_embd, n_mult, n_head, n_layer, n_rot, ftype. */
const HYPERPARAMETERS = 7;

interface LegacyTensor {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
  readonly at: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * GGML files older than GGUF say nothing about the model they are of. They are read as llama.cpp's own layout (numbers,
 * vocabulary, tensors up to the end); when that does not come out even, the tensors are looked for.
 */
export const readGgml: Reader = async (scope, _probe, inspect) => {
  const { source } = scope;
  const magic = new TextDecoder('latin1').decode(await source.read(0, 4));
  const kind = KINDS[magic];
  if (kind === undefined) return;
  const cursor = new Cursor(source, 4);
  const version = kind.versioned ? await cursor.u32() : 0;
  tell(
    scope,
    'format',
    prose`${kind.name}${kind.versioned ? ` version ${version?.toString() ?? '?'}` : ''}`,
    0,
    cursor.at,
  );
  const isAligned = magic === 'tjgg' || magic === 'algg';
  const work = { left: MOST };
  const own = (await readHeader(cursor, magic)) ? await readTensors(cursor, isAligned, work) : null;
  const tensors = own ?? (isAligned ? null : await findTensors(source, work));
  const [first] = tensors ?? [];
  if (tensors === null || first === undefined) {
    scope.claim({ offset: 0, length: 4 }, 'structure', 'magic');
    scope.problem(
      work.left > 0 ? 'unsupported' : 'limit',
      0,
      source.size,
      work.left > 0
        ? prose`${kind.name}: in its first ${LIMITS.chunk} bytes no row of tensors begins that ends with the file, and it does not say what layout it has. It was not read.`
        : prose`${kind.name}: more than ${MOST} tensors were tried. It was not read.`,
    );
    return;
  }
  // What is in front of them in other layouts is not understood number by number: it is searched.
  if (own === null) {
    const length = first.at - 4;
    tell(
      scope,
      'layout',
      prose`none of llama.cpp’s: ${length} bytes before the tensors were searched, not understood`,
      4,
      length,
    );
    await carvePassed(scope, { offset: 4, length }, ['ggml'], inspect);
  }
  for (const tensor of tensors) state(scope, tensor);
  scope.claim({ offset: 0, length: source.size }, 'structure', 'header');
};

/**
 * Tensors of other models (whisper.cpp, the examples of ggml), behind numbers and words of their own: from the first place where one seems
 * to begin and all that follow end with the file.
 */
async function findTensors(source: ByteSource, work: Work): Promise<LegacyTensor[] | null> {
  const head = await source.read(0, LIMITS.chunk);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 4; at + 32 <= head.length && work.left > 0; at += 1) {
    const [dimensions, nameLength] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    if (dimensions < 1 || dimensions > 4 || nameLength < 1 || nameLength > 256) continue;
    const letter = head[at + 12 + 4 * dimensions] ?? 0;
    if (tensorType(view.getUint32(at + 8, true)) === null || letter < 0x21 || letter > 0x7e) continue;
    const tensors = await readTensors(new Cursor(source, at), false, work);
    if (tensors !== null) return tensors;
  }
  return null;
}

/** Numbers and vocabulary; false when they do not fit. */
async function readHeader(cursor: Cursor, magic: string): Promise<boolean> {
  if (magic === 'algg') return (await cursor.view(8)) !== null;
  const words = await cursor.u32();
  if (words === null || (await cursor.view((HYPERPARAMETERS - 1) * 4)) === null || words > cursor.left / 4)
    return false;
  const score = KINDS[magic]?.scores === true ? 4 : 0;
  for (let i = 0; i < words; i += 1) {
    const length = await cursor.u32();
    if (length === null || length + score > cursor.left || length > 4096) return false;
    cursor.at += length + score;
  }
  return true;
}

/** Tensors up to the end of the file; null when they do not end with it. */
async function readTensors(cursor: Cursor, isAligned: boolean, work: Work): Promise<LegacyTensor[] | null> {
  const found: LegacyTensor[] = [];
  while (cursor.left > 0) {
    work.left -= 1;
    if (work.left <= 0) return null;
    const at = cursor.at;
    const [dimensions, nameLength, type] = [await cursor.u32(), await cursor.u32(), await cursor.u32()];
    if (dimensions === null || nameLength === null || type === null || dimensions > 4 || nameLength > 256) return null;
    const traits = tensorType(type);
    const shape: number[] = [];
    while (shape.length < dimensions) shape.push((await cursor.u32()) ?? 0);
    const name = await cursor.bytes(nameLength);
    if (traits === null || name === null) return null;
    if (isAligned) cursor.at = Math.ceil(cursor.at / 32) * 32;
    const length = (shape.reduce((product, dimension) => product * dimension, 1) / traits.block) * traits.bytes;
    if (!Number.isSafeInteger(length) || length > cursor.left) return null;
    found.push({ name: new TextDecoder().decode(name), type, shape: shape.reverse(), at, offset: cursor.at, length });
    cursor.at += length;
  }
  return found.length === 0 ? null : found;
}

function state(scope: Scope, { name, type, shape, at, offset, length }: LegacyTensor): void {
  const { source } = scope;
  scope.claim({ offset, length }, 'weights', 'tensor');
  if (!scope.run.budgets.afford('tensors', 1)) return;
  scope.state(
    rowMajor(source, {
      at: { offset: at, length: offset - at },
      name,
      dtype: dtypeName(type),
      shape,
      bytes: length,
      content: { offset, length },
    }),
  );
}

function tell(scope: Scope, key: string, value: Prose, offset: number, length: number): void {
  scope.state({ kind: 'metadata', at: placeIn(scope.source, offset, length), key, type: 'header', value });
}

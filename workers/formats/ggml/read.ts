import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { prose, type Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
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
 * vocabulary, tensors up to the end); when that does not come out even, only what they are is said.
 */
export const readGgml: Reader = async (scope) => {
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
  const tensors = (await readHeader(cursor, magic))
    ? await readTensors(cursor, magic === 'tjgg' || magic === 'algg')
    : null;
  if (tensors === null) {
    scope.claim({ offset: 0, length: 4 }, 'structure', 'magic');
    scope.problem(
      'unsupported',
      0,
      source.size,
      prose`${kind.name}: the layout is none of llama.cpp’s, and the file does not say which it is. It was not read.`,
    );
    return;
  }
  for (const tensor of tensors) state(scope, tensor);
  scope.claim({ offset: 0, length: cursor.at }, 'structure', 'header');
};

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
async function readTensors(cursor: Cursor, isAligned: boolean): Promise<LegacyTensor[] | null> {
  const found: LegacyTensor[] = [];
  while (cursor.left > 0) {
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

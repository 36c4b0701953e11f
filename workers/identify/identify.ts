import { LOCAL_MAGIC } from '../containers/zip/local.ts';
import { directoriesIn, readZip } from '../containers/zip/reader.ts';
import { BLOCK, parseHeader } from '../containers/tar/header.ts';
import { readTar } from '../containers/tar/reader.ts';
import { readPickle } from '../formats/pickle/read.ts';
import { ascii, startsWith } from '../source/little-endian.ts';
import { isAllZero } from '../source/zeros.ts';
import { arrowKind } from './arrow.ts';
import { classicalKind } from './classical.ts';
import { compressedKind } from './compressed-kind.ts';
import { encryptionOf } from './encryption.ts';
import { messagePackKind } from './flax.ts';
import { type FormatKey, isArchive, precedence } from './formats.ts';
import { joblibKind } from './joblib-kind.ts';
import { byMagic, hasLegacyMagic, hdf5At, isOnnx, isSafetensors, isSavedModel, legacyVersionAt } from './magic.ts';
import { isCaffe } from '../formats/caffe/start.ts';
import { isCntk } from '../formats/cntk/start.ts';
import { isBlobs, isCoreml } from '../formats/coreml/start.ts';
import { mat4Start, matStart } from '../formats/matlab/start.ts';
import { isProgram, startsTensor } from '../formats/paddle/start.ts';
import { isSentencepiece } from '../formats/sentencepiece/start.ts';
import { torch7Start } from '../formats/torch7/start.ts';
import { isTfrecord, startsEvents } from '../formats/tfrecord/start.ts';
import type { Range } from '../report/schema.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { Probe } from './probe.ts';
import { rKind } from './r-kind.ts';
import { tarKinds } from './tar-kinds.ts';
import { isTarMember } from './tar-member.ts';
import { tensorflowKind } from './tensorflow.ts';
import { textFormat } from './text.ts';
import { zipKinds } from './zip-kinds.ts';

/** One test of content. All are asked; none looks at the file's name. */
type Test = (probe: Probe) => Promise<readonly FormatKey[]> | readonly FormatKey[];

const TESTS: readonly Test[] = [
  ({ size }) => (size === 0 ? ['empty'] : []),
  async (probe) => ((await isZeros(probe)) ? ['zeros'] : []),
  byMagic,
  (probe) => (encryptionOf(probe) === null ? [] : ['encrypted']),
  compressedKind,
  (probe) => (isSafetensors(probe) ? ['safetensors'] : []),
  async (probe) => ((await hdf5At(probe)) === null ? [] : ['hdf5']),
  isTar,
  async (probe) => {
    if (await isShardOfTorch(probe)) return ['torch-shard'];
    const archive = await probe.zip();
    return archive === null || (await isTarMember(archive)) ? [] : zipKinds(archive, probe.source.name);
  },
  async (probe) => ((await probe.pickle()) ? [...(await joblibKind(probe)), 'pickle'] : []),
  async (probe) => ((await isLegacy(probe)) ? ['torch-legacy'] : []),
  rKind,
  arrowKind,
  classicalKind,
  ({ head }) => (isTfrecord(head) ? [startsEvents(head) ? 'tfevents' : 'tfrecord'] : []),
  ({ head }) => (isCntk(head) ? ['cntk'] : []),
  ({ head, size }) => (isSentencepiece(head, size) ? ['sentencepiece'] : []),
  async (probe) => ((await isCoreml(probe)) ? ['coreml'] : []),
  ({ head }) => (isBlobs(head) ? ['coreml-weights'] : []),
  ({ head }) => (torch7Start(head) === null ? [] : ['torch7']),
  ({ head }) => (matStart(head) === null ? [] : ['mat']),
  ({ head }) => (mat4Start(head) === null ? [] : ['mat4']),
  ({ head, size }) => (isProgram(head, size) ? ['paddle'] : startsTensor(head) ? ['paddle-tensors'] : []),
  ({ head, size }) => (isCaffe(head, size) ? ['caffe'] : []),
  messagePackKind,
  (probe) => (isOnnx(probe) && !isSavedModel(probe) ? ['onnx'] : []),
  tensorflowKind,
];

/** Texts say the least: asked for when nothing else was found. */
export async function identify(probe: Probe): Promise<FormatKey[]> {
  // All at once: a browser takes some milliseconds for each reading, and several of them ask for bytes far apart.
  const found = (await Promise.all(TESTS.map(async (test) => test(probe)))).flat();
  const text = found.length === 0 ? textFormat(probe) : null;
  if (text !== null) found.push(text);
  if (found.length === 0 && isSideFile(probe)) found.push('array-data');
  if (found.length === 0 && isShard(probe)) found.push('tf-shard');
  const distinct = [...new Set(found)].filter((format) => !isImplied(format, found, probe.head));
  return distinct.sort((a, b) => rank(a, probe.head) - rank(b, probe.head));
}

/** Archives in a row, the last of them a checkpoint of torch. */
async function isShardOfTorch(probe: Probe): Promise<boolean> {
  const { head, source } = probe;
  const archives = startsWith(head, LOCAL_MAGIC) ? await probe.archives() : null;
  const [first, last] = [archives?.[0], archives?.at(-1)];
  if (first === undefined || last === undefined || !(await isReadInParts(source, first, last))) return false;
  const archive = await readZip(source.slice(last.offset, last.length));
  return archive !== null && zipKinds(archive, '').includes('torch-zip');
}

/**
 * Whoever reads a row of archives as one finds the directory of the last, or, going by its offsets, that of the first. One that is neither
 * would lead into the middle of something: such a file is read as one archive.
 */
async function isReadInParts(source: ByteSource, first: Range, last: Range): Promise<boolean> {
  const own = await directoriesIn(source.slice(first.offset, first.length));
  return (await directoriesIn(source)).every(
    ({ offset, run }) =>
      offset >= last.offset || own.some((one) => one.offset === offset && one.run.length >= run.length),
  );
}

/** joblib before 0.10 kept the bare numbers of each array in a ZFile of its own, which nothing but their name tells. */
function isSideFile({ source: { path } }: Probe): boolean {
  return /_\d{2,}\.npy\.z$/i.test(path.at(-2) ?? '');
}

/** The numbers of a checkpoint of TensorFlow, which stand one after the other as the index beside them says. */
function isShard({ source: { name } }: Probe): boolean {
  return /\.data-\d{5}-of-\d{5}$/.test(name);
}

/** Whatever stands at the start names the file; an archive or a table that only ends it comes after. */
function rank(format: FormatKey, head: Uint8Array): number {
  const start = isArchive(format) ? 'PK' : STARTS[format];
  return precedence(format) + (start !== undefined && !startsWith(head, ascii(start)) ? 1000 : 0);
}

/** Of formats whose readers look for the end first. */
const STARTS: Partial<Record<FormatKey, string>> = { arrow: 'ARROW1', parquet: 'PAR' };

/** A small map of MessagePack begins with a byte that also is an opcode; what follows is none, so that no pickle gets further. */
function isImplied(format: FormatKey, found: readonly FormatKey[], [first = 0]: Uint8Array): boolean {
  if (format === 'pickle' && (found.includes('flax') || found.includes('msgpack'))) return first < 0x8a;
  // As a pickle, an archive begins by asking for a persistent object, which only loaders answer that open it as an archive.
  if (format === 'pickle' && first === PERSID && found.some((other) => isArchive(other) || other === 'parquet'))
    return true;
  if (format === 'saved-model' || format === 'onnx') return found.includes('cntk');
  if (format === 'pickle') return found.includes('torch-legacy') || found.includes('joblib');
  return format === 'tar' && found.includes('torch-tar');
}

const PERSID = 0x50;

async function isZeros({ source, head, size }: Probe): Promise<boolean> {
  if (size === 0 || !isAllZero(head)) return false;
  return isAllZero(await source.read(Math.max(0, size - 4096), 4096));
}

/** A first header with a right checksum; the names of the first members tell torch's. */
async function isTar({ source }: Probe): Promise<FormatKey[]> {
  if (source.size < BLOCK || parseHeader(await source.read(0, BLOCK)) === null) return [];
  return tarKinds((await readTar(source, 64)).entries);
}

/** The magic as a literal, or any first program that the number 1001 follows: loaders run it before they compare. */
async function isLegacy(probe: Probe): Promise<boolean> {
  if (hasLegacyMagic(probe.head)) return true;
  const seconds = legacyVersionAt(probe.head);
  if (seconds.length === 0 || !(await probe.pickle())) return false;
  const first = await readPickle(probe.source, 0, { engine: probe.engine });
  first.close();
  return seconds.includes(first.end);
}

import type { OddityFact, ShardIndexFact } from '../../facts.ts';
import { isOutside } from '../../formats/tensorflow/outside.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { Folder, FolderFile } from './types.ts';
import { factsOf, folderOf, oddity } from './codes.ts';

/** Index files against the shards that are there: who loads by the index finds what it says, or not. */
export function checkIndexes({ files }: Folder): OddityFact[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files.flatMap((file) => factsOf(file, 'shard-index').flatMap((index) => checkIndex(file, index, byPath)));
}

function checkIndex(file: FolderFile, index: ShardIndexFact, byPath: ReadonlyMap<string, FolderFile>): OddityFact[] {
  const found: OddityFact[] = [];
  const shards = new Map<string, { at: ShardIndexFact['at']; names: Set<string> | null }>();
  for (const { tensor, shard, at } of index.entries) {
    if (found.length >= LIMITS.factsPerCode) break;
    let known = shards.get(shard);
    if (known === undefined) {
      const target = byPath.get(folderOf(file.path) + shard);
      found.push(...checkShard(shard, at, target));
      known = { at, names: target === undefined ? null : namesIn(target) };
      shards.set(shard, known);
    }
    if (known.names !== null && known.names.size > 0 && !known.names.has(tensor))
      found.push(
        oddity(
          'shard-tensor',
          at,
          tensor,
          prose`The index says that ${data(tensor, 120)} is in ${data(shard, 120)}, which does not hold it.`,
        ),
      );
  }
  return [...found, ...twice(index, shards), ...checkSize(file, index, [...shards.keys()], byPath)];
}

function checkShard(shard: string, at: ShardIndexFact['at'], target: FolderFile | undefined): OddityFact[] {
  // Told where it is read.
  if (isOutside(shard)) return [];
  if (target === undefined)
    return [
      oddity('shard-missing', at, shard, prose`The index names ${data(shard, 160)}, which is not in the folder.`),
    ];
  const isOther = shard.endsWith('.safetensors') && target.format !== 'safetensors';
  return isOther
    ? [
        oddity(
          'shard-format',
          at,
          shard,
          prose`The index names ${data(shard, 160)}; its content is ${data(target.format ?? 'unknown', 40)}, not safetensors.`,
        ),
      ]
    : [];
}

/** The bytes of all tensors, when every shard is there and all of its tensors are known. */
function checkSize(
  file: FolderFile,
  { totalSize, at }: ShardIndexFact,
  shards: readonly string[],
  byPath: ReadonlyMap<string, FolderFile>,
): OddityFact[] {
  const files = shards.map((shard) => byPath.get(folderOf(file.path) + shard));
  if (totalSize === null || files.some((shard) => shard?.format !== 'safetensors')) return [];
  const tensors = files.flatMap((shard) => (shard === undefined ? [] : factsOf(shard, 'tensor')));
  if (tensors.length >= LIMITS.tensors) return [];
  const sum = tensors.reduce((bytes, tensor) => bytes + tensor.bytes, 0);
  if (sum === totalSize) return [];
  const what = prose`The index states ${totalSize} bytes for all tensors; those in its shards take ${sum}.`;
  return [oddity('shard-size', at, null, what)];
}

/** Tensors that two shards of one index hold. */
function twice(index: ShardIndexFact, shards: ReadonlyMap<string, { names: Set<string> | null }>): OddityFact[] {
  const owner = new Map<string, string>();
  const found: OddityFact[] = [];
  for (const [shard, { names }] of shards) {
    for (const name of names ?? []) {
      const before = owner.get(name);
      if (before !== undefined && found.length < LIMITS.factsPerCode)
        found.push(
          oddity(
            'shard-twice',
            index.at,
            name,
            prose`${data(name, 120)} is in ${data(before, 120)} and in ${data(shard, 120)}.`,
            [
              { reader: 'loads in order', sees: prose`the one in ${data(shard, 120)}` },
              { reader: 'goes by the index', sees: prose`the one the index names` },
            ],
          ),
        );
      owner.set(name, shard);
    }
  }
  return found;
}

function namesIn(file: FolderFile): Set<string> {
  return new Set(factsOf(file, 'tensor').map(({ name }) => name));
}

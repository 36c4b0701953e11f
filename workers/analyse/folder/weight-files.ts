import type { OddityFact } from '../../facts.ts';
import type { WeightFilesFact } from '../../formats/tfjs/fact.ts';
import { isOutside } from '../../formats/tensorflow/outside.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { factsOf, folderOf, oddity } from './codes.ts';
import type { Folder } from './types.ts';

/** Manifests against the files of weights that are there: all of them together hold as many bytes as the weights take. */
export function checkWeightFiles({ files }: Folder): OddityFact[] {
  const sizes = new Map(files.map(({ path, size }) => [path, size]));
  return files.flatMap((file) =>
    factsOf(file, 'weight-files')
      .flatMap((fact) => checkGroup(fact, (name) => sizes.get(folderOf(file.path) + name)))
      .slice(0, LIMITS.factsPerCode),
  );
}

function checkGroup({ at, files, bytes }: WeightFilesFact, sizeOf: (name: string) => number | undefined): OddityFact[] {
  // What an archive holds has its files in the archive; what lies elsewhere is told where it is read.
  if (at.path.length > 1 || files.some(isOutside)) return [];
  const missing = files.filter((name) => sizeOf(name) === undefined);
  if (missing.length > 0)
    return missing.map((name) =>
      oddity('shard-missing', at, name, prose`The manifest names ${data(name, 160)}, which is not in the folder.`),
    );
  const sum = files.reduce((all, name) => all + (sizeOf(name) ?? 0), 0);
  if (bytes === null || sum === bytes) return [];
  const what = prose`The weights of the manifest take ${bytes} bytes; the files it names hold ${sum}.`;
  return [oddity('shard-size', at, null, what)];
}

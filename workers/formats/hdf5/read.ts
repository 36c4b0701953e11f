import type { Reader } from '../../analyse/reader.ts';
import { hdf5At } from '../../identify/magic.ts';
import { prose } from '../../report/prose.ts';
import { readExtension } from './extension.ts';
import { File } from './file.ts';
import { claimBlanks, explainGaps, findTexts, lookAtTexts, searchSlack } from './gaps.ts';
import { readDriver, readSuperblock, type Superblock } from './superblock.ts';
import { readUserBlock } from './user-block.ts';
import { Walk } from './walk.ts';

/** HDF5: every group, array and value about them, where each byte belongs, and what leads out of the file. Numbers are passed by. */
export const readHdf5: Reader = async (scope, probe, inspect) => {
  const start = await hdf5At(probe);
  // The first member of a tar archive stands where a file behind a user block does: it has been read as that.
  if (start === null || !scope.open().some(({ offset, length }) => offset <= start && start < offset + length)) return;
  const file = new File(scope, inspect, start);
  const superblock = await readSuperblock(file);
  if (superblock === null) {
    scope.problem('malformed', start, 64, prose`The superblock says nothing of a root that could be read.`);
    return;
  }
  const { end } = superblock;
  if (end > scope.source.size)
    file.malformed(start, 8, prose`The file says it ends at byte ${end}, and ends at byte ${scope.source.size}.`);
  const walk = new Walk(file);
  await walkAll(walk, superblock);
  const bounds = { start, end: Math.min(end, scope.source.size) };
  if (!file.isBroken) await findTexts(file, walk.heap, file.ledger.gaps(bounds));
  await lookAtTexts(walk.heap, walk.contents);
  await searchSlack(file);
  const gaps = file.ledger.settle(scope, bounds, ({ offset, length }, [one, other]) => {
    const what = prose`The same bytes belong to “${one}” and to “${other}”.`;
    file.odd.state({ code: 'overlap', offset, length, what });
  });
  await claimBlanks(file, end);
  await readUserBlock(file);
  if (!file.isBroken) await explainGaps(file, gaps);
  file.odd.close();
};

async function walkAll(walk: Walk, { root, extension, driver, cached }: Superblock): Promise<void> {
  const { file } = walk;
  if (extension !== null) await readExtension(file, walk.shared, extension);
  if (driver !== null) await readDriver(file, driver);
  if (cached !== null) walk.expect({ of: root, ...cached });
  await walk.run(root);
}

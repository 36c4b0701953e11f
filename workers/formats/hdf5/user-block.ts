import { carvePassed } from '../../analyse/carve.ts';
import { identify } from '../../identify/identify.ts';
import { formatOf } from '../../identify/formats.ts';
import { Probe } from '../../identify/probe.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { isAllZero } from '../../source/zeros.ts';
import { HEADER, headerText, isMat73 } from '../matlab/start.ts';
import type { File } from './file.ts';

/** Bytes before the superblock, which the library passes by: text by convention, or the beginning of another format. */
export async function readUserBlock(file: File): Promise<void> {
  const { base: length, scope, source } = file;
  if (length === 0) return;
  const window = source.slice(0, length, 'user block');
  const head = await source.read(0, Math.min(length, 1 << 20), 'direct');
  if (length <= head.length && isAllZero(head)) return;
  if (isMat73(head) && isAllZero(head.subarray(HEADER, length))) {
    const about = headerText(head);
    scope.state({
      kind: 'metadata',
      at: placeIn(source, 0, HEADER),
      key: 'MATLAB',
      type: 'header',
      value: prose`${data(about, 120)}`,
    });
    scope.claim({ offset: 0, length }, 'structure', 'header of MATLAB');
    return;
  }
  const found = await identify(await Probe.of(window, scope.run.engine));
  const kinds = found.filter((format) => formatOf(format).support !== 'text' && format !== 'zeros');
  const isText = kinds.length === 0;
  file.odd.state({
    code: isText ? 'user-block' : 'user-block-format',
    offset: 0,
    length,
    what: isText
      ? prose`The first ${length} bytes are before the file.`
      : prose`The first ${length} bytes are before the file, and look like: ${kinds.map((format) => formatOf(format).name).join(', ')}.`,
  });
  // What else the whole file is has been read as that already.
  const isOpen = scope.open().some(({ offset }) => offset === 0);
  if (isOpen && found.length > 0 && scope.canNest) await file.inspect(scope.child(window, 0, 'structure'));
  else if (isOpen) {
    await carvePassed(scope, { offset: 0, length }, [], file.inspect);
    scope.claim({ offset: 0, length }, 'text', 'user block');
  }
}

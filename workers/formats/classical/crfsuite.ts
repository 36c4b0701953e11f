import type { Walker } from './read.ts';

/** The five parts of a model, in order (CRFsuite 0.12, lib/crf/src/crf1d_model.c; cqdb.c). */
const PARTS = ['FEAT', 'CQDB', 'CQDB', 'LFRF', 'AFRF'];
/** Where each part is, behind the numbers of features, labels and attributes. */
const PLACES = 28;
const HEAD = 48;
/** Zeros between parts. */
const ALIGNED = 3;

export const walkCrfsuite: Walker = async (cursor) => {
  const head = await cursor.view(HEAD);
  const places = head === null ? [] : PARTS.map((_, i) => head.getUint32(PLACES + i * 4, true));
  for (const [i, place] of places.entries()) {
    if (place < cursor.at || place > cursor.at + ALIGNED)
      return `Its part ${(i + 1).toString()} is not where it should be.`;
    cursor.at = place;
    const part = await cursor.view(8);
    const name = part === null ? '' : String.fromCharCode(...[0, 1, 2, 3].map((at) => part.getUint8(at)));
    const length = part?.getUint32(4, true) ?? 0;
    if (name !== PARTS[i] || length < 8 || length - 8 > cursor.left)
      return `Its part ${(i + 1).toString()} breaks off.`;
    cursor.at = place + length;
  }
  return places.length === 0 ? 'The model breaks off.' : null;
};

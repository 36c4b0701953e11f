/** Codes that were read so far, in whatever order they come. Pure: each step makes a new value. */
import { type Frame, joined, type NotRead, readCode } from './frames.ts';

export interface Collection {
  /** Frames of one sequence, by index. */
  readonly frames: ReadonlyMap<number, Frame>;
  readonly total: number;
  /** The whole, once it is there. */
  readonly fragment: string | null;
  /** What is wrong with the codes that were seen last; null when nothing is. */
  readonly trouble: Trouble | null;
}

export type Trouble =
  /** A code of another sequence: both are not mixed. */
  | 'mixed'
  /** Two codes say they are the same part and are not. */
  | 'conflict'
  /** All parts are there and make something else than what was cut. */
  | 'changed'
  | Exclude<NotRead['kind'], 'other'>;

export const NOTHING: Collection = { frames: new Map(), total: 0, fragment: null, trouble: null };

/** Takes what a picture showed. Codes that are none of ours are no trouble: pictures hold all sorts of codes. */
export async function add(before: Collection, texts: readonly string[]): Promise<Collection> {
  let now: Collection = { ...before, trouble: null };
  for (const text of texts) {
    if (now.fragment !== null) return now;
    const code = readCode(text);
    if (code.kind === 'link') return { ...now, fragment: code.fragment };
    if (code.kind === 'frame') now = await withFrame(now, code.frame);
    else if (code.kind !== 'other') now = { ...now, trouble: code.kind };
  }
  return now;
}

async function withFrame(before: Collection, frame: Frame): Promise<Collection> {
  const [first = frame] = before.frames.values();
  if (first.check !== frame.check || first.total !== frame.total || first.schema !== frame.schema)
    return { ...before, trouble: 'mixed' };
  const same = before.frames.get(frame.index);
  if (same !== undefined) return equal(same.bytes, frame.bytes) ? before : { ...before, trouble: 'conflict' };
  const frames = new Map(before.frames).set(frame.index, frame);
  const now: Collection = { ...before, frames, total: frame.total };
  if (frames.size < frame.total) return now;
  const fragment = await joined([...frames.values()]);
  return fragment === null ? { ...NOTHING, trouble: 'changed' } : { ...now, fragment };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

import type { Probe } from '../../identify/probe.ts';
import { field } from '../../identify/wire.ts';
import { startsWith, u32 } from '../../source/little-endian.ts';

/** Fields of a model: which kind it is (Model.proto). */
const isKind = (number: number): boolean =>
  number === 900 || (number >= 200 && number < 700) || (number >= 2000 && number < 2100) || number === 3000;

/** Begins with a version and a description; whether it can be updated, and the kind of model, come behind it. */
export async function isCoreml({ head, size, source }: Probe): Promise<boolean> {
  const version = field(head, 0);
  if (version?.tag !== 0x08 || head[1] === 0 || (head[1] ?? 0) > 0x7f) return false;
  const description = field(head, version.end);
  if (description?.tag !== 0x12 || description.end >= size) return false;
  const after = await source.read(description.end, 24);
  const first = field(after, 0);
  const kind = first?.tag === 0x50 ? field(after, first.end) : first;
  return kind != null && kind.tag % 8 === 2 && isKind(Math.floor(kind.tag / 8));
}

/** A file of blobs: how many, version 2, and the first one behind sixty-four bytes (coremltools, MILBlob). */
export function isBlobs(head: Uint8Array): boolean {
  return u32(head, 4) === 2 && startsWith(head, SENTINEL, 64) && head.subarray(8, 64).every((byte) => byte === 0);
}

export const SENTINEL = [0xef, 0xbe, 0xad, 0xde];

import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { linear } from '../../source/linear.ts';
import { RangeSet } from '../../source/range-set.ts';
import { findSignature } from '../../source/signatures.ts';
import { isAllZero } from '../../source/zeros.ts';
import { type ZipEntry, extent } from './entry.ts';
import { type FactSink, named } from './fact-sink.ts';
import { isPlausible, LOCAL_MAGIC, type LocalHeader, readLocal } from './local.ts';

/** What lies between the parts of an archive. */
export interface Stretch extends Range {
  readonly where: 'prefix' | 'gap' | 'suffix';
  /** All bytes are zero: filler. */
  readonly zero: boolean;
  readonly orphans: readonly LocalHeader[];
}

/** States entries that share bytes. An entry listed twice shares all of them. */
export function checkOverlaps(entries: readonly ZipEntry[], sink: FactSink): void {
  const sorted = entries
    .flatMap((entry) => {
      const range = extent(entry);
      return range === null ? [] : [{ entry, range }];
    })
    .sort((a, b) => a.range.offset - b.range.offset);
  let reach = sorted[0];
  for (const each of sorted.slice(1)) {
    if (reach === undefined) return;
    const end = reach.range.offset + reach.range.length;
    if (each.range.offset < end) {
      const shared = Math.min(end, each.range.offset + each.range.length) - each.range.offset;
      sink.note('overlap', each.range.offset, shared, each.entry.name, [
        ['entry', named(reach.entry.name)],
        ['entry', named(each.entry.name)],
      ]);
    }
    if (each.range.offset + each.range.length > end) reach = each;
  }
}

/** Everything in the source that neither entries nor `structure` own, looked through for local headers. */
export async function stretches(
  source: ByteSource,
  entries: readonly ZipEntry[],
  structure: readonly Range[],
  sink: FactSink,
): Promise<Stretch[]> {
  const owned = new RangeSet();
  for (const range of [...entries.map(extent), ...structure]) {
    if (range === null) continue;
    const start = Math.min(Math.max(0, range.offset), source.size);
    owned.add(start, Math.min(range.offset + range.length, source.size) - start);
  }
  const parts = owned.ranges();
  const first = parts[0]?.offset ?? source.size;
  const last = parts.at(-1);
  const end = last === undefined ? 0 : last.offset + last.length;
  const found: Stretch[] = [];
  let budget: number = LIMITS.carveBytes;
  for (const gap of owned.gaps(source.size)) {
    const where = gap.offset + gap.length <= first ? 'prefix' : gap.offset >= end ? 'suffix' : 'gap';
    const looked = { offset: gap.offset, length: Math.min(gap.length, budget) };
    budget -= looked.length;
    if (looked.length < gap.length) {
      const what = prose`Not searched for hidden entries: more than ${LIMITS.carveBytes} bytes lie between the entries.`;
      sink.problem('limit', looked.offset + looked.length, gap.length - looked.length, what);
    }
    found.push({ ...gap, where, ...(await lookThrough(source, looked, looked.length === gap.length)) });
  }
  return found;
}

/** Whether all bytes are zero, and the local headers that start in the range. */
async function lookThrough(
  source: ByteSource,
  range: Range,
  whole: boolean,
): Promise<{ zero: boolean; orphans: LocalHeader[] }> {
  const seen = { zero: whole };
  const orphans: LocalHeader[] = [];
  let free = range.offset;
  for await (const start of findSignature(watched(source, range, seen), LOCAL_MAGIC, range.offset)) {
    if (start < free) continue;
    const header = await readLocal(source, start);
    if (header === null || !isPlausible(header)) continue;
    orphans.push(header);
    // What looks like a header inside a hidden entry's data is that entry's data.
    const dataEnd = start + header.length + header.compressedSize;
    if (dataEnd <= range.offset + range.length) free = dataEnd;
    if (orphans.length >= LIMITS.members) break;
  }
  return { zero: seen.zero, orphans };
}

async function* watched(source: ByteSource, range: Range, seen: { zero: boolean }): AsyncGenerator<Uint8Array> {
  for await (const chunk of linear(source, range.offset, range.length)) {
    seen.zero &&= isAllZero(chunk);
    yield chunk;
  }
}

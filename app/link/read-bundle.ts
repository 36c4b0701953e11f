/**
 * report.json out of an evidence bundle that was dropped. Only a ZIP that is exactly one of ours is read as a report:
 * an archive with anything else in it, or with two readings, is a file to be looked at like any other.
 */
import { BUNDLE_FOLDER, BUNDLE_REPORT } from '../../workers/report/exports/bundle.ts';
import { inflate } from './deflate.ts';

const NAME = new RegExp(
  `^${BUNDLE_FOLDER}/(?:README\\.txt|SHA256SUMS|report\\.(?:html|json|md|sarif)|(?:bytes|members)/(?:file\\d+-)?[0-9a-f-]+\\.bin\\.txt|programs/(?:file\\d+-)?\\d+\\.(?:opcodes|pseudo-python)\\.txt)$`,
);
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;

interface Entry {
  readonly name: string;
  readonly at: number;
  readonly method: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** The text of report.json; null when this is not a bundle. */
export async function readBundle(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<string | null> {
  const entries = entriesOf(bytes);
  const report = entries?.find(({ name }) => name === BUNDLE_REPORT);
  if (report === undefined) return null;
  if (report.method === 0) return report.data.length > most ? null : decode(report.data);
  if (report.method !== 8) return null;
  const inflated = await inflate(report.data, most);
  return inflated.kind === 'bytes' ? decode(inflated.bytes) : null;
}

/** The local headers one after the other from the first byte, the directory that lists just these, and the end. */
function entriesOf(bytes: Uint8Array<ArrayBuffer>): readonly Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): number => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  const half = (at: number): number => (at + 2 <= bytes.length ? view.getUint16(at, true) : 0);
  const entries: Entry[] = [];
  let at = 0;
  while (word(at) === LOCAL) {
    const name = decode(bytes.subarray(at + 30, at + 30 + half(at + 26)));
    const start = at + 30 + half(at + 26) + half(at + 28);
    const end = start + word(at + 18);
    if (!NAME.test(name) || end > bytes.length || entries.some((entry) => entry.name === name)) return null;
    entries.push({ name, at, method: half(at + 8), data: bytes.subarray(start, end) });
    at = end;
  }
  for (const entry of entries) {
    const length = half(at + 28);
    const name = decode(bytes.subarray(at + 46, at + 46 + length));
    if (word(at) !== CENTRAL || name !== entry.name || word(at + 42) !== entry.at) return null;
    at += 46 + length + half(at + 30) + half(at + 32);
  }
  return word(at) === END && at + END_SIZE === bytes.length ? entries : null;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

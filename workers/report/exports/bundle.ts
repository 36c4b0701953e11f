/**
 * The evidence bundle: a ZIP with the report in each form, the listing of every program, the bytes that decide, and
 * hashes of all of it. Deterministic: names sorted, one date, no times. What was left out is said in README.txt.
 */
import type { EngineApi, OpcodeRow, SourceLine } from '../../protocol.ts';
import { PAGE_ROWS } from '../../protocol.ts';
import type { Artifact, Finding, Place, Program, Report } from '../schema.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { bytesOf, CAVEAT, count, madeBy, offsetsOf, pathOf, said, VERDICTS } from './wording.ts';

/** The calls of an open document that a bundle needs. */
export type BundleTables = Pick<EngineApi, 'opcodes' | 'sourceLines' | 'bytes'>;

export const BUNDLE_FOLDER = 'vitrine-evidence';
export const BUNDLE_REPORT = `${BUNDLE_FOLDER}/report.json`;

const MOST = { programs: 16, rows: 20_000, ranges: 100, rangeBytes: 64 << 10 };
/** The first day a ZIP can name. */
const DATE = new Date(Date.UTC(1980, 0, 1));

export interface Bundle {
  readonly zip: Uint8Array<ArrayBuffer>;
  readonly ranges: number;
  /** What is not in it, a sentence each. */
  readonly left: readonly string[];
}

export async function evidenceBundle(report: Report, tables: BundleTables): Promise<Bundle> {
  const left: string[] = [];
  const files = new Map<string, string | Uint8Array>([
    ['report.json', jsonReport(report)],
    ['report.sarif', await sarifReport(report)],
    ['report.html', htmlReport(report)],
    ['report.md', markdownReport(report)],
  ]);
  const programs = report.programs.slice(0, MOST.programs);
  if (programs.length < report.programs.length)
    left.push(`Listings of ${count(report.programs.length - programs.length)} more programs.`);
  for (const program of programs) {
    files.set(`programs/${program.id.toString()}.opcodes.txt`, await opcodesOf(program, tables, left));
    files.set(`programs/${program.id.toString()}.pseudo-python.txt`, await sourceOf(program, tables, left));
  }
  const ranges = await rangesOf(report, tables, left);
  for (const [name, bytes] of ranges) files.set(name, bytes);
  files.set('README.txt', readme(report, ranges.size, left));
  files.set('SHA256SUMS', await sums(files));
  return { zip: await pack(files), ranges: ranges.size, left };
}

async function pack(files: ReadonlyMap<string, string | Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  // Imported here: it sets up its tables when it is, and the page should open without waiting for them.
  const { default: JSZip } = await import('jszip');
  const zip = new JSZip();
  for (const name of [...files.keys()].sort()) {
    const content = files.get(name) ?? '';
    zip.file(`${BUNDLE_FOLDER}/${name}`, content, {
      date: DATE,
      createFolders: false,
      binary: typeof content !== 'string',
    });
  }
  const packed = await zip.generateAsync({
    type: 'uint8array',
    platform: 'DOS',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
  });
  return new Uint8Array(packed);
}

async function opcodesOf(program: Program, tables: BundleTables, left: string[]): Promise<string> {
  const { rows, total, failure } = await paged<OpcodeRow>((first) => tables.opcodes(program.id, first, PAGE_ROWS));
  note(left, `Opcodes of program ${program.id.toString()}`, rows.length, total, failure);
  const lines = rows.map(({ step, offset, name, argument, marks }) =>
    `${step.toString().padStart(7)}  ${offset.toString(16).padStart(8, '0')}  ${'  '.repeat(Math.min(marks, 16))}${name} ${said(argument)}`.trimEnd(),
  );
  return [`# ${pathOf(program.place)}: step, offset, opcode, argument. Never executed.`, ...lines, ''].join('\n');
}

async function sourceOf(program: Program, tables: BundleTables, left: string[]): Promise<string> {
  const { rows, total, failure } = await paged<SourceLine>((first) => tables.sourceLines(program.id, first, PAGE_ROWS));
  note(left, `Pseudo-Python of program ${program.id.toString()}`, rows.length, total, failure);
  const lines = rows.map(({ indent, tokens, note: open }) => {
    const text = said(tokens.map(({ part }) => part));
    return `${'    '.repeat(Math.min(indent, 16))}${text}${open.length === 0 ? '' : `  # ${said(open)}`}`;
  });
  return [`# ${pathOf(program.place)} as pseudo-Python. Not valid to run, never executed.`, ...lines, ''].join('\n');
}

interface Page<T> {
  readonly total: number;
  readonly rows: readonly T[];
}
type Answer<T> =
  { readonly ok: true; readonly value: Page<T> } | { readonly ok: false; readonly error: { readonly message: string } };

async function paged<T>(
  page: (first: number) => Promise<Answer<T>>,
): Promise<{ rows: readonly T[]; total: number; failure: string | null }> {
  const rows: T[] = [];
  let total = 0;
  while (rows.length < MOST.rows) {
    const answer = await page(rows.length);
    if (!answer.ok) return { rows, total, failure: answer.error.message };
    total = answer.value.total;
    rows.push(...answer.value.rows);
    if (answer.value.rows.length === 0 || rows.length >= total) break;
  }
  return { rows, total, failure: null };
}

function note(left: string[], what: string, has: number, total: number, failure: string | null): void {
  if (failure !== null) left.push(`${what}: stopped after ${count(has)} lines (${said([{ data: failure }])}).`);
  else if (has < total) left.push(`${what}: ${count(has)} of ${count(total)} lines.`);
}

/** Bytes of findings, each once, under a name no program opens by itself. */
async function rangesOf(report: Report, tables: BundleTables, left: string[]): Promise<Map<string, Uint8Array>> {
  const out = new Map<string, Uint8Array>();
  const artifacts = flat(report.tree);
  const seen = new Set<string>();
  for (const finding of report.findings) {
    const range = rangeOf(finding);
    const artifact = ownerOf(artifacts, finding.place);
    const key = `${finding.place.path.join('!')} ${range.offset.toString()} ${range.length.toString()}`;
    if (range.length === 0 || seen.has(key)) continue;
    seen.add(key);
    const where = `Bytes of ${pathOf(finding.place)} at ${offsetsOf({ ...finding.place, ...range, file: [] })}`;
    const length = Math.min(range.length, MOST.rangeBytes);
    if (artifact === null || out.size >= MOST.ranges) {
      left.push(`${where}.`);
      continue;
    }
    const answer = await tables.bytes(artifact.id, range.offset, length);
    if (!answer.ok) left.push(`${where}: ${said([{ data: answer.error.message }])}.`);
    else {
      if (answer.value.length < range.length) left.push(`${where}: the first ${bytesOf(answer.value.length)}.`);
      out.set(`bytes/${artifact.id.toString()}-${range.offset.toString(16).padStart(8, '0')}.bin.txt`, answer.value);
    }
  }
  return out;
}

/** What the evidence shows, and the whole place when it is longer. */
function rangeOf({ evidence, place }: Finding): { readonly offset: number; readonly length: number } {
  const block = evidence.bytes;
  const shown = block === null ? 0 : block.hex.length / 2;
  if (block === null || place.length >= shown) return { offset: place.offset, length: place.length };
  return { offset: block.offset, length: shown };
}

function flat(root: Artifact): readonly Artifact[] {
  const out: Artifact[] = [];
  const todo = [root];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    out.push(next);
    todo.push(...next.children);
  }
  return out;
}

/** The artifact a place is measured in: the one with its path, or the nearest above that starts where its bytes do. */
function ownerOf(artifacts: readonly Artifact[], { path, offset, length }: Place): Artifact | null {
  let best: Artifact | null = null;
  for (const artifact of artifacts) {
    const { place } = artifact;
    const same = place.path.length === path.length && place.path.every((name, i) => name === path[i]);
    if (!same || offset < place.offset || offset + length > place.offset + place.length) continue;
    if (best === null || place.length <= best.place.length) best = artifact;
  }
  return best;
}

async function sums(files: ReadonlyMap<string, string | Uint8Array>): Promise<string> {
  const lines: string[] = [];
  for (const name of [...files.keys()].sort()) {
    const content = files.get(name) ?? '';
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    lines.push(`${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}  ${name}\n`);
  }
  return lines.join('');
}

function readme(report: Report, ranges: number, left: readonly string[]): string {
  const { file } = report;
  return `${[
    'Evidence bundle of Vitrine',
    '',
    `${VERDICTS[report.verdict]}: ${said(report.summary.headline)}`,
    '',
    `File     ${said([{ data: file.path }])}, ${bytesOf(file.size)}`,
    `SHA-256  ${file.sha256 ?? 'not computed'}`,
    `By       ${madeBy(report)}`,
    '',
    'report.html    for people, prints well, no script',
    'report.md      a summary for an issue or a chat',
    'report.json    everything; drop it, or this ZIP, on Vitrine to read it',
    'report.sarif   for code scanning and CI',
    'programs/      each program as opcodes and as pseudo-Python, never executed',
    `bytes/         ${count(ranges)} ranges of the file as they are: <entry>-<offset, hexadecimal>.bin.txt`,
    'SHA256SUMS     check with: sha256sum -c SHA256SUMS',
    '',
    'The bytes can be harmful when a model loader opens them. The extension keeps them from being opened by accident.',
    'The weights and the rest of the file are not in here.',
    '',
    left.length === 0 ? 'Nothing else was left out.' : 'Left out:',
    ...left.map((line) => `- ${line}`),
    '',
    CAVEAT,
  ].join('\n')}\n`;
}

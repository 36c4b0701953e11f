/**
 * The evidence bundle: a ZIP with the report in each form, the listing of every program, the bytes that decide (if
 * wished), and hashes of all of it. Deterministic: names sorted, one date, no times. What was left out is said in README.txt.
 */
import type { EngineApi, OpcodeRow, SourceLine } from '../../protocol.ts';
import { PAGE_ROWS } from '../../protocol.ts';
import type { Program, Report } from '../schema.ts';
import { bytesOfFile, MEMBER_ROOM } from './bundle-bytes.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { bytesOf, CAVEAT, count, madeBy, notable, pathOf, said, VERDICTS } from './wording.ts';

/** The calls of an open document that a bundle needs. */
export type BundleTables = Pick<EngineApi, 'opcodes' | 'sourceLines' | 'bytes'>;

export const BUNDLE_FOLDER = 'vitrine-evidence';
export const BUNDLE_REPORT = `${BUNDLE_FOLDER}/report.json`;

const MOST = { programs: 16, rows: 20_000, files: 32 };
/** The first day a ZIP can name. */
const DATE = new Date(Date.UTC(1980, 0, 1));

export interface BundleOptions {
  /** The bytes that decide, and dangerous members whole. */
  readonly bytes: boolean;
}

export interface Bundle {
  readonly zip: Uint8Array<ArrayBuffer>;
  /** How many pieces of the file are in it. */
  readonly pieces: number;
  /** What is not in it, a sentence each. */
  readonly left: readonly string[];
}

/** `open` gives the calls of the file a report is about: that of `report` itself, or of one of a folder's files. */
export async function evidenceBundle(
  report: Report,
  open: (file: Report) => BundleTables | null,
  options: BundleOptions,
): Promise<Bundle> {
  const left: string[] = [];
  const files = new Map<string, string | Uint8Array>([
    ['report.json', jsonReport(report)],
    ['report.sarif', await sarifReport(report)],
    ['report.html', htmlReport(report)],
    ['report.md', markdownReport(report)],
  ]);
  const numbered: string[] = [];
  const room = { bytes: MEMBER_ROOM };
  let pieces = 0;
  for (const { file, prefix } of parts(report, left)) {
    const tables = open(file);
    if (prefix !== '') numbered.push(`${prefix.padEnd(10)} ${said([{ data: file.file.path }])}`);
    if (tables === null) {
      left.push(`Listings and bytes of ${said([{ data: file.file.path }])}: it is not open.`);
      continue;
    }
    await addListings(file, tables, prefix, files, left);
    if (!options.bytes) continue;
    const own = await bytesOfFile(file, tables, prefix, room);
    for (const [name, bytes] of own.files) files.set(name, bytes);
    left.push(...own.left);
    pieces += own.files.size;
  }
  if (!options.bytes) left.push('The bytes of the file, by choice: bytes/ and members/.');
  files.set('README.txt', readme(report, pieces, numbered, left));
  files.set('SHA256SUMS', await sums(files));
  return { zip: await pack(files), pieces, left };
}

/** What has listings and bytes of its own: the file, or those of a folder that matter, by their number in it. */
function parts(report: Report, left: string[]): readonly { readonly file: Report; readonly prefix: string }[] {
  const { files } = report;
  if (files === undefined) return [{ file: report, prefix: '' }];
  const severe = notable(files);
  if (severe.length > MOST.files)
    left.push(`Listings and bytes of ${count(severe.length - MOST.files)} more files with findings.`);
  return severe.slice(0, MOST.files).map((file) => ({ file, prefix: `file${(files.indexOf(file) + 1).toString()}-` }));
}

async function addListings(
  report: Report,
  tables: BundleTables,
  prefix: string,
  files: Map<string, string | Uint8Array>,
  left: string[],
): Promise<void> {
  const programs = report.programs.slice(0, MOST.programs);
  if (programs.length < report.programs.length)
    left.push(`Listings of ${count(report.programs.length - programs.length)} more programs.`);
  for (const program of programs) {
    const name = `programs/${prefix}${program.id.toString()}`;
    files.set(`${name}.opcodes.txt`, await opcodesOf(program, tables, left));
    files.set(`${name}.pseudo-python.txt`, await sourceOf(program, tables, left));
  }
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

function readme(report: Report, pieces: number, numbered: readonly string[], left: readonly string[]): string {
  const { file, files } = report;
  const what = files === undefined ? 'file' : 'files';
  return `${[
    'Evidence bundle of Vitrine',
    '',
    `${VERDICTS[report.verdict]}: ${said(report.summary.headline)}`,
    '',
    `${files === undefined ? 'File     ' : 'Folder   '}${said([{ data: file.path }])}, ${bytesOf(file.size)}`,
    ...(files === undefined
      ? [`SHA-256  ${file.sha256 ?? 'not computed'}`]
      : [`Files    ${count(files.length)}, their hashes are in report.md`]),
    `By       ${madeBy(report)}`,
    '',
    'report.html    for people, prints well, no script',
    'report.md      a summary for an issue or a chat',
    'report.json    everything; drop it, or this ZIP, on Vitrine to read it',
    'report.sarif   for code scanning and CI',
    'programs/      each program as opcodes and as pseudo-Python, never executed',
    ...(pieces === 0
      ? []
      : [
          `bytes/         bytes of findings as they are: <entry>-<offset, hexadecimal>.bin.txt`,
          'members/       what could run, whole: programs and members with a severe finding, same names',
        ]),
    'SHA256SUMS     check with: sha256sum -c SHA256SUMS',
    '',
    ...(numbered.length === 0 ? [] : ['Names in here begin with the number of the file:', ...numbered, '']),
    ...(pieces === 0
      ? [`No bytes of the ${what} are in here.`]
      : [
          `${count(pieces)} ${pieces === 1 ? 'piece' : 'pieces'} of the ${what} are in here. They can be harmful when a model loader opens them.`,
          'The extension keeps them from being opened by accident. The weights and the rest are not in here.',
        ]),
    '',
    left.length === 0 ? 'Nothing else was left out.' : 'Left out:',
    ...left.map((line) => `- ${line}`),
    '',
    CAVEAT,
  ].join('\n')}\n`;
}

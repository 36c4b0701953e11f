/** What is compared: one file, or a folder of files, with as much as is known of each. */
import type { ListedTensor } from '../attachments.ts';
import type { Report } from '../schema.ts';
import type { Digests, TensorData } from './digests.ts';

export interface Side {
  /** A file stands alone; the files of a folder are paired by their paths. */
  readonly kind: 'file' | 'folder';
  readonly files: readonly SideFile[];
}

export interface SideFile {
  /** Relative to the folder; empty for a file that stands alone. Text from outside. */
  readonly path: string;
  /** Null: it was not read. */
  readonly report: Report | null;
  /** All tensors, where the page or the terminal has the file itself. */
  readonly listed?: readonly ListedTensor[];
  readonly digests?: Digests;
}

/** A file whose report there is. */
export interface ReadFile extends SideFile {
  readonly report: Report;
}

export interface SideTensor extends ListedTensor {
  readonly file: ReadFile;
  readonly data: TensorData | null;
  /** The same text means the same bytes: it stands at the same place of an identical file. */
  readonly origin: string | null;
}

export function readFiles({ files }: Side): readonly ReadFile[] {
  return files.flatMap((file) => (file.report === null ? [] : [{ ...file, report: file.report }]));
}

export interface SideTensors {
  readonly tensors: readonly SideTensor[];
  /** Tensors that are only counted. */
  readonly unlisted: number;
}

/** Every tensor of all files, in the order of the files. */
export function tensorsOf(side: Side): SideTensors {
  let unlisted = 0;
  const tensors = readFiles(side).flatMap((file) => {
    const { report, listed = report.tensors?.listed ?? [], digests } = file;
    const whole = file.listed !== undefined;
    unlisted += Math.max(0, (report.tensors?.count ?? 0) - listed.length);
    return listed.map((tensor, i): SideTensor => ({
      ...tensor,
      file,
      data: dataOf(tensor, whole ? (digests?.tensors[i] ?? null) : null),
      origin: report.file.sha256 === null ? null : `${report.file.sha256} ${i.toString()} ${whole ? 'all' : 'listed'}`,
    }));
  });
  return { tensors, unlisted };
}

function dataOf({ sha256 }: ListedTensor, measured: TensorData | null): TensorData | null {
  return measured ?? (sha256 === undefined ? null : { sha256, strides: null, gapless: true });
}

/** A report says less than the file when a link or a limit cut it short. */
export function isShortened({ leftOut }: Report): boolean {
  return leftOut !== undefined && (leftOut.contents > 0 || leftOut.findings > 0);
}

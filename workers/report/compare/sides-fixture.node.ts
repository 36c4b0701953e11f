/** Sides for tests, through the real readers and engine. */
import { createHash } from 'node:crypto';
import { analyse } from '../../analyse/analyse.ts';
import { digestOf } from '../../analyse/digest.ts';
import { reportOf } from '../../analyse/report.ts';
import { zip } from '../../containers/zip/build-zip.ts';
import { safetensors } from '../../formats/safetensors/build-safetensors.ts';
import { stateDict, type TensorSpec } from '../../formats/torch/build-checkpoint.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { plain } from '../prose.ts';
import type { Row, Section } from './section.ts';
import type { Side, SideFile } from './side.ts';

const engine = instantiate(loadModule());

export interface Known {
  /** As the page has it after the data were hashed. */
  readonly hashed?: boolean;
  /** Only the report is there. */
  readonly reportOnly?: boolean;
}

export async function fileOf(bytes: Uint8Array, path = '', known: Known = {}): Promise<SideFile> {
  const name = path === '' ? 'model' : path;
  const analysis = await analyse(bytesSource(bytes, name), engine);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const report = await reportOf(analysis, { path: name, size: bytes.length, sha256 });
  if (known.reportOnly === true) return { path, report };
  const listed = analysis.session.tensorFacts.map(({ name: tensor, dtype, shape }) => ({ name: tensor, dtype, shape }));
  if (known.hashed !== true) return { path, report, listed };
  return { path, report, listed, digests: await digestOf(analysis.session, analysis.session.engine) };
}

export async function side(bytes: Uint8Array, known: Known = {}): Promise<Side> {
  return { kind: 'file', files: [await fileOf(bytes, '', known)] };
}

export async function folder(files: Readonly<Record<string, Uint8Array>>, known: Known = {}): Promise<Side> {
  const read: SideFile[] = [];
  for (const [path, bytes] of Object.entries(files)) read.push(await fileOf(bytes, path, known));
  return { kind: 'folder', files: read };
}

export const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

/** A checkpoint of vectors; `splice` is put before the last opcode of its program. */
export function checkpoint(weights: Readonly<Record<string, readonly number[]>>, root = 'm', splice = ''): Uint8Array {
  const specs = Object.entries(weights).map(([name, values], i): TensorSpec => {
    return { name, key: i.toString(), shape: [values.length], numel: values.length };
  });
  const program = stateDict(specs);
  const data = new Uint8Array([...program.slice(0, -1), ...Uint8Array.from(splice, (c) => c.charCodeAt(0)), 0x2e]);
  return zip([
    { name: `${root}/data.pkl`, data },
    ...Object.values(weights).map((values, i) => ({ name: `${root}/data/${i.toString()}`, data: floats(...values) })),
    { name: `${root}/version`, data: Uint8Array.of(0x33) },
  ]);
}

/** The same vectors as safetensors. */
export function tensorsFile(
  weights: Readonly<Record<string, readonly number[]>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(weights).map(([name, values]) => {
      const from = at;
      at += values.length * 4;
      return [name, { dtype: 'F32', shape: [values.length], data_offsets: [from, at] }];
    }),
  );
  const all = metadata === undefined ? header : { __metadata__: metadata, ...header };
  return safetensors(all, floats(...Object.values(weights).flat()));
}

/** `os.system('…')`, its result dropped. */
export const call = (command: string): string =>
  `cos\nsystem\n(X${String.fromCharCode(command.length)}\0\0\0${command}tR0`;

/** Rows that changed, as text: `changed name: left → right (note)`. */
export function told({ rows, show }: Pick<Section, 'rows' | 'show'>): string[] {
  return rows.filter(({ change }) => change !== 'same').map((row) => line(row, show));
}

function line(row: Row, show: Section['show']): string {
  const { name, left, right, note } = show(row);
  const text = (prose: typeof left): string => (prose === null ? '–' : plain(prose));
  return `${row.change} ${plain(name)}: ${text(left)} → ${text(right)}${note === undefined ? '' : ` (${plain(note)})`}`;
}

/** As written by a version that did not know the property. */
export function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const copy = { ...value };
  Reflect.deleteProperty(copy, key);
  return copy;
}

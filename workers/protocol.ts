/** The worker's API: types only, imported by both threads. Failures are values: Comlink drops error fields. */
import type { ListedTensor } from './report/attachments.ts';
import type { Digests } from './report/compare/digests.ts';
import type { FolderFile } from './analyse/folder.ts';
import type { HubCopy, HubFolder, ListedFile } from './analyse/folder/hub.ts';
import type { Around, Landing, OpcodePage, Profile, StepQuery, StepState } from './protocol/opcodes.ts';
import type { SourcePage, SourcePlace, SourceSummary } from './protocol/pseudo-python.ts';
import type { TensorPage } from './protocol/tensors.ts';
import type { Finding, Report } from './report/schema.ts';

export type * from './protocol/opcodes.ts';
export type * from './protocol/pseudo-python.ts';
export type * from './protocol/tensors.ts';
export type { HubCopy, HubFolder, ListedFile };

export const PROTOCOL = 1;
/** Rows a table page holds at most. */
export const PAGE_ROWS = 256;

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: EngineError };

export interface EngineError {
  readonly code: 'unsupported' | 'unreadable' | 'changed' | 'limit' | 'cancelled' | 'crashed' | 'protocol' | 'internal';
  readonly message: string;
  readonly at?: number;
}

/** Reads [offset, offset+length) of the dropped file on the page, for browsers whose workers cannot read files. */
export type ReadAt = (offset: number, length: number) => Promise<ArrayBuffer>;

/** The same for one of several files, by its name. */
export type ReadFrom = (name: string, offset: number, length: number) => Promise<ArrayBuffer>;

/** A file of a folder: what it is compared by. */
export interface FolderPart {
  /** As it was opened. */
  readonly name: string;
  readonly size: number;
  /** Its path is relative to the folder. */
  readonly file: FolderFile;
}

export interface FolderParts {
  /** What the folder is called, with the folders above it as far as they are known. */
  readonly path: string;
  readonly parts: readonly FolderPart[];
}

/** What the files of a folder say about each other. */
export interface Compared {
  readonly findings: readonly Finding[];
  /** Files that hold the numbers of another one and nothing else (report/numbers.ts), by the names they were opened with. */
  readonly numbers: readonly { readonly name: string; readonly of: string }[];
}

export interface OpenFile {
  /** As the user sees it: for a folder the relative path. */
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  readonly file: File;
  /** Typed in for what is locked in it. */
  readonly passwords?: readonly string[];
}

export interface Progress {
  readonly phase: 'identify' | 'read' | 'judge' | 'hash';
  readonly done: number;
  readonly total: number;
  readonly findings: number;
}

export interface EngineInfo {
  readonly version: string;
}

/** What a worker needs and does not carry, so that its own code is there sooner. */
export interface Supplies {
  /** The decoder. */
  readonly module: WebAssembly.Module;
  /** The text of workers/rules/knowledge/classes.data.ts in columns (class-columns.ts), as raw deflate; null where the code carries it itself. */
  readonly classes: Uint8Array<ArrayBuffer> | null;
}

/** The first message to a worker: `init` as a plain message. */
export interface Begin {
  readonly begin: Supplies;
  readonly protocol: number;
  /** How often short samples are read before the first file comes. */
  readonly rounds: number;
}
/** The answer to it, as plain. */
export interface Begun {
  readonly begun: Result<EngineInfo>;
}

/** One worker holds one document. Cancel = terminate. */
export interface EngineApi {
  init(supplies: Supplies, protocol: number, rounds?: number): Promise<Result<EngineInfo>>;
  /** `read` serves the bytes when the worker cannot read the File itself. */
  inspect(file: OpenFile, read: ReadAt, progress: (p: Progress) => void): Promise<Result<Report>>;
  /** What the open document's readers stated that other files of its folder have to agree with. */
  part(path: string): Promise<Result<FolderFile>>;
  /** What the files of a folder say about each other. `read` serves the bytes that are shown as evidence, by the file's name. */
  compare(folder: FolderParts, read: ReadFrom): Promise<Result<Compared>>;
  /** What a folder says of the hub its files come from. `read` serves the small files that tell, by their paths. */
  hub(files: readonly ListedFile[], read: ReadFrom): Promise<Result<HubFolder>>;
  /** Streams SHA-256 over the whole file: lower-case hex. */
  hash(progress: (p: Progress) => void): Promise<Result<string>>;
  /** Every tensor of the open document, in the order of `tensors`, as reports are compared by. */
  listed(): Promise<Result<readonly ListedTensor[]>>;
  /** SHA-256 of the data of every tensor, of every program, and of every member. Reads most of the file. */
  digest(progress: (p: Progress) => void): Promise<Result<Digests>>;
  /** At most PAGE_ROWS rows from step `first`. `kinds` filters: then `first` counts rows of the filtered list. */
  opcodes(program: number, first: number, count: number): Promise<Result<OpcodePage>>;
  /** Machine state before and after step `step`. */
  step(program: number, step: number): Promise<Result<StepState>>;
  /** The step whose bytes hold this offset of the program's own source; null when outside. */
  stepAt(program: number, offset: number): Promise<Result<number | null>>;
  /** The same, and the rows around it, so that they need not be asked for. */
  rowsAt(program: number, offset: number, around: Around): Promise<Result<Landing | null>>;
  /** Next step at or after `from` (or before, backwards) that matches; null = none. */
  findStep(program: number, query: StepQuery): Promise<Result<number | null>>;
  /** Stack depth over the whole program in at most `buckets` points: the deepest of each bucket. */
  profile(program: number, buckets: number): Promise<Result<Profile>>;
  /** The program as pseudo-Python: how long it is, and which engine comes how far. */
  source(program: number): Promise<Result<SourceSummary>>;
  /** At most PAGE_ROWS rows with alike lines folded, from row `first`. */
  sourceRows(program: number, first: number, count: number): Promise<Result<SourcePage>>;
  /** At most PAGE_ROWS lines with nothing folded; line 1 is `first` 0. */
  sourceLines(program: number, first: number, count: number): Promise<Result<SourcePage>>;
  /** The line a step belongs to; null when it belongs to none. */
  sourceAt(program: number, step: number): Promise<Result<SourcePlace | null>>;
  tensors(first: number, count: number): Promise<Result<TensorPage>>;
  /** Bytes of the dropped file (`path` of length 1) or of a member, by the artifact id of the report. */
  bytes(artifact: number, offset: number, length: number): Promise<Result<Uint8Array>>;
}

export type Long = 'inspect' | 'hash' | 'digest';

/** Progress, as a plain message beside Comlink's: a callback would cost two channels and an answer each time. */
export interface Told {
  readonly told: Progress;
  readonly by: Long;
}

/** EngineApi as it goes over the wire: nothing is handed over with a call but data. */
export interface RemoteApi extends Omit<EngineApi, Long | 'init'> {
  /** How to read the file that is open, where the worker cannot. Once, before the first file. */
  serve(read: ReadAt): void;
  inspect(file: OpenFile): Promise<Result<Report>>;
  hash(): Promise<Result<string>>;
  digest(): Promise<Result<Digests>>;
}

/** The worker's API: types only, imported by both threads. Failures are values: Comlink drops error fields. */
import type { Prose, ProsePart } from './report/prose.ts';
import type { ListedTensor } from './report/attachments.ts';
import type { Digests } from './report/compare/digests.ts';
import type { FolderFile } from './analyse/folder.ts';
import type { HubCopy, HubFolder, ListedFile } from './analyse/folder/hub.ts';
import type { Finding, Range, Report } from './report/schema.ts';

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
  /** The text of workers/rules/knowledge/classes.data.ts as raw deflate; null where the code carries it itself. */
  readonly classes: Uint8Array<ArrayBuffer> | null;
}

/** The first message to a worker: `init` as a plain message. */
export interface Begin {
  readonly begin: Supplies;
  readonly protocol: number;
}
/** The answer to it, as plain. */
export interface Begun {
  readonly begun: Result<EngineInfo>;
}

/** One worker holds one document. Cancel = terminate. */
export interface EngineApi {
  init(supplies: Supplies, protocol: number): Promise<Result<EngineInfo>>;
  /** `read` serves the bytes when the worker cannot read the File itself. */
  inspect(file: OpenFile, read: ReadAt, progress: (p: Progress) => void): Promise<Result<Report>>;
  /** What the open document's readers stated that other files of its folder have to agree with. */
  part(path: string): Promise<Result<FolderFile>>;
  /** What the files of a folder say about each other. `read` serves the bytes that are shown as evidence, by the file's name. */
  compare(folder: FolderParts, read: ReadFrom): Promise<Result<readonly Finding[]>>;
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

export type OpClass = 'call' | 'name' | 'text' | 'number' | 'container' | 'memo' | 'stack' | 'control';

/** Rows before and after a step, out to whole pages of so many rows. */
export interface Around {
  readonly before: number;
  readonly after: number;
  readonly pageSize: number;
}

export interface Landing {
  readonly step: number;
  readonly page: OpcodePage;
}

export interface OpcodePage {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly OpcodeRow[];
}

export interface OpcodeRow {
  readonly step: number;
  /** In the program's own source (the member), and in the dropped file when the bytes are stored there. */
  readonly offset: number;
  readonly fileOffset: number | null;
  readonly length: number;
  readonly code: number;
  readonly name: string;
  readonly class: OpClass;
  /** Decoded argument, or what is called / looked up. Text from the file is `{data}`. */
  readonly argument: Prose;
  /** Stack depth after the step, marks not counted. */
  readonly depth: number;
  /** Open MARKs before the step: the indent. */
  readonly marks: number;
}

export interface StackCell {
  /** 'text' 'number' 'name' 'tuple' 'list' 'dict' 'set' 'bytes' 'object' 'tensor' 'storage' 'mark' 'none' 'bool' 'unknown' */
  readonly kind: string;
  readonly text: Prose;
  /** Step that made it; null for marks. */
  readonly step: number | null;
  /** Taken by the selected step. */
  readonly taken: boolean;
}

export interface StepState {
  readonly step: number;
  readonly row: OpcodeRow;
  readonly depthBefore: number;
  readonly depthAfter: number;
  /** Top first; at most 64 cells of the stack before the step, MARKs included. */
  readonly stack: readonly StackCell[];
  /** Cells on top after the step that it left there, top first. */
  readonly left: readonly StackCell[];
  /** One sentence: what the step does. */
  readonly effect: Prose;
  readonly memoCount: number;
  /** At most 64 slots: those the step reads or writes first, then the latest written. */
  readonly memo: readonly MemoSlot[];
  readonly memoChanged: boolean;
}

export interface MemoSlot {
  readonly key: number;
  readonly text: Prose;
  readonly writtenAt: number;
  /** How often it is read in the whole program. */
  readonly reads: number;
  readonly touched: boolean;
}

export interface StepQuery {
  readonly from: number;
  readonly direction: 1 | -1;
  /** Opcode name, part of an argument (case-insensitive), or `0x…` offset; or a class of steps. */
  readonly text?: string;
  readonly class?: 'call' | 'name' | 'text';
}

export interface Profile {
  readonly points: readonly { readonly step: number; readonly depth: number }[];
  readonly maxDepth: number;
  /** Steps that push text. */
  readonly texts: number;
  /** Parts of the object the program builds, in order; empty when they are not known. */
  readonly sections: readonly ProgramSection[];
}

/** Steps [from, to) write what is under a key. Names are the file's own text. */
export interface ProgramSection {
  readonly from: number;
  readonly to: number;
  /** The keys on the way to it, joined by dots, and the last of them. */
  readonly name: string;
  readonly label: string;
}

/** What a piece of a line is, for its colour. */
export type TokenKind = 'plain' | 'word' | 'name' | 'import' | 'text' | 'number' | 'comment';

/** A piece of a line. `step` made the value it stands for: a call's result, a text, a container. */
export interface SourceToken {
  readonly part: ProsePart;
  readonly kind: TokenKind;
  readonly step: number | null;
}

export type LineKind = 'import' | 'call' | 'build' | 'method' | 'persistent' | 'value' | 'item' | 'end' | 'frame';

export interface SourceLine {
  /** Counted from 1, folded lines included. */
  readonly line: number;
  readonly kind: LineKind;
  readonly indent: number;
  readonly tokens: readonly SourceToken[];
  /** What the line leaves open: the full name that is called, how many entries there are. */
  readonly note: Prose;
  /** Its offset in the program's source, for people: `0x26`, inside a nested program `0x12+0x03`. */
  readonly at: string;
  /** Steps of the program that belong to it; null for lines of another engine or of a program inside this one. */
  readonly from: number | null;
  readonly to: number | null;
  /** The deciding opcode's bytes in the program's source; null when they do not stand there. */
  readonly bytes: Range | null;
  /** Other engines alone come here. */
  readonly elsewhere: boolean;
}

/** A line as it is shown while alike lines are folded. */
export interface SourceRow extends SourceLine {
  /** Lines that follow it and are folded away. */
  readonly hidden: number;
  /** How many groups of lines like the last `group` ones those are; 0 when the hidden lines are entries of a container. */
  readonly alike: number;
  readonly group: number;
  /** Last step of the hidden lines. */
  readonly hiddenTo: number | null;
  /** Why the line stands alone among alike ones; null when it does not. */
  readonly alone: Prose | null;
}

export interface SourcePage {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly SourceRow[];
}

export interface SourcePlace {
  readonly line: number;
  /** The row it is in, perhaps folded away. */
  readonly row: number;
}

export interface SourceSummary {
  readonly lines: number;
  readonly rows: number;
  /** What could not be shown as lines; null when everything is. */
  readonly limit: Prose | null;
  readonly engines: readonly EngineView[];
}

/** How one unpickler fares with the program. */
export interface EngineView {
  readonly id: string;
  readonly name: string;
  /** Offset from which on it does something else than the first; null when it never does. */
  readonly differs: number | null;
  /** Where it stops: after STOP, or at the opcode that fails. */
  readonly end: number;
  /** What it raises there; null when it reaches STOP. */
  readonly failure: Prose | null;
}

export interface TensorRow {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  /** Range in the dropped file; null when unknown or inside compressed data. */
  readonly place: Range | null;
  readonly storage: string;
  /** Something about it does not fit: out of bounds, missing record… */
  readonly problem: Prose | null;
}

export interface TensorPage {
  readonly first: number;
  readonly total: number;
  readonly rows: readonly TensorRow[];
}

/**
 * The Report: one versioned JSON document. Views, links and exports show it; nothing is judged after it.
 * Deterministic: the same bytes and the same rules give the same document, byte for byte. No timestamps, no durations.
 */
import type { Callee, Card, LeftOut, TensorSummary } from './attachments.ts';
import type { FileText, Prose } from './prose.ts';

export type { TensorSummary };

export const SCHEMA = 1;

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'note';
/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'note'];

/** What loading does. `nothing-runs` is only ever given together with status `complete`. */
export type Verdict = 'runs-code' | 'can-run-code' | 'review' | 'nothing-runs' | 'not-known';
/** How much of the file was understood. */
export type Status = 'complete' | 'partial' | 'failed';

/** Half-open: [offset, offset + length), in bytes. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** Where a fact is: names from the dropped file inwards, the range inside the innermost one, and the same bytes in the dropped file. */
export interface Place extends Range {
  readonly path: readonly string[];
  /** Ranges in the dropped file, of Base64 its digits; null when the bytes only exist after decompression. */
  readonly file: readonly Range[] | null;
}

export interface Report {
  readonly schema: typeof SCHEMA;
  readonly engine: { readonly name: 'vitrine'; readonly version: string };
  readonly rules: { readonly version: string; readonly hash: string; readonly count: number };
  readonly file: FileIdentity;
  readonly status: Status;
  readonly verdict: Verdict;
  readonly summary: Summary;
  /** Sorted: worst severity first, then by place. */
  readonly findings: readonly Finding[];
  readonly loaders: readonly LoaderOutcome[];
  readonly tree: Artifact;
  readonly coverage: Coverage;
  readonly programs: readonly Program[];
  readonly tensors: TensorSummary | null;
  /** What the file says about itself; absent when it says nothing. */
  readonly metadata?: Metadata;
  /** Chat templates, the first few; absent when there is none. */
  readonly templates?: readonly Template[];
  /**
   * What was not understood, every limit that was hit, every reader that gave up. Non-empty means status is not `complete`:
   * also where a file just stops, every byte of it read.
   */
  readonly problems: readonly Problem[];
  /** A folder dropped as one: a report per file. Absent for a single file. */
  readonly files?: readonly Report[];
  /** What the rules of the findings are about, sorted by id. A link carries none. */
  readonly cards?: readonly Card[];
  /** What a link could not carry. Absent in a report that is whole. */
  readonly leftOut?: LeftOut;
}

export interface FileIdentity {
  /** As given by the user; text from outside. */
  readonly path: string;
  readonly size: number;
  /** Lower-case hex; null until it is computed. */
  readonly sha256: string | null;
  /** Content type found, as a registry key of identify/, e.g. `torch-zip`, `pickle`; null when nothing matched. */
  readonly format: string | null;
  /** The same for people: "PyTorch checkpoint (ZIP)". */
  readonly formatName: string;
}

/** The banner. */
export interface Summary {
  /** One sentence: what loading does. */
  readonly headline: Prose;
  /** The exact call, when there is one: `os.system("…")`. */
  readonly call: Prose | null;
  readonly certainty: Certainty | null;
  readonly detail: Prose;
}

export interface Certainty {
  readonly word: 'Certain' | 'Likely' | 'Possible';
  readonly reason: Prose;
}

export interface Finding {
  /** Unique in the report and stable between runs: `<rule>@<path joined by !>:<hex offset>`. */
  readonly id: string;
  /** Rule id, e.g. `pickle.call.process`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: Prose;
  /** One line: where. */
  readonly where: Prose;
  /** One line of the decoded fact: `REDUCE os.system("…")`. */
  readonly snippet: Prose;
  readonly place: Place;
  /** What would happen, and when. */
  readonly what: Prose;
  readonly certainty: Certainty;
  /** What to do, each an action. */
  readonly todo: readonly Prose[];
  readonly evidence: Evidence;
  /** Reference ids, resolved by report/references.ts: `AML.T0011.000`, `CWE-502`, `CVE-2025-32434`. */
  readonly references: readonly string[];
  /** How many alike facts this finding stands for (1 = just this one). */
  readonly count: number;
}

export type Evidence =
  /** A step of a pickle program. `from`/`to` are the first and last step that belong to it, `step` the deciding one. */
  | {
      readonly kind: 'program';
      readonly program: number;
      readonly step: number;
      readonly from: number;
      readonly to: number;
      /** Pseudo-Python of these steps, one line each; never valid to run. `hit` marks the deciding one. */
      readonly lines: readonly { readonly text: Prose; readonly hit: boolean }[];
      /** Opcodes around the deciding step. */
      readonly opcodes: readonly OpcodeLine[];
      /** Up to 160 bytes around the deciding byte, as they are in the innermost source. */
      readonly bytes: HexBlock;
    }
  | { readonly kind: 'bytes'; readonly bytes: HexBlock }
  /** Two readings of the same bytes. */
  | {
      readonly kind: 'compare';
      readonly rows: readonly { readonly label: string; readonly left: Prose; readonly right: Prose }[];
      readonly leftLabel: string;
      readonly rightLabel: string;
      readonly bytes: HexBlock | null;
    };

export interface OpcodeLine {
  readonly step: number;
  /** In the innermost source. */
  readonly offset: number;
  readonly name: string;
  readonly argument: Prose;
  /** "calls the function" */
  readonly note: string;
  readonly hit: boolean;
}

export interface HexBlock {
  /** Offset of the first byte, in the innermost source of the finding's place. */
  readonly offset: number;
  /** Lower-case hex, two digits a byte. */
  readonly hex: string;
  readonly marks: readonly Range[];
  /** The deciding byte or bytes. */
  readonly hit: Range;
}

export type Outcome =
  | 'runs' /* Runs it */
  | 'refuses' /* by design */
  | 'fails' /* by accident: not protection */
  | 'loads' /* loads, nothing runs */
  | 'unknown';

export interface LoaderOutcome {
  /** Stable id: `torch.load<2.6`. */
  readonly id: string;
  /** `torch.load(f)` */
  readonly call: string;
  /** "PyTorch 2.5 and older" */
  readonly detail: string;
  readonly outcome: Outcome;
  readonly reason: Prose;
  /** The place that decides. */
  readonly at: Place | null;
  /** Code ran before it refused or failed: effects stand. */
  readonly ranBefore: boolean;
}

export type ByteKind = 'program' | 'weights' | 'text' | 'structure' | 'padding' | 'compressed' | 'unclaimed';

export interface Coverage {
  readonly size: number;
  /** Bytes that some reader explains. 100 % = size. */
  readonly accounted: number;
  /** Bytes that were read from the file to say all this (before hashing). */
  readonly read: number;
  /** Sorted, gapless over [0, size). Alike neighbours may be folded, see `parts`. */
  readonly segments: readonly Segment[];
}

export interface Segment extends Range {
  readonly kind: ByteKind;
  readonly label: string;
  /** Artifact that owns it. */
  readonly artifact: number;
  /** How many neighbours this segment stands for. */
  readonly parts: number;
}

/** A node of the container tree. */
export interface Artifact {
  readonly id: number;
  /** Name as written; text from the file. */
  readonly name: string;
  readonly kind: ByteKind;
  readonly format: string | null;
  readonly size: number;
  readonly place: Place;
  /** Worst severity of findings in here or below. */
  readonly worst: Severity | null;
  readonly children: readonly Artifact[];
  /** Children left out, because there are too many to carry. */
  readonly omitted: number;
}

/** One pickle stream. */
export interface Program {
  readonly id: number;
  readonly name: string;
  readonly place: Place;
  readonly steps: number;
  readonly calls: number;
  readonly imports: number;
  readonly maxDepth: number;
  readonly memo: number;
  readonly protocol: number;
  readonly ending:
    { readonly kind: 'stop' } | { readonly kind: 'failed'; readonly offset: number; readonly reason: Prose };
  /** Distinct names it imports, effective spelling, sorted. At most 1,000. */
  readonly names: readonly string[];
  /** What it calls and how often, by name as written, sorted. At most 1,000. Absent in reports of older versions. */
  readonly callees?: readonly Callee[];
  /** SHA-256 of its bytes, lower-case hex; absent when it is too long to be hashed unasked. */
  readonly sha256?: string;
}

export interface Metadata {
  /** In the order of the file. */
  readonly entries: readonly MetadataEntry[];
  /** Entries left out, because there are too many to carry. */
  readonly omitted: number;
}

export interface MetadataEntry {
  readonly key: FileText;
  /** As the format calls it: `string`, `u32`, `array of 32000 string`. */
  readonly type: string;
  readonly value: Prose;
  readonly place: Place;
}

/** A template that makes a prompt of a conversation (Jinja). Lists of names are capped. */
export interface Template {
  /** `default`, or the name it is chosen by. */
  readonly name: FileText;
  /** What it stands in: a value of a GGUF file, JSON, or a file of its own. */
  readonly holder: 'gguf' | 'json' | 'file';
  readonly place: Place;
  readonly source: FileText;
  /** Variables it takes from whoever renders it. */
  readonly reads: readonly FileText[];
  /** Functions it calls that it does not define, besides `range`, `namespace` and `dict`. */
  readonly calls: readonly FileText[];
  readonly filters: readonly FileText[];
  /** It includes, imports or extends other templates. */
  readonly loads: boolean;
  /** What ordinary templates do not do; findings tell it. */
  readonly beyond: readonly { readonly kind: string; readonly shown: FileText; readonly place: Place }[];
  /** The same conversation always makes the same prompt: no clock, no chance. */
  readonly steady: boolean;
  /** Where reading it stopped, and why. */
  readonly stop: { readonly place: Place; readonly what: Prose } | null;
  readonly preview: TemplatePreview;
}

/** The prompt a sample conversation becomes, rendered by an interpreter that reaches nothing. */
export interface TemplatePreview {
  readonly conversation: readonly { readonly role: string; readonly content: string }[];
  /** As far as it was rendered. */
  readonly output: FileText;
  /** Why rendering ended before the template did. */
  readonly stop: {
    readonly kind: 'limit' | 'raised' | 'refused' | 'unknown' | 'mistake';
    readonly what: Prose;
  } | null;
}

export interface Problem {
  readonly kind: 'limit' | 'malformed' | 'unsupported' | 'reader-failed' | 'unreadable' | 'unclaimed';
  readonly place: Place;
  readonly what: Prose;
}

import type { Fact, PickleFact } from '../facts.ts';
import type { Interpretation } from '../formats/pickle/semantics/interpret.ts';
import type { PickleEvent } from '../formats/pickle/trace.ts';
import type { Prose } from '../report/prose.ts';
import type { Certainty, Place, Severity } from '../report/schema.ts';
import type { Need } from '../loaders/weights-needs.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { Exposure } from './exposure.ts';
import type { Dangerous } from './knowledge/capability.ts';

/** What a rule is, for people. Every field is required; a test fails on an empty one. */
export interface RuleCard {
  /** `family.topic.detail` */
  readonly id: string;
  readonly title: string;
  readonly means: Prose;
  readonly happens: Prose;
  readonly how: Prose;
  readonly todo: readonly Prose[];
  readonly falseAlarm: Prose;
  /** ATLAS, CWE, CVE ids that exist in report/references.ts. */
  readonly references: readonly string[];
}

/** A pickle with what it means: one interpretation per engine that reads it differently. */
export interface Program {
  readonly fact: PickleFact;
  readonly interpretations: readonly Interpretation[];
  readonly exposure: Exposure;
  /** What torch’s restricted unpickler reads where a PROTO above 5 ends all others (loaders/weights-protocol.ts). */
  readonly pastProtocol?: readonly Need[];
}

export interface RuleInput {
  readonly facts: readonly Fact[];
  readonly programs: readonly Program[];
  /** Key of identify/formats.ts; null when nothing matched. */
  readonly format: string | null;
}

/** What a finding shows; the bytes and opcodes come when the report is built. */
export type EvidenceRequest =
  | {
      readonly kind: 'step';
      readonly program: number;
      readonly event: PickleEvent;
      readonly lines: readonly { readonly text: Prose; readonly hit: boolean }[];
    }
  | { readonly kind: 'bytes'; readonly source: ByteSource; readonly offset: number; readonly length: number }
  /** Bytes of the dropped file or member a place is in. */
  | { readonly kind: 'place' }
  | {
      readonly kind: 'compare';
      readonly rows: readonly { readonly label: string; readonly left: Prose; readonly right: Prose }[];
      readonly leftLabel: string;
      readonly rightLabel: string;
    };

/** A finding before its evidence is read. */
export interface Draft {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: Prose;
  readonly where: Prose;
  readonly snippet: Prose;
  readonly place: Place;
  readonly what: Prose;
  readonly certainty: Certainty;
  readonly count: number;
  readonly evidence: EvidenceRequest;
  /** For the banner: what loading would do, as a verb phrase, and the call that does it. */
  readonly effect?: {
    readonly capability: Dangerous | 'DESERIALIZE' | 'UNKNOWN';
    readonly would: string;
    readonly call: Prose;
    /** What has to be done with the file before that: "when somebody extracts …". Absent when loading it is enough. */
    readonly when?: string;
  };
}

/** A pure function from facts to findings, and the cards of every rule id it can give. */
export interface Rule {
  readonly cards: readonly RuleCard[];
  apply(input: RuleInput): readonly Draft[];
}

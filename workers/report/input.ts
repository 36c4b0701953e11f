import type { ArtifactTree } from '../analyse/artifact.ts';
import type { Session } from '../analyse/session.ts';
import type { Fact } from '../facts.ts';
import type { Coverage, FileIdentity } from './schema.ts';

/** What the reading side hands over for one file: `buildReport(input)` turns it into a Report. */
export interface ReportInput {
  readonly file: FileIdentity;
  /** In the order readers stated them, which is always the same for the same bytes. Problems are among them. */
  readonly facts: readonly Fact[];
  readonly tree: ArtifactTree;
  readonly coverage: Coverage;
  /** For evidence: bytes around a place (`session.sourceAt(path)`), opcodes around a step (`session.replay(program)`). */
  readonly session: Session;
}

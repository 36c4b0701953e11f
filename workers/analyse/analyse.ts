import type { Fact, IdentityFact } from '../facts.ts';
import { LIMITS } from '../limits.ts';
import type { Coverage } from '../report/schema.ts';
import { placeIn } from '../source/byte-source.ts';
import { foldSegments } from '../source/fold.ts';
import type { RootSource } from '../source/sources.ts';
import type { Engine } from '../wasm/engine.ts';
import { type ArtifactTree, newNode, treeOf } from './artifact.ts';
import { inspectScope } from './inspect-scope.ts';
import { type OnProgress, Run } from './run.ts';
import { Scope } from './scope.ts';
import { Session } from './session.ts';

/** Everything the readers say about one file, before anything is judged. */
export interface Analysis {
  readonly facts: readonly Fact[];
  readonly tree: ArtifactTree;
  readonly coverage: Coverage;
  /** What the file is, by its content. */
  readonly format: string | null;
  readonly formatName: string;
  /** Keeps sources, programs and tensors for those who look closer. */
  readonly session: Session;
}

/** Reads one file. Rejects with SourceError when the host cannot deliver its bytes, never for what the bytes are. */
export async function analyse(
  source: RootSource,
  engine: Engine,
  onProgress: OnProgress = () => undefined,
  passwords: readonly string[] = [],
): Promise<Analysis> {
  const run = new Run(engine, source.size, onProgress, passwords);
  run.progress('identify', 0);
  const scope = Scope.root(run, source);
  await inspectScope(scope);
  run.close(placeIn(source, 0, source.size));
  const identity = run.facts.find((fact): fact is IdentityFact => fact.kind === 'identity');
  return {
    facts: run.facts,
    tree: treeOf(scope.node ?? newNode(0, source, 'structure')),
    coverage: {
      size: source.size,
      accounted: scope.claims.accounted,
      read: source.bytesRead,
      segments: foldSegments(scope.claims.segments(scope.artifact), LIMITS.segments),
    },
    format: identity === undefined || identity.format === 'unknown' ? null : identity.format,
    formatName: identity?.formatName ?? 'Unknown content',
    session: new Session(run),
  };
}

import type { Fact, ProblemFact } from '../facts.ts';
import { LIMITS } from '../limits.ts';
import type { Prose } from '../report/prose.ts';
import type { ByteKind, Range } from '../report/schema.ts';
import { type ByteSource, placeIn } from '../source/byte-source.ts';
import { Claims } from '../source/coverage.ts';
import { RangeSet } from '../source/range-set.ts';
import { type ArtifactNode, newNode } from './artifact.ts';
import type { Run } from './run.ts';

/**
 * One artifact being read: the dropped file, or something inside it. Readers get one and nothing else: through it they
 * read bytes, claim them, state facts and open what is inside.
 */
export class Scope {
  readonly run: Run;
  readonly source: ByteSource;
  readonly depth: number;
  readonly claims: Claims;
  /** From here on a loader reads on, and nobody knows how: what is found there may be what it runs. */
  lostAt: number | null = null;
  readonly #parent: Scope | null;
  /** Where it lies in its parent; null when its bytes only exist after decompression. */
  readonly #base: number | null;
  /** Null while the report has no room for it: then it speaks as its parent. */
  #node: ArtifactNode | null;
  /** What children answer for. */
  readonly #delegated = new RangeSet();

  private constructor(run: Run, source: ByteSource, parent: Scope | null, base: number | null, kind: ByteKind) {
    this.run = run;
    this.source = source;
    this.#parent = parent;
    this.#base = base;
    this.depth = parent === null ? 1 : parent.depth + 1;
    this.claims = new Claims(source.size);
    this.#node = parent === null || parent.#hasRoom() ? this.#newNode(kind) : null;
  }

  static root(run: Run, source: ByteSource): Scope {
    return new Scope(run, source, null, 0, 'structure');
  }

  /** Something inside. `base` is where it starts in this source, null when it was decompressed. */
  child(source: ByteSource, base: number | null, kind: ByteKind): Scope {
    if (base !== null) this.#delegated.add(base, source.size);
    return new Scope(this.run, source, this, base, kind);
  }

  /** Id of the artifact it speaks as. */
  get artifact(): number {
    return this.#node?.id ?? this.#parent?.artifact ?? 0;
  }

  /** Null when it speaks as its parent. */
  get node(): ArtifactNode | null {
    return this.#node;
  }

  /** Makes sure that the report shows it, room or not: it holds a program. */
  keep(): void {
    if (this.#node !== null) return;
    this.#parent?.keep();
    this.#node = this.#newNode('structure');
    if (this.#parent?.node != null) this.#parent.node.omitted -= 1;
  }

  get canNest(): boolean {
    return this.depth < LIMITS.depth;
  }

  state(fact: Fact): void {
    this.run.state(fact);
  }

  problem(problem: ProblemFact['problem'], offset: number, length: number, what: Prose): void {
    this.state({ kind: 'problem', at: placeIn(this.source, offset, length), problem, what });
  }

  /** Returns what others claimed before. */
  claim(range: Range, kind: ByteKind, label: string): readonly Range[] {
    return this.claims.claim(range, kind, label, this.artifact);
  }

  describe(format: string | null, kind: ByteKind): void {
    if (this.#node === null) return;
    this.#node.format = format;
    this.#node.kind = kind;
  }

  /** What neither this scope nor a child explains or answers for. */
  open(): readonly Range[] {
    const answered = new RangeSet();
    for (const { offset, length } of this.#delegated.ranges()) answered.add(offset, length);
    for (const { offset, length } of this.claims.covered()) answered.add(offset, length);
    return answered.gaps(this.source.size);
  }

  /** Hands the claims over to the parent, which they are part of. Call once, when all is read. */
  close(): void {
    if (this.#parent === null || this.#base === null) return;
    for (const { offset, length, kind, label, artifact } of this.claims.pieces()) {
      this.#parent.claims.claim({ offset: this.#base + offset, length }, kind, label, artifact);
    }
  }

  #hasRoom(): boolean {
    if (this.#node === null) return false;
    const room = this.#node.children.length < LIMITS.children && this.run.sources.length < LIMITS.artifacts;
    if (room) return true;
    this.#node.omitted += 1;
    return false;
  }

  #newNode(kind: ByteKind): ArtifactNode {
    const node = newNode(this.run.newArtifact(this.source), this.source, kind);
    this.#parent?.node?.children.push(node);
    return node;
  }
}

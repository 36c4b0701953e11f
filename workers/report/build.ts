import type { ArtifactTree } from '../analyse/artifact.ts';
import type { Fact, ProblemFact, TorchFact } from '../facts.ts';
import { failureText, isOurLimit } from '../formats/pickle/failures.ts';
import { type InterpretDeps, interpretAll } from '../formats/pickle/semantics/children.ts';
import type { Interpretation } from '../formats/pickle/semantics/interpret.ts';
import { loaderMatrix } from '../loaders/matrix.ts';
import { needsPastProtocol } from '../loaders/weights-protocol.ts';
import { isDangerous } from '../rules/joblib/misreading.ts';
import { exposureOf } from '../rules/exposure.ts';
import { CARDS, RULES } from '../rules/registry.ts';
import type { Draft, Program as JudgedProgram, RuleInput } from '../rules/rule.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Card } from './attachments.ts';
import { attach, type EvidenceProvider } from './evidence.ts';
import { programsOf } from './programs.ts';
import { hashesOf } from './program-hashes.ts';
import { tensorsOf } from './tensors.ts';
import { metadataOf, templatesOf } from './contents.ts';
import { foldAlike } from './fold.ts';
import { rulesIdentity } from './identity.ts';
import { prose } from './prose.ts';
import {
  type Artifact,
  type Coverage,
  type FileIdentity,
  type Finding,
  type Problem,
  type Report,
  SCHEMA,
  SEVERITIES,
  type Severity,
} from './schema.ts';
import { statusOf, summaryOf, verdictOf } from './verdict.ts';
import { ENGINE_VERSION } from './version.ts';

/** What the readers found (analyse/analyse.ts). */
export interface BuildInput {
  readonly facts: readonly Fact[];
  readonly tree: ArtifactTree;
  readonly coverage: Coverage;
  readonly format: string | null;
  readonly formatName: string;
  readonly file: {
    readonly path: string;
    readonly size: number;
    /** Waited for when all else is done. */
    readonly sha256: string | null | Promise<string | null>;
  };
}

export interface BuildDeps extends InterpretDeps {
  readonly evidence: EvidenceProvider;
  /** SHA-256, lower-case hex. Without it programs are not hashed. */
  readonly sha256?: (bytes: Uint8Array) => Promise<string>;
  /** Findings so far, while evidence is read. */
  readonly onFindings?: (count: number) => void;
}

/** Findings with evidence; more are folded into one note and a limit. */
const MAX_FINDINGS = 200;

/** Judges facts and writes the report. Same facts, same report. */
export async function buildReport(input: BuildInput, deps: BuildDeps): Promise<Report> {
  return write(input, await interpretPrograms(input, deps), deps);
}

/** Findings of facts that belong to no single file: those of a folder. */
export async function judgeFacts(facts: readonly Fact[], evidence: EvidenceProvider): Promise<Finding[]> {
  const drafts = foldAlike(RULES.flatMap((rule) => rule.apply({ facts, programs: [], format: null })).sort(byWeight));
  return withEvidence(drafts.slice(0, MAX_FINDINGS), { evidence });
}

async function interpretPrograms({ facts, format }: BuildInput, deps: InterpretDeps): Promise<JudgedProgram[]> {
  const torch = facts.filter((fact): fact is TorchFact => fact.kind === 'torch');
  const programs: JudgedProgram[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'pickle') continue;
    const all = await interpretAll(fact.traces, fact.source, deps);
    const interpretations = all.filter((one) => one.trace.misread !== true || isDangerous(one));
    const traces = fact.traces.filter((trace) => interpretations.some((one) => one.trace === trace));
    const pastProtocol = await needsPastProtocol(traces, fact.source, deps.read);
    const program = { fact: { ...fact, traces }, interpretations, exposure: exposureOf(fact, torch, format) };
    programs.push(pastProtocol === null ? program : { ...program, pastProtocol });
  }
  return programs;
}

async function write(input: BuildInput, programs: readonly JudgedProgram[], deps: BuildDeps): Promise<Report> {
  // Begun first: it goes on beside the rest.
  const hashes = hashesOf(programs, input.file, deps.sha256);
  hashes.catch(() => undefined);
  const facts: readonly Fact[] = [...input.facts, ...programs.flatMap((program) => problemsOf(program))];
  const ruleInput: RuleInput = { facts, programs, format: input.format };
  const all = foldAlike(RULES.flatMap((rule) => rule.apply(ruleInput)).sort(byWeight));
  const drafts = all.slice(0, MAX_FINDINGS);
  const limit = all.length > MAX_FINDINGS ? [omitted(all.length - MAX_FINDINGS, input)] : [];
  const problems = [...facts.flatMap((fact) => (fact.kind === 'problem' ? [problemOf(fact)] : [])), ...limit].sort(
    byPlace,
  );
  const status = statusOf(problems, input.coverage);
  const verdict = verdictOf(all, status);
  const loaders = loaderMatrix(ruleInput);
  const findings = await withEvidence(drafts, deps);
  const metadata = metadataOf(facts);
  const templates = templatesOf(facts);
  const sha256 = await input.file.sha256;
  const file: FileIdentity = { ...input.file, sha256, format: input.format, formatName: input.formatName };
  return {
    schema: SCHEMA,
    engine: { name: 'vitrine', version: ENGINE_VERSION },
    rules: rulesIdentity(),
    file,
    status,
    verdict,
    summary: summaryOf({
      verdict,
      status,
      drafts: all,
      loaders,
      facts,
      format: input.format,
      formatName: input.formatName,
      coverage: input.coverage,
    }),
    findings,
    loaders,
    tree: withWorst(input.tree, all),
    coverage: input.coverage,
    programs: programsOf(programs, await hashes),
    tensors: tensorsOf(facts),
    ...(metadata === undefined ? {} : { metadata }),
    ...(templates === undefined ? {} : { templates }),
    problems,
    cards: cardsOf(findings),
  };
}

function cardsOf(findings: readonly Finding[]): Card[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort(compare).flatMap((rule) => {
    const card = CARDS.get(rule);
    if (card === undefined) return [];
    const { id, title, means, happens, how, falseAlarm } = card;
    return [{ id, title, means, happens, how, falseAlarm }];
  });
}

/** Worst first, then by rule family, then by place: the same order every time. */
function byWeight(a: Draft, b: Draft): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    (a.effect === undefined ? 1 : 0) - (b.effect === undefined ? 1 : 0) ||
    compare(a.place.path.join('!'), b.place.path.join('!')) ||
    a.place.offset - b.place.offset ||
    compare(a.rule, b.rule)
  );
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compare(a.place.path.join('!'), b.place.path.join('!')) ||
    a.place.offset - b.place.offset ||
    compare(a.kind, b.kind)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What interpreting could not follow, and programs no loader gets to the end of. */
function problemsOf(program: JudgedProgram): ProblemFact[] {
  const { fact, interpretations, exposure } = program;
  const unfinished = interpretations.flatMap(({ source, unfinished: list }: Interpretation) =>
    list.map((one): ProblemFact => ({
      kind: 'problem',
      problem: 'limit',
      at: placeIn(source, one.offset, 1),
      what: one.what,
    })),
  );
  const isGuess = exposure === 'unopened' || exposure === 'weights';
  const [first] = fact.traces;
  if (isGuess || first?.ending.kind !== 'failed' || fact.traces.some((trace) => trace.ending.kind === 'stop'))
    return unfinished;
  const { offset, code: failure } = first.ending;
  if (isOurLimit(failure)) return unfinished;
  const what = prose`The pickle program breaks off: ${failureText(failure)}. What would have come after it is not known.`;
  return [...unfinished, { kind: 'problem', problem: 'malformed', at: placeIn(fact.source, offset, 1), what }];
}

function problemOf({ problem, at, what }: ProblemFact): Problem {
  return { kind: problem, place: at, what };
}

function omitted(count: number, input: BuildInput): Problem {
  const { place } = input.tree;
  return { kind: 'limit', place, what: prose`${count} more findings are not listed one by one.` };
}

async function withEvidence(
  drafts: readonly Draft[],
  deps: Pick<BuildDeps, 'evidence' | 'onFindings'>,
): Promise<Finding[]> {
  const ids = new Map<string, number>();
  const findings: Finding[] = [];
  for (const draft of drafts) {
    const { evidence, aside } = await attach(draft, deps.evidence);
    const card = CARDS.get(draft.rule);
    findings.push({
      id: idOf(draft, ids),
      rule: draft.rule,
      severity: draft.severity,
      title: draft.title,
      where: draft.where,
      snippet: draft.snippet,
      place: draft.place,
      what: [...draft.what, ...aside],
      certainty: draft.certainty,
      todo: card?.todo ?? [],
      evidence,
      references: card?.references ?? [],
      count: draft.count,
    });
    deps.onFindings?.(findings.length);
  }
  return findings;
}

/** `<rule>@<path joined by !>:<hex offset>`, and a number when one place has several. */
function idOf({ rule, place }: Draft, seen: Map<string, number>): string {
  const id = `${rule}@${place.path.join('!')}:${place.offset.toString(16)}`;
  const count = (seen.get(id) ?? 0) + 1;
  seen.set(id, count);
  return count === 1 ? id : `${id}#${count.toString()}`;
}

/** The worst finding in or below each part of the tree. */
function withWorst(tree: ArtifactTree, drafts: readonly Draft[]): Artifact {
  const children = tree.children.map((child) => withWorst(child, drafts));
  const here = drafts.flatMap(({ place, severity }) => (isAt(place.path, tree.place.path) ? [severity] : []));
  for (const { worst } of children) if (worst !== null) here.push(worst);
  return { ...tree, children, worst: worstAmong(here) };
}

function worstAmong(severities: readonly Severity[]): Severity | null {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? null;
}

/** The same place, or inside something that has no artifact of its own (a pickle in a pickle). */
function isAt(path: readonly string[], artifact: readonly string[]): boolean {
  return path.length >= artifact.length && artifact.every((part, i) => path[i] === part);
}

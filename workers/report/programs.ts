import type { PickleFact } from '../facts.ts';
import { failureText } from '../formats/pickle/failures.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import type { Ref } from '../formats/pickle/value.ts';
import { globalOf } from '../formats/torch/values.ts';
import type { Program as JudgedProgram } from '../rules/rule.ts';
import type { Callee } from './attachments.ts';
import { MAX_FILE_TEXT, prose } from './prose.ts';
import type { Program } from './schema.ts';

/** Names a program lists. */
const MAX_NAMES = 1000;
const MAX_CALLEES = 1000;
/** Bytes of one program, and of all in one file, that are hashed for every report. */
const MAX_PROGRAM = 1 << 20;
const MAX_PROGRAMS = 16 << 20;

/** The programs of a report. Without `sha256` they are not hashed. */
export async function programsOf(
  programs: readonly JudgedProgram[],
  sha256?: (bytes: Uint8Array) => string,
): Promise<Program[]> {
  const hashes = sha256 === undefined ? null : new ProgramHashes(sha256);
  const out: Program[] = [];
  for (const judged of programs) {
    const hash = (await hashes?.of(judged.fact)) ?? null;
    out.push(hash === null ? programOf(judged) : { ...programOf(judged), sha256: hash });
  }
  return out;
}

function programOf({ fact, interpretations }: JudgedProgram): Program {
  const [trace] = fact.traces;
  const names = [...new Set(interpretations.flatMap(({ names: list }) => list.map(({ full }) => full)))].sort(compare);
  return {
    id: fact.id,
    name: nameOf(fact),
    place: fact.at,
    steps: trace?.steps ?? 0,
    calls: countOf(fact, 'call'),
    imports: countOf(fact, 'import'),
    maxDepth: trace?.maxDepth ?? 0,
    memo: trace?.memoCount ?? 0,
    protocol: trace?.protocol ?? 0,
    ending:
      trace?.ending.kind === 'failed'
        ? { kind: 'failed', offset: trace.ending.offset, reason: prose`${failureText(trace.ending.code)}` }
        : { kind: 'stop' },
    names: names
      .slice(0, MAX_NAMES)
      .map((name) => (name.length > MAX_FILE_TEXT ? `${name.slice(0, MAX_FILE_TEXT)}…` : name)),
    callees: trace === undefined ? [] : calleesOf(trace),
  };
}

function nameOf({ source, index }: PickleFact): string {
  return index === 0 ? source.name : `${source.name}, stream ${(index + 1).toString()}`;
}

function countOf({ traces }: PickleFact, kind: 'call' | 'import'): number {
  const trace = traces[0];
  let count = 0;
  for (let i = 0; i < (trace?.events ?? 0); i++) if (trace?.event(i).kind === kind) count += 1;
  return count;
}

/** What a program calls, by name as written. The value that is called mostly comes from the memo, so it is looked at once. */
function calleesOf(trace: Trace): readonly Callee[] {
  const byRef = new Map<Ref, number>();
  const counts = new Map<string, number>();
  const name = (): void => {
    for (const [ref, count] of byRef) {
      const called = (globalOf(trace, ref)?.join('.') ?? '').slice(0, MAX_FILE_TEXT);
      counts.set(called, (counts.get(called) ?? 0) + count);
    }
    byRef.clear();
  };
  for (let i = 0; i < trace.events; i++) {
    const { kind, target } = trace.event(i);
    if (kind !== 'call') continue;
    byRef.set(target, (byRef.get(target) ?? 0) + 1);
    // A program may look its names up again for each call.
    if (byRef.size >= MAX_REFS) name();
  }
  name();
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => compare(a.name, b.name))
    .slice(0, MAX_CALLEES);
}

/** Values that are called, before they are counted by name. */
const MAX_REFS = 65_536;

/** Hashes short programs; null for one that is too long, or that comes after too many others. */
class ProgramHashes {
  readonly #hash: (bytes: Uint8Array) => string;
  #left = MAX_PROGRAMS;

  constructor(hash: (bytes: Uint8Array) => string) {
    this.#hash = hash;
  }

  async of({ source, at: { offset, length } }: PickleFact): Promise<string | null> {
    if (length > MAX_PROGRAM || length > this.#left) return null;
    this.#left -= length;
    const bytes = await source.read(offset, length);
    return bytes.length === length ? this.#hash(bytes) : null;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Analysis } from '../analyse/analyse.ts';
import type { Fact, PickleFact } from '../facts.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { EvidenceProvider } from './evidence.ts';

/** Evidence straight from what an analysis keeps. */
export function sessionEvidence({
  facts,
  tree,
  session,
}: Pick<Analysis, 'facts' | 'tree' | 'session'>): EvidenceProvider {
  const sources = new Map<string, ByteSource>();
  for (const fact of facts) if (fact.kind === 'pickle') sources.set(fact.source.path.join('\0'), fact.source);
  const open = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const source = session.source(node.id);
    if (source !== null) sources.set(source.path.join('\0'), source);
    open.push(...node.children);
  }
  return {
    opcodes: async (program, from, to) => (await session.replay(program)?.opcodes(from, to - from + 1))?.rows ?? [],
    opcodesBefore: opcodesBefore(facts, session),
    source: ({ path }) => sources.get(path.join('\0')) ?? null,
  };
}

/** Opcodes that 64 bytes can hold. */
const SHOWN = 64;

/** Finds the opcodes before a place in one of the analysis' programs. */
export function opcodesBefore(
  facts: readonly Fact[],
  session: Analysis['session'],
): NonNullable<EvidenceProvider['opcodesBefore']> {
  const programs = new Map<string, PickleFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'pickle') continue;
    const key = fact.source.path.join('\0');
    const known = programs.get(key);
    if (known === undefined) programs.set(key, [fact]);
    else known.push(fact);
  }
  return async (path, offset) => {
    const isIn = ({ at }: PickleFact): boolean => offset >= at.offset && offset < at.offset + at.length;
    const program = programs.get(path.join('\0'))?.find(isIn);
    if (program === undefined) return null;
    const replay = session.replay(program.id);
    const step = (await replay?.stepAt(offset)) ?? null;
    if (replay === null || step === null) return [];
    const first = Math.max(0, step - SHOWN);
    return (await replay.rawRows(first, step - first + 1)).map((row) => row.offset);
  };
}

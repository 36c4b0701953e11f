import type { Analysis } from '../analyse/analyse.ts';
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
    source: ({ path }) => sources.get(path.join('\0')) ?? null,
  };
}

import { knowledgeText } from '../rules/knowledge/lookup.ts';
import { CARDS, RULES_VERSION } from '../rules/registry.ts';
import type { Report } from './schema.ts';

export const ENGINE_VERSION = '0.1.0';

let rules: Report['rules'] | null = null;

/** Version, hash and number of the rules: same hash, same judgement. */
export function rulesIdentity(): Report['rules'] {
  rules ??= {
    version: RULES_VERSION,
    hash: hashOf(JSON.stringify([...CARDS.values()]) + knowledgeText()),
    count: CARDS.size,
  };
  return rules;
}

/** 64-bit FNV-1a, hex: tells two rule sets apart, protects nothing. */
export function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

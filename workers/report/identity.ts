import { classLines } from '../rules/knowledge/classes.ts';
import { tablesText } from '../rules/knowledge/tables.ts';
import { CARDS, RULES_VERSION } from '../rules/registry.ts';
import type { Report } from './schema.ts';

let rules: Report['rules'] | null = null;

/** Version, hash and number of the rules: same hash, same judgement. */
export function rulesIdentity(): Report['rules'] {
  rules ??= {
    version: RULES_VERSION,
    hash: hashOf(JSON.stringify([...CARDS.values()]) + tablesText() + classLines()),
    count: CARDS.size,
  };
  return rules;
}

/** FNV-1a over UTF-16 units, twice 32 bits with different bases, hex: tells two rule sets apart, protects nothing. */
export function hashOf(text: string): string {
  let [low, high] = [0x811c9dc5, 0x050c5d1f];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x01000193);
  }
  return [low, high].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

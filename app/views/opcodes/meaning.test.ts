import { describe, expect, it } from 'vitest';
import { meaning, OPCODE_NAMES } from './meaning.ts';

describe('meaning', () => {
  it('has one short sentence for each of the 68 opcodes', () => {
    expect(OPCODE_NAMES).toHaveLength(68);
    for (const name of OPCODE_NAMES) {
      expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(meaning(name)).toMatch(/^[a-z].{8,110}[^.]$/);
    }
    expect(new Set(OPCODE_NAMES.map(meaning)).size).toBe(68);
  });

  it('knows nothing else', () => {
    expect(meaning('EXEC')).toBeNull();
    expect(meaning('constructor')).toBeNull();
  });
});

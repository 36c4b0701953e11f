import { describe, expect, it } from 'vitest';
import type { OpcodePage, OpcodeRow, Result } from '../../../workers/protocol.ts';
import type { Program } from '../../../workers/report/schema.ts';
import { line, listing } from './useListing.ts';

function row(step: number): OpcodeRow {
  return {
    step,
    offset: step * 2,
    fileOffset: null,
    length: 2,
    code: 0x52,
    name: 'REDUCE',
    class: 'call',
    argument: ['calls ', { data: 'os\u202e.system\n' }],
    depth: 1,
    marks: 1,
  };
}
const program = { id: 1, steps: 600 } as Program;

/** Never gives more than it was asked for, nor more than a page. */
function engine(asked: [number, number][]) {
  return {
    opcodes: (_: number, first: number, count: number): Promise<Result<OpcodePage>> => {
      asked.push([first, count]);
      const rows = Array.from({ length: Math.min(count, 256, program.steps - first) }, (_row, i) => row(first + i));
      return Promise.resolve({ ok: true, value: { first, total: program.steps, rows } });
    },
  };
}

describe('listing', () => {
  it('is one line a step, page by page', async () => {
    const asked: [number, number][] = [];
    const lines = await listing(engine(asked), program, 10, 590);
    expect(lines).toHaveLength(590);
    expect(asked).toEqual([
      [10, 256],
      [266, 256],
      [522, 78],
    ]);
    expect(lines.at(-1)).toMatch(/^ +599 /);
  });

  it('ends when the engine has no more', async () => {
    expect(await listing(engine([]), program, 590, 1_000)).toHaveLength(10);
  });

  it('says why there is none', async () => {
    const failing = {
      opcodes: () => Promise.resolve({ ok: false as const, error: { code: 'crashed' as const, message: 'gone' } }),
    };
    expect(await listing(failing, program, 0, 5)).toBe('gone');
  });

  it('shows what does not show', () => {
    expect(line(row(5))).toBe('       5  0000000a    REDUCE  calls os\\u{202e}.system\\n');
  });
});

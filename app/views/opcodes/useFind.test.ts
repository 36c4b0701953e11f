import { describe, expect, it } from 'vitest';
import type { Result, StepQuery } from '../../../workers/protocol.ts';
import type { Program } from '../../../workers/report/schema.ts';
import { search } from './useFind.ts';

const program = { id: 3, steps: 100 } as Program;

/** Finds the steps given, and counts the questions. */
function engine(matches: readonly number[], asked: StepQuery[] = []) {
  return {
    findStep: (_: number, query: StepQuery): Promise<Result<number | null>> => {
      asked.push(query);
      const hits = matches.filter((m) => (query.direction === 1 ? m >= query.from : m <= query.from));
      return Promise.resolve({ ok: true, value: (query.direction === 1 ? hits[0] : hits.at(-1)) ?? null });
    },
  };
}

describe('search', () => {
  it('goes on from the selected step, in both directions', async () => {
    expect(await search(engine([5, 50, 60]), program, 50, { class: 'call' }, 1)).toEqual({ step: 60, said: '' });
    expect(await search(engine([5, 50, 60]), program, 50, { class: 'call' }, -1)).toEqual({ step: 5, said: '' });
  });

  it('goes around the end, and says so', async () => {
    expect(await search(engine([5, 60]), program, 60, { text: 'x' }, 1)).toEqual({
      step: 5,
      said: 'Went on from the first step',
    });
    expect(await search(engine([5, 60]), program, 5, { text: 'x' }, -1)).toEqual({
      step: 60,
      said: 'Went on from the last step',
    });
    const asked: StepQuery[] = [];
    await search(engine([5], asked), program, 99, { text: 'x' }, 1);
    expect(asked).toEqual([{ text: 'x', from: 0, direction: 1 }]);
  });

  it('says when nothing matches, or nothing else', async () => {
    expect(await search(engine([]), program, 9, { text: 'x' }, 1)).toEqual({ step: null, said: 'No step matches' });
    expect(await search(engine([9]), program, 9, { text: 'x' }, 1)).toEqual({
      step: null,
      said: 'No other step matches',
    });
  });

  it('passes a failure on', async () => {
    const failing = {
      findStep: () => Promise.resolve({ ok: false as const, error: { code: 'crashed' as const, message: 'gone' } }),
    };
    expect((await search(failing, program, 9, {}, 1)).said).toBe('The search stopped: gone');
  });
});

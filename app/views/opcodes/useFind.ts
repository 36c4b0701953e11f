/** Searching and jumping through a program: the engine looks, one answer at a time. */
import { useMemo, useRef, useState } from 'react';
import { useStable } from '../../ui/useStable.ts';
import type { Tables } from '../../engine/engine.ts';
import type { StepQuery } from '../../../workers/protocol.ts';
import type { Program } from '../../../workers/report/schema.ts';

export type Wanted = Pick<StepQuery, 'text' | 'class'>;

export interface Find {
  /** Goes to the next match after the selected step, or before it, and on from the other end. */
  readonly next: (wanted: Wanted, direction: 1 | -1) => void;
  /** What came of it, for people. */
  readonly said: string;
  readonly say: (text: string) => void;
  readonly busy: boolean;
}

export function useFind(
  engine: Pick<Tables, 'findStep'>,
  program: Program,
  step: number,
  onFound: (step: number) => void,
): Find {
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);

  const next = useStable((wanted: Wanted, direction: 1 | -1) => {
    latest.current += 1;
    const mine = latest.current;
    setBusy(true);
    setSaid('');
    void search(engine, program, step, wanted, direction).then((answer) => {
      if (mine !== latest.current) return;
      setBusy(false);
      setSaid(answer.said);
      if (answer.step !== null) onFound(answer.step);
    });
  });
  return useMemo(() => ({ next, said, say: setSaid, busy }), [next, said, busy]);
}

export interface Answer {
  readonly step: number | null;
  readonly said: string;
}

/** Two questions at most: onwards from here, then from the other end. */
export async function search(
  engine: Pick<Tables, 'findStep'>,
  program: Program,
  step: number,
  wanted: Wanted,
  direction: 1 | -1,
): Promise<Answer> {
  const last = program.steps - 1;
  const from = step + direction;
  if (from >= 0 && from <= last) {
    const here = await engine.findStep(program.id, { ...wanted, from, direction });
    if (!here.ok) return { step: null, said: `The search stopped: ${here.error.message}` };
    if (here.value !== null) return { step: here.value, said: '' };
  }
  const around = await engine.findStep(program.id, { ...wanted, from: direction === 1 ? 0 : last, direction });
  if (!around.ok) return { step: null, said: `The search stopped: ${around.error.message}` };
  if (around.value === null) return { step: null, said: 'No step matches' };
  if (around.value === step) return { step: null, said: 'No other step matches' };
  return { step: around.value, said: direction === 1 ? 'Went on from the first step' : 'Went on from the last step' };
}

import type { TorchFact, TorchStop } from '../facts.ts';
import type { Program } from '../rules/rule.ts';
import type { Stop } from './run.ts';

/** The programs torch.load carries out in one version, each with what it stops at. */
export interface Carried {
  readonly program: Program;
  /** A check that fails while it runs; null when none does. */
  readonly stop: Stop | null;
}

export interface Course {
  readonly carried: readonly Carried[];
  /** Why it fails in the end when nothing in the programs decides; null when it does not. */
  readonly failure: TorchStop | null;
}

/** What a version comes to, in order: the checks of the file around the programs decide how far. */
export function courseOf({ stops, container }: TorchFact, loaded: readonly Program[], version: number): Course {
  const checked = stops.filter(({ since }) => since <= version);
  const place = ({ program, step }: TorchStop): readonly [number, number] => [
    program === null ? -1 : loaded.findIndex(({ fact }) => fact.id === program),
    step ?? Number.POSITIVE_INFINITY,
  ];
  const inOrder = checked.sort((a, b) => {
    const [[p, s], [q, t]] = [place(a), place(b)];
    return p - q || (s === t ? 0 : s - t);
  });
  const [failure = null] = inOrder;
  if (failure === null) return { carried: loaded.map((program) => ({ program, stop: null })), failure };
  const [last] = place(failure);
  const { step, what, at } = failure;
  // An archive has one program that is carried out; the five of the old format follow each other.
  const reached = container === 'legacy' || last < 0 ? loaded.slice(0, last + 1) : loaded;
  return {
    failure,
    carried: reached.map((program, i) => ({
      program,
      stop: i === last && step !== null ? { step, offset: at.offset, reason: what } : null,
    })),
  };
}

import type { Act } from '../formats/pickle/semantics/act.ts';
import type { Interpretation } from '../formats/pickle/semantics/interpret.ts';
import type { EngineId } from '../formats/pickle/trace.ts';
import { plain } from '../report/prose.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { Program } from './rule.ts';

/** An act of a program, wherever it is: in the program itself, or in a pickle that the program loads. */
export interface Occurrence {
  readonly act: Act;
  readonly program: Program;
  /** The program's own source, or that of the pickle inside it. */
  readonly source: ByteSource;
  /** Engines that do this; all of them, when they agree. */
  readonly engines: readonly EngineId[];
  readonly isShared: boolean;
  /** The call that loads the pickle this act is in; null for the program itself. */
  readonly loadedBy: Act | null;
}

/** Acts of all programs, each once. What several engines do alike is one occurrence. */
export function occurrencesOf(programs: readonly Program[]): readonly Occurrence[] {
  return programs.flatMap((program) => ofProgram(program));
}

function ofProgram(program: Program): Occurrence[] {
  const found = new Map<string, { act: Act; source: ByteSource; loadedBy: Act | null; engines: EngineId[] }>();
  for (const interpretation of program.interpretations) {
    for (const [key, act, source, loadedBy] of flatten(interpretation, null, '')) {
      const known = found.get(key);
      if (known) known.engines.push(interpretation.trace.engine);
      else found.set(key, { act, source, loadedBy, engines: [interpretation.trace.engine] });
    }
  }
  const all = program.interpretations.length;
  return [...found.values()].map((one) => ({ ...one, program, isShared: one.engines.length === all }));
}

function* flatten(
  interpretation: Interpretation,
  loadedBy: Act | null,
  prefix: string,
): Generator<[string, Act, ByteSource, Act | null]> {
  for (const act of interpretation.acts) {
    const key = `${prefix}${act.kind} ${act.offset} ${act.name?.full ?? ''} ${act.via.join()} ${plain(act.shown)}`;
    yield [key, act, interpretation.source, loadedBy];
    if (act.kind !== 'nested') continue;
    for (const [i, child] of (act.child ?? []).entries()) yield* flatten(child, act, `${key} > ${i}: `);
  }
}

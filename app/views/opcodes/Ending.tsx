import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { count, hex } from '../../ui/format.ts';
import type { Program } from '../../../workers/report/schema.ts';

/** Why the rows stop before the end of the file: never left to be guessed. */
export function Ending({ program: { ending, steps } }: { readonly program: Program }) {
  if (ending.kind === 'stop') return null;
  return (
    <p className="ending">
      <Mark kind="unknown" size="s" />
      <span>
        {steps === 0 ? 'It stops' : `The program stops after step ${count(steps - 1)},`} at{' '}
        <code>{hex(ending.offset)}</code>: <Prose text={ending.reason} />
      </span>
    </p>
  );
}

/** Instead of the screen when there is no step to show. */
export function NoProgram({ program }: { readonly program: Program | undefined }) {
  return (
    <main id="main" className="opx-none" tabIndex={-1}>
      <h1 tabIndex={-1}>No program to show.</h1>
      {program === undefined ? (
        <p className="t2">Vitrine found no pickle program in this file.</p>
      ) : (
        <>
          <p className="t2">
            Not one step of <Untrusted text={program.name} max={80} /> could be read.
          </p>
          <Ending program={program} />
        </>
      )}
    </main>
  );
}

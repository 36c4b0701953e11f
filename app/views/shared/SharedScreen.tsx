import { useEffect } from 'react';
import type { Document } from '../../engine/document.ts';
import { workspace } from '../../engine/current.ts';
import type { Opened } from '../../link/useShared.ts';
import { Bar } from '../../shell/Bar.tsx';
import { ExportMenu } from '../../shell/ExportMenu.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { check } from './check.ts';
import { Claims } from './Claims.tsx';
import { NotOpened } from './NotOpened.tsx';
import { Steps, Verify } from './Verify.tsx';
import './shared.css';

interface SharedScreenProps {
  readonly opened: Opened;
  readonly yours: Document | null;
  readonly onLook: (() => void) | null;
  readonly onHelp: () => void;
}

/** A report somebody else made: claims, until the receiver's own copy of the file is dropped. */
export function SharedScreen({ opened, yours, onLook, onHelp }: SharedScreenProps) {
  const { answer } = opened;
  const report = answer?.kind === 'report' ? answer.report : null;
  useTitle();
  useFullHash(yours);
  return (
    <div className="app sharedp">
      <Bar
        compact
        onHelp={onHelp}
        actions={
          report !== null && (
            <>
              <button
                type="button"
                className="btn ghost hide-m"
                onClick={() => {
                  window.print();
                }}
              >
                <Icon name="print" />
                <span className="hide-t">Print</span>
              </button>
              <ExportMenu report={report} tables={null} />
            </>
          )
        }
      >
        <span className="vr hide-m" />
        <span className="chip">
          <Icon name="eye" /> Read-only
        </span>
        <span className="t2 hide-m cut">Shared report</span>
      </Bar>
      <main id="main" tabIndex={-1}>
        {answer === null && (
          <p role="status" className="t2">
            Reading the {opened.from}.
          </p>
        )}
        {answer !== null && answer.kind !== 'report' && (
          <NotOpened from={opened.from} answer={answer} onLook={onLook} />
        )}
        {report !== null && (
          <>
            <Verify opened={opened} report={report} state={check(report, yours)} yours={yours} onLook={onLook} />
            <Steps state={check(report, yours)} />
            <Claims report={report} />
          </>
        )}
      </main>
    </div>
  );
}

function useTitle(): void {
  useEffect(() => {
    document.title = 'Shared report · Vitrine';
    return () => {
      document.title = 'Vitrine';
    };
  }, []);
}

/** To compare, even a large copy is hashed without asking: it was dropped for that. */
function useFullHash(yours: Document | null): void {
  const seq = yours?.seq;
  const waits = yours?.state.phase === 'done' && yours.state.hash.kind === 'none';
  useEffect(() => {
    if (seq !== undefined && waits) void workspace.hash(seq);
  }, [seq, waits]);
}

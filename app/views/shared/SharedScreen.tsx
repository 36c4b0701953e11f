import { useEffect } from 'react';
import type { Report } from '../../../workers/report/schema.ts';
import { COMPARE_BUTTON } from '../../compare/CompareLink.tsx';
import { routeOfClaim } from '../../compare/routes.ts';
import type { Document } from '../../engine/document.ts';
import { workspace } from '../../engine/current.ts';
import { navigate } from '../../link/route.ts';
import type { Opened } from '../../link/useShared.ts';
import { Bar } from '../../shell/Bar.tsx';
import { ExportMenu } from '../../shell/ExportMenu.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { check } from './check.ts';
import { checkFolder } from './check-folder.ts';
import { Claims } from './Claims.tsx';
import { FolderClaims } from './FolderClaims.tsx';
import { NotOpened } from './NotOpened.tsx';
import { Steps, Verify } from './Verify.tsx';
import './shared.css';

interface SharedScreenProps {
  readonly opened: Opened;
  readonly yours: readonly Document[];
  readonly onLook: (() => void) | null;
  readonly onHelp: () => void;
}

/** A report somebody else made: claims, until the receiver's own copy of the file is dropped. */
export function SharedScreen({ opened, yours, onLook, onHelp }: SharedScreenProps) {
  const { answer } = opened;
  const report = answer?.kind === 'report' ? answer.report : null;
  useTitle();
  useFullHashes(yours);
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
                className="btn ghost"
                id={COMPARE_BUTTON}
                aria-label="Compare"
                onClick={() => {
                  navigate(routeOfClaim(report, yours));
                }}
              >
                <Icon name="compare" />
                <span className="hide-t hide-m">Compare</span>
              </button>
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
              <ExportMenu report={report} open={null} />
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
        {report !== null && <Shown opened={opened} report={report} yours={yours} onLook={onLook} />}
      </main>
    </div>
  );
}

interface ShownProps extends Omit<SharedScreenProps, 'onHelp'> {
  readonly report: Report;
}

function Shown({ opened, report, yours, onLook }: ShownProps) {
  const [copy = null] = yours;
  if (report.files !== undefined) {
    const state = checkFolder(report, yours);
    return (
      <>
        <Verify opened={opened} report={report} state={state} yours={copy} onLook={onLook} />
        <Steps state={state} folder />
        <FolderClaims report={report} state={state} />
      </>
    );
  }
  const state = check(report, copy);
  return (
    <>
      <Verify opened={opened} report={report} state={state} yours={copy} onLook={onLook} />
      <Steps state={state} />
      <Claims report={report} />
    </>
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

/** To compare, even large copies are hashed without asking: they were dropped for that. */
function useFullHashes(yours: readonly Document[]): void {
  const settled = yours.every(({ state }) => state.phase !== 'waiting' && state.phase !== 'reading');
  const waiting = settled ? yours.filter(({ state }) => state.phase === 'done' && state.hash.kind === 'none') : [];
  const next = waiting[0]?.seq;
  const busy = yours.some(({ state }) => state.phase === 'done' && state.hash.kind === 'running');
  useEffect(() => {
    if (next !== undefined && !busy) void workspace.hash(next);
  }, [next, busy]);
}

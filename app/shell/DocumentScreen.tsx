import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Report } from '../../workers/report/schema.ts';
import { CompareLink } from '../compare/CompareLink.tsx';
import { routeOfFile } from '../compare/routes.ts';
import { workspace } from '../engine/current.ts';
import type { Document } from '../engine/document.ts';
import { formatRoute, navigate, type Route } from '../link/route.ts';
import { visible } from '../../workers/report/prose.ts';
import { Icon } from '../ui/Icon.tsx';
import { screens } from '../views/registry.ts';
import { Empty } from '../views/state/Empty.tsx';
import { Failed } from '../views/state/Failed.tsx';
import { Reading } from '../views/state/Reading.tsx';
import { Stopped } from '../views/state/Stopped.tsx';
import { Bar } from './Bar.tsx';
import { DragReport } from './DragReport.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FileSwitcher, shortName } from './FileSwitcher.tsx';
import { go } from './go.ts';
import { ShareLink } from './ShareLink.tsx';

interface DocumentScreenProps {
  readonly documents: readonly Document[];
  readonly current: Document;
  readonly route: Route;
  readonly onHelp: () => void;
}

/** One open file: the bar, then its state or one of its views. */
export function DocumentScreen({ documents, current, route, onHelp }: DocumentScreenProps) {
  const { seq, state } = current;
  const empty = current.size === 0;
  const report = state.phase === 'done' && !empty ? state.report : null;
  const open = report === null ? [] : screens.filter((s) => s.applies(report));
  const screen = open.find((s) => s.view === route.view) ?? open[0];
  useTitle(current.name, screen?.name);
  useViewFocus(screen?.view);

  return (
    <div className={`app view-${screen?.view ?? state.phase}`}>
      <Bar
        compact
        onHelp={onHelp}
        actions={report !== null && <Actions report={report} seq={seq} documents={documents} />}
      >
        <span className="vr hide-m" />
        <FileSwitcher documents={documents} current={current} />
        {open.length > 1 && (
          <>
            <span className="vr hide-t hide-m" />
            <nav className="tabs" aria-label="Views">
              {open.map(({ view, name }) => (
                <Tab key={view} seq={seq} view={view} current={view === screen?.view}>
                  {name}
                </Tab>
              ))}
            </nav>
          </>
        )}
      </Bar>
      {empty && <Empty name={current.name} />}
      {!empty && <Unfinished document={current} />}
      {report !== null && screen !== undefined && <Shown screen={screen} seq={seq} report={report} route={route} />}
      {open.length > 1 && (
        <nav className="mnav no-print" aria-label="Views">
          {open.map(({ view, name, icon }) => (
            <Tab key={view} seq={seq} view={view} current={view === screen?.view}>
              <Icon name={icon} />
              {name}
            </Tab>
          ))}
        </nav>
      )}
    </div>
  );
}

interface ActionsProps {
  readonly report: Report;
  readonly seq: number;
  readonly documents: readonly Document[];
}

function Actions({ report, seq, documents }: ActionsProps) {
  const open = useMemo(() => {
    const tables = workspace.tables(seq);
    return () => tables;
  }, [seq]);
  return (
    <>
      <CompareLink route={routeOfFile(documents, seq)} />
      <ShareLink report={report} />
      <ExportMenu report={report} open={open} />
      <DragReport report={report} />
    </>
  );
}

/** The states before, or instead of, a report. */
function Unfinished({ document }: { readonly document: Document }) {
  const { state } = document;
  switch (state.phase) {
    case 'waiting':
      return <Reading document={document} progress={null} />;
    case 'reading':
      return <Reading document={document} progress={state.progress} />;
    case 'stopped':
      return <Stopped document={document} />;
    case 'failed':
      return <Failed document={document} error={state.error} />;
    case 'done':
      return null;
  }
}

interface TabProps {
  readonly seq: number;
  readonly view: Route['view'];
  readonly current: boolean;
  readonly children: ReactNode;
}

function Tab({ seq, view, current, children }: TabProps) {
  const route = { view, doc: seq };
  return (
    <a href={formatRoute(route)} aria-current={current ? 'page' : undefined} onClick={go(route)}>
      {children}
    </a>
  );
}

interface ShownProps {
  readonly screen: (typeof screens)[number];
  readonly seq: number;
  readonly report: Report;
  readonly route: Route;
}

function Shown({ screen: { Component }, seq, report, route }: ShownProps) {
  const engine = useMemo(() => workspace.tables(seq), [seq]);
  const goTo = useMemo(
    () => (to: Omit<Route, 'doc'>) => {
      navigate({ ...to, doc: seq });
    },
    [seq],
  );
  return <Component seq={seq} report={report} engine={engine} route={route} go={goTo} />;
}

function useTitle(name: string, view: string | undefined): void {
  useEffect(() => {
    document.title = [visible(shortName(name)), ...(view === undefined ? [] : [view]), 'Vitrine'].join(' · ');
    return () => {
      document.title = 'Vitrine';
    };
  }, [name, view]);
}

/** After a change of view the focus is in it; the first view of a file places the focus itself. */
function useViewFocus(view: string | undefined): void {
  const before = useRef(view);
  useEffect(() => {
    if (before.current !== undefined && view !== undefined && before.current !== view) {
      const main = document.getElementById('main');
      (main?.querySelector<HTMLElement>('h1') ?? main)?.focus({ preventScroll: true });
    }
    before.current = view;
  }, [view]);
}

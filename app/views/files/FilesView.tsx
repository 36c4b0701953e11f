import { useEffect, useMemo, useState } from 'react';
import type { Report } from '../../../workers/report/schema.ts';
import type { Left } from '../../App.tsx';
import { CompareLink } from '../../compare/CompareLink.tsx';
import { routeOfFolders, routeOfTwo } from '../../compare/routes.ts';
import { useAcross, workspace } from '../../engine/current.ts';
import type { Document } from '../../engine/document.ts';
import { folderOf } from '../../link/folder-of.ts';
import { formatRoute, navigate } from '../../link/route.ts';
import { Bar } from '../../shell/Bar.tsx';
import { ExportMenu } from '../../shell/ExportMenu.tsx';
import { go } from '../../shell/go.ts';
import { pick } from '../../shell/picker.ts';
import { ShareLink } from '../../shell/ShareLink.tsx';
import { plural } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { Aside } from './Aside.tsx';
import { answerOf } from './answer.ts';
import { Banner } from './Banner.tsx';
import { FilesTable } from './FilesTable.tsx';
import { NoFiles } from './NoFiles.tsx';
import { commonFolder, NO_FILTER, shown, type Filter, type Order } from './list.ts';
import { Strip } from './Strip.tsx';
import { Tools } from './Tools.tsx';
import '../report/verdict.css';
import './files.css';

interface FilesViewProps {
  readonly documents: readonly Document[];
  readonly left: Left | null;
  readonly onHelp: () => void;
}

/** Several files at once: one answer for all, then a verdict for each, then what they say about each other. */
export function FilesView({ documents, left, onHelp }: FilesViewProps) {
  const [order, setOrder] = useState<Order>('verdict');
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [selected, setSelected] = useState<number | null>(null);
  /** At most two, to be compared. */
  const [marked, setChosen] = useState<readonly number[]>([]);
  const chosen = marked.filter((seq) => documents.some((d) => d.seq === seq));
  const across = useAcross();
  useEffect(() => {
    document.title = 'Files · Vitrine';
    return () => {
      document.title = 'Vitrine';
    };
  }, []);
  const rows = shown(documents, order, filter);
  const folder = commonFolder(documents);
  const copies = useMemo(() => workspace.copiesOf(documents), [documents]);
  const report = useMemo(
    () => folderOf(documents, across, left, folder === '' ? 'files' : folder.slice(0, -1), copies),
    [documents, across, left, folder, copies],
  );
  const current = rows.find(({ seq }) => seq === selected) ?? rows[0];
  return (
    <div className="app">
      <Bar compact onHelp={onHelp} actions={<Actions report={report} documents={documents} />}>
        <span className="vr hide-m" />
        {folder !== '' && (
          <b className="cut bname">
            <Untrusted text={folder.slice(0, -1)} max={60} />
          </b>
        )}
        <span className={folder === '' ? 'b nw' : 't3 nw hide-m'}>{plural(documents.length, 'file')}</span>
      </Bar>
      {documents.length === 0 ? (
        <NoFiles left={left} />
      ) : (
        <>
          <div className="top">
            <Banner documents={documents} answer={answerOf(documents, across)} left={left} />
            <Strip documents={documents} />
          </div>
          <main id="main" className="panes files" tabIndex={-1}>
            <section className="pane" aria-label="Files">
              <Tools documents={documents} filter={filter} onFilter={setFilter} />
              <Two chosen={chosen} />
              <FilesTable
                chosen={chosen}
                onChoose={(seq, on) => {
                  setChosen((before) => (on ? [...before, seq].slice(-2) : before.filter((one) => one !== seq)));
                }}
                folder={folder}
                documents={rows}
                order={order}
                onOrder={setOrder}
                current={current?.seq ?? null}
                onSelect={setSelected}
              />
              {rows.length === 0 && <p className="none t2">No file is like that.</p>}
            </section>
            <Aside current={current} across={across} documents={documents} copies={copies} />
          </main>
        </>
      )}
    </div>
  );
}

/** What is ticked, and the way to compare it. */
function Two({ chosen: [first, second] }: { readonly chosen: readonly number[] }) {
  if (first === undefined) return null;
  const route = second === undefined ? null : routeOfTwo(first, second);
  return (
    <p className="two" role="status">
      {route === null ? (
        <span className="t2">One file ticked. Tick another to compare them.</span>
      ) : (
        <a className="btn mini" href={formatRoute(route)} onClick={go(route)}>
          Compare these two
        </a>
      )}
    </p>
  );
}

/** The calls of the open file whose report this is. */
function open(report: Report) {
  const found = workspace.documents().find(({ state }) => state.phase === 'done' && state.report === report);
  return found === undefined ? null : workspace.tables(found.seq);
}

interface ActionsProps {
  readonly report: Report | null;
  readonly documents: readonly Document[];
}

function Actions({ report, documents }: ActionsProps) {
  return (
    <>
      {documents.length > 0 && <CompareLink route={routeOfFolders(documents)} />}
      {report !== null && (
        <>
          <ShareLink report={report} />
          <ExportMenu report={report} open={open} />
        </>
      )}
      <button
        type="button"
        className="btn ghost"
        aria-label="Close all"
        onClick={() => {
          for (const d of workspace.documents()) workspace.close(d.seq);
          navigate({ view: 'start' });
        }}
      >
        <Icon name="x" />
        <span className="hide-m">Close all</span>
      </button>
      <button
        type="button"
        className="btn hide-m"
        aria-label="Add files"
        onClick={() => {
          pick('files');
        }}
      >
        <Icon name="file" />
        <span className="hide-m">Add files</span>
      </button>
    </>
  );
}

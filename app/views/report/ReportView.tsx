import { useMemo, useState } from 'react';
import type { Report } from '../../../workers/report/schema.ts';
import { useWidths } from '../../shell/widths.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { plural } from '../../ui/format.ts';
import { useMedia } from '../../ui/rows/media.ts';
import { Splitter } from '../../ui/Splitter.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import type { ViewProps } from '../view.ts';
import { MetadataList } from '../tensors/MetadataList.tsx';
import { Contents } from './Contents.tsx';
import { Detail } from './Detail.tsx';
import { FindingsPane } from './FindingsPane.tsx';
import { Inside } from './Inside.tsx';
import { ByteMap } from './map/ByteMap.tsx';
import { entries, indexTree } from './artifacts.ts';
import { chosen } from './selection.ts';
import { Unlock } from './Unlock.tsx';
import { Verdict } from './Verdict.tsx';
import './report.css';

const listPanes = [
  { name: 'contents', normal: 244, min: 180, max: 480 },
  { name: 'findings', normal: 344, min: 260, max: 560 },
];
const quietPanes = [{ name: 'contents', normal: 300, min: 180, max: 560 }];

/** The answer, every byte of the file, and what was found where. */
export function ReportView(props: ViewProps) {
  const { report, route, go } = props;
  const index = useMemo(() => indexTree(report.tree), [report.tree]);
  const [contents, setContents] = useState(false);
  const [sheet, setSheet] = useState(false);
  const phone = useMedia('(max-width: 720px)');
  const selection = useMemo(() => chosen(report, index.byId.values(), route), [report, index, route]);
  const nothingListed = report.findings.length === 0 && report.problems.length === 0;
  const panes = nothingListed ? quietPanes : listPanes;
  const wide = useMedia('(min-width: 1181px)');
  const [sizes, resize] = useWidths(nothingListed ? 'quiet' : 'report', panes);
  const aside = asideOf(report, nothingListed);
  const artifact = route.artifact ?? selection?.artifact ?? null;

  const openArtifact = (id: number): void => {
    setContents(false);
    go({ view: 'report', finding: route.finding, artifact: id });
  };
  const tree = <Contents index={index} selected={artifact} onSelect={openArtifact} />;
  const detail = <Detail {...props} selection={selection} index={index} />;

  return (
    <>
      <section className="top" aria-label="Answer">
        <PrintedIdentity report={report} />
        <Verdict seq={props.seq} report={report} />
        <Unlock seq={props.seq} report={report} />
        <ByteMap
          report={report}
          index={index}
          selected={artifact}
          onSelect={openArtifact}
          onFinding={(finding) => go({ view: 'report', finding })}
        />
      </section>
      <main
        id="main"
        className={`panes report${nothingListed ? ' quiet' : ''}${aside.length > 0 ? ' three' : ''}`}
        tabIndex={-1}
        style={
          wide
            ? { gridTemplateColumns: [...sizes.map((w) => `${w.toString()}px`), 'minmax(0, 1fr)', ...aside].join(' ') }
            : undefined
        }
      >
        <section className="pane sunk tree-pane" aria-label="Contents">
          {nothingListed && report.metadata !== undefined && (
            <MetadataList seq={props.seq} report={report} metadata={report.metadata} />
          )}
          <div className="pane-h">
            Contents <span className="n">{entries(report.tree)}</span>
          </div>
          {tree}
        </section>
        {nothingListed ? (
          <Inside {...props} whole />
        ) : (
          <>
            <FindingsPane
              report={report}
              seq={props.seq}
              selected={selection?.id ?? null}
              onContents={() => {
                setContents(true);
              }}
              onOpen={() => {
                setSheet(phone);
              }}
            />
            {selection === null && <Inside {...props} whole={false} />}
            {selection !== null && !phone && (
              <section className="pane detail" aria-label="Selected finding">
                {detail}
              </section>
            )}
          </>
        )}
        {wide &&
          panes.map(({ name, min, max }, i) => (
            <Splitter
              key={name}
              label={`Width of ${name}`}
              value={sizes[i] ?? min}
              min={min}
              max={max}
              at={sizes.slice(0, i + 1).reduce((sum, w) => sum + w, 0)}
              onChange={(width) => {
                resize(i, width);
              }}
            />
          ))}
      </main>
      <Dialog
        open={contents}
        kind="drawer"
        title="Contents"
        onClose={() => {
          setContents(false);
        }}
      >
        {tree}
      </Dialog>
      <Dialog
        open={sheet && phone}
        kind="sheet"
        title="Finding"
        onClose={() => {
          setSheet(false);
        }}
      >
        <div className="detail">{detail}</div>
      </Dialog>
    </>
  );
}

/** A quiet file with tensors has a third column: its templates, who loads it, what was checked. */
function asideOf({ tensors, templates }: Report, nothingListed: boolean): readonly string[] {
  if (!nothingListed || tensors === null || tensors.count === 0) return [];
  return [templates === undefined ? '340px' : '440px'];
}

/** On paper the bar with the file's name is gone. */
function PrintedIdentity({ report: { file, engine, rules } }: { readonly report: Report }) {
  return (
    <p className="printed">
      <b>
        <Untrusted text={file.path} max={200} />
      </b>{' '}
      {plural(file.size, 'byte')}, {file.formatName}. {file.sha256 === null ? 'Not hashed' : `SHA-256 ${file.sha256}`}.
      Vitrine {engine.version}, {plural(rules.count, 'rule')} {rules.hash.slice(0, 12)}.
    </p>
  );
}

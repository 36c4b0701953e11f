import { useMemo } from 'react';
import type { Metadata, Report } from '../../../workers/report/schema.ts';
import { formatRoute } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { count, plural } from '../../ui/format.ts';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { indexTree } from '../report/artifacts.ts';
import { owner } from '../report/selection.ts';
import { grouped, sized, type Row } from './metadata.ts';
import './metadata.css';

interface MetadataListProps {
  readonly seq: number;
  readonly report: Report;
  readonly metadata: Metadata;
}

/** What the file says about itself. A key leads to its bytes. */
export function MetadataList({ seq, report, metadata }: MetadataListProps) {
  const groups = useMemo(() => grouped(metadata), [metadata]);
  const { byId } = useMemo(() => indexTree(report.tree), [report.tree]);
  const row = ({ entry, label }: Row, key: number) => {
    const artifact = owner(byId.values(), entry.place);
    const route = artifact === null ? null : { view: 'bytes' as const, doc: seq, artifact, offset: entry.place.offset };
    const name = <Untrusted text={label} cut={entry.key.cut} max={120} />;
    return (
      <div key={key} className="md-row">
        <dt className="cut">
          {route === null ? (
            name
          ) : (
            <a href={formatRoute(route)} onClick={go(route)}>
              {name}
            </a>
          )}
        </dt>
        <dd className="md-v">{sized(entry, report.templates ?? []) ?? <Prose text={entry.value} />}</dd>
      </div>
    );
  };
  return (
    <>
      <div className="pane-h">
        <h2>Metadata</h2> <span className="n">{plural(metadata.entries.length + metadata.omitted, 'key')}</span>
      </div>
      {groups.map(({ name, rows }) => (
        <dl className="md" key={name}>
          {name !== '' && (
            <div className="md-g">
              <dt>
                <Untrusted text={name} max={80} />
              </dt>
              <dd className="sr">{plural(rows.length, 'key')}</dd>
            </div>
          )}
          {rows.map(row)}
        </dl>
      ))}
      {metadata.omitted > 0 && <p className="t3 md-more">and {count(metadata.omitted)} more</p>}
    </>
  );
}

import type { ReactNode } from 'react';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { bytes, count, hexRange, percent, plural } from '../../ui/format.ts';
import type { TensorRow } from '../../../workers/protocol.ts';
import type { TensorSummary } from '../../../workers/report/schema.ts';
import { elements, parameterCount } from './table.ts';
import { shapeText } from './row.tsx';

interface SummaryProps {
  readonly tensors: TensorSummary;
  readonly row: TensorRow | undefined;
  readonly swatch: ReadonlyMap<string, string>;
  /** Show the selected tensor's bytes. */
  readonly onBytes: () => void;
  /** Below it. */
  readonly children?: ReactNode;
}

/** Totals by type, and the selected tensor. */
export function Summary({ tensors, row, swatch, onBytes, children }: SummaryProps) {
  return (
    <aside className="pane sunk tx-side" aria-label="Summary">
      <div className="pane-h">
        <h2>By type</h2>
        <span className="n">{parameterCount(tensors.parameters)}</span>
      </div>
      <table className="tbl tx-types">
        <thead className="t2">
          <tr>
            <th>Type</th>
            <th className="r">Tensors</th>
            <th className="r">Size</th>
            <th className="r">Share</th>
          </tr>
        </thead>
        <tbody>
          {tensors.dtypes.map((type) => (
            <tr key={type.dtype}>
              <td>
                <span className="row-f">
                  <i className={`sw ${swatch.get(type.dtype) ?? 'w1'}`} />
                  <Untrusted text={type.dtype} max={24} />
                </span>
              </td>
              <td className="r">{count(type.count)}</td>
              <td className="r">{bytes(type.bytes)}</td>
              <td className="r">{percent(type.bytes, tensors.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {row !== undefined && (
        <>
          <div className="pane-h mid">
            <h2>Selected</h2>
          </div>
          <dl className="kv tx-kv">
            <dt>Name</dt>
            <dd>
              <code>
                <Untrusted text={row.name} />
              </code>
            </dd>
            <dt>Type</dt>
            <dd>
              <Untrusted text={row.dtype} max={60} />
            </dd>
            <dt>Shape</dt>
            <dd>
              {shapeText(row.shape)}
              {row.shape.length > 1 && <span className="t3">, {count(elements(row.shape))} values</span>}
            </dd>
            <dt>Size</dt>
            <dd>
              {bytes(row.bytes)} <span className="t3">{plural(row.bytes, 'byte')}</span>
            </dd>
            <dt>Storage</dt>
            <dd>
              <Untrusted text={row.storage} max={120} />
            </dd>
            <dt>In the file</dt>
            <dd>
              {row.place === null ? (
                'not stored as is, or not known'
              ) : (
                <button type="button" className="linkish" onClick={onBytes}>
                  <code>{hexRange(row.place.offset, row.place.length)}</code>
                </button>
              )}
            </dd>
            {row.problem !== null && (
              <>
                <dt className="row-f">
                  <Mark kind="note" size="s" /> Does not fit
                </dt>
                <dd>
                  <Prose text={row.problem} />
                </dd>
              </>
            )}
          </dl>
        </>
      )}
      {children}
    </aside>
  );
}

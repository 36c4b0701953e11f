import type { ViewProps } from '../view.ts';
import { TemplateSections } from '../template/TemplateSections.tsx';
import { MetadataList } from './MetadataList.tsx';
import { Summary } from './Summary.tsx';
import { TensorTable } from './TensorTable.tsx';
import './tensors.css';

/** What the file holds: its metadata; names, types, shapes and places of the tensors; its chat templates. */
export function TensorsView(props: ViewProps) {
  const { seq, report } = props;
  const { tensors, metadata, templates } = report;
  if (tensors === null || tensors.count === 0) {
    return (
      <main id="main" className="tx-none" tabIndex={-1}>
        <h1 tabIndex={-1}>No tensors listed.</h1>
        <p className="t2">Vitrine found no tensor list in this file. That does not mean it holds no weights.</p>
      </main>
    );
  }
  return (
    <main id="main" className={`panes tx${metadata === undefined ? '' : ' tx-meta'}`} tabIndex={-1}>
      {metadata !== undefined && (
        <section className="pane sunk md-pane" aria-label="Metadata">
          <MetadataList seq={seq} report={report} metadata={metadata} />
        </section>
      )}
      <TensorTable
        {...props}
        tensors={tensors}
        level="h1"
        beside={(row, swatch, onBytes) => (
          <Summary tensors={tensors} row={row} swatch={swatch} onBytes={onBytes}>
            {templates !== undefined && <TemplateSections templates={templates} />}
          </Summary>
        )}
      />
    </main>
  );
}

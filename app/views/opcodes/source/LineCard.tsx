import { Mark } from '../../../ui/Mark.tsx';
import { Prose } from '../../../ui/Prose.tsx';
import { count, hex, plural } from '../../../ui/format.ts';
import type { SourceRow } from '../../../../workers/protocol.ts';
import type { Finding, Range } from '../../../../workers/report/schema.ts';
import { Tokens } from './line.tsx';

interface LineCardProps {
  readonly row: SourceRow;
  /** Bytes of its steps in the program's source, as soon as they are known. */
  readonly span: Range | null;
  /** Added to offsets for those of the dropped file. */
  readonly origin: number;
  readonly finding: Finding | undefined;
  readonly onFinding: (id: string) => void;
}

/** The selected line in full: why it stands alone, where it comes from, what was found in it. */
export function LineCard({ row, span, origin, finding, onFinding }: LineCardProps) {
  const title = row.alone !== null ? `Line ${count(row.line)} stands alone` : `Line ${count(row.line)}`;
  return (
    <section className="linecard" aria-label={title}>
      <h3>
        {finding !== undefined && <Mark kind={finding.severity} label={`${finding.severity} finding`} />} {title}
      </h3>
      <p className="whole">
        <code>
          <Tokens tokens={row.tokens} step={null} />
        </code>
      </p>
      {(row.alone !== null || row.note.length > 0) && (
        <p className="t2">
          {row.alone !== null && <Prose text={row.alone} />}
          {row.alone !== null && row.note.length > 0 && ' '}
          {row.note.length > 0 && <Note row={row} />}
        </p>
      )}
      <dl className="kv">
        {row.from !== null && row.to !== null && (
          <>
            <dt>Opcodes</dt>
            <dd className="num">
              {row.from === row.to ? count(row.to) : `${count(row.from)} – ${count(row.to)}`}
              {row.to > row.from && <span className="t3">, {plural(row.to - row.from + 1, 'step')}</span>}
            </dd>
          </>
        )}
        {span !== null && (
          <>
            <dt>Bytes</dt>
            <dd>
              <code>
                {hex(span.offset + origin, 5)}
                {span.length > 1 && ` – ${hex(span.offset + origin + span.length - 1, 5)}`}
              </code>
              , {plural(span.length, 'byte')}
            </dd>
          </>
        )}
        {row.at !== '' && row.from === null && (
          <>
            <dt>At</dt>
            <dd>
              <code>{row.at}</code>
              {row.elsewhere && <span className="t3"> only this engine comes here</span>}
            </dd>
          </>
        )}
        {finding !== undefined && (
          <>
            <dt>Finding</dt>
            <dd>
              <button type="button" className="linkish" onClick={() => onFinding(finding.id)}>
                <Prose text={finding.title} />
              </button>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

const LEADS: ReadonlyMap<string, string> = new Map([
  ['call', 'Calls '],
  ['import', 'This '],
  ['build', 'Sets its state, '],
]);

function Note({ row }: { readonly row: SourceRow }) {
  const lead = LEADS.get(row.kind) ?? '';
  return (
    <>
      {lead}
      <Prose text={row.note} />.
    </>
  );
}

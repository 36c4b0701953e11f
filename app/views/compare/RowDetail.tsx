import type { ReactNode } from 'react';
import type { Row, Section, Shown } from '../../../workers/report/compare/section.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { severityWords } from '../../ui/verdict.ts';
import { diffLines } from './diff.ts';
import { changeWords } from './words.ts';

interface RowDetailProps {
  readonly section: Section;
  readonly row: Row | null;
  /** Leads further: from a pair of files to what changed in them. */
  readonly action: ReactNode;
}

/** One row in full. */
export function RowDetail({ section, row, action }: RowDetailProps) {
  return (
    <aside className="pane sunk cmp-detail" aria-label="Selected row">
      <div className="pane-h">
        <h2>Selected</h2>
        <span className="grow" />
        {action}
      </div>
      {row === null ? (
        <p className="cmp-none t2">Choose a row to see it in full.</p>
      ) : (
        <Whole shown={section.show(row)} row={row} />
      )}
    </aside>
  );
}

function Whole({
  shown: { name, left, right, note, severity, texts },
  row,
}: {
  readonly shown: Shown;
  readonly row: Row;
}) {
  const { sign, word } = changeWords[row.change];
  return (
    <div className="cmp-whole">
      <p className="cmp-title">
        {severity !== undefined && <Mark kind={severity} label={severityWords[severity]} />}
        <b>
          <Prose text={name} />
        </b>
      </p>
      <p className="t2">
        <span className="cmp-sign" aria-hidden="true">
          {sign}
        </span>{' '}
        {word}
        {note !== undefined && (
          <>
            . <Prose text={note} />
          </>
        )}
      </p>
      <dl className="kv cmp-ends">
        <dt>Before</dt>
        <dd>{left === null ? <span className="t3">not there</span> : <Prose text={left} />}</dd>
        <dt>After</dt>
        <dd>{right === null ? <span className="t3">not there</span> : <Prose text={right} />}</dd>
      </dl>
      {texts !== undefined && <Texts left={texts.left ?? ''} right={texts.right ?? ''} />}
    </div>
  );
}

/** Lines shown of a text that is not in the other one anyway. */
const MOST_LINES = 400;

function Texts({ left, right }: { readonly left: string; readonly right: string }) {
  const lines = diffLines(left, right);
  const signs = { same: ' ', removed: '−', added: '+' } as const;
  return (
    <div className="cmp-diff" tabIndex={0} role="group" aria-label="Line by line">
      {lines.slice(0, MOST_LINES).map(({ kind, text }, i) => (
        <div key={i} className={`dl ${kind}`}>
          <span aria-hidden="true">{signs[kind]}</span>
          {kind !== 'same' && <span className="sr">{kind}: </span>}
          <Untrusted text={text} max={2000} />
        </div>
      ))}
      {lines.length > MOST_LINES && (
        <p className="t3">{(lines.length - MOST_LINES).toLocaleString('en-US')} more lines</p>
      )}
    </div>
  );
}

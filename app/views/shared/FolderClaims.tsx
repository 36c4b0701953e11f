import { useState } from 'react';
import { ownFindings } from '../../../workers/report/folder.ts';
import { notable } from '../../../workers/report/exports/wording.ts';
import type { Report } from '../../../workers/report/schema.ts';
import { bytes, count } from '../../ui/format.ts';
import { Mark, markClass, type MarkKind } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { severityWords, verdictWords } from '../../ui/verdict.ts';
import type { FileCheck, FolderCheck } from './check-folder.ts';
import { ClaimedVerdict, Claims, NotKnown } from './Claims.tsx';

/** Rows drawn at once. */
const STEP = 100;

interface FolderClaimsProps {
  readonly report: Report;
  readonly state: FolderCheck;
}

/** What a report on a folder says: of all, of each file, and what is in the one that is chosen. */
export function FolderClaims({ report, state }: FolderClaimsProps) {
  const { files = [], problems } = report;
  const severe = notable(files);
  const rows = [...severe, ...files.filter((file) => !severe.includes(file))];
  const [picked, setPicked] = useState<Report | null>(null);
  const [most, setMost] = useState(STEP);
  const current = picked ?? rows[0];
  const own = ownFindings(report);
  return (
    <>
      <article className="claims" aria-label="What the report says of the folder">
        <ClaimedVerdict report={report} />
        {(own.length > 0 || problems.length > 0) && (
          <div className="sh-across">
            {own.length > 0 && (
              <section>
                <h3 className="lab">Across the files</h3>
                <ul className="sh-list">
                  {own.map((finding) => (
                    <li key={finding.id}>
                      <Mark kind={finding.severity} label={severityWords[finding.severity]} />
                      <span>
                        <b className="b">
                          <Prose text={finding.title} />
                        </b>{' '}
                        <Prose text={finding.what} />
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <NotKnown problems={problems} />
          </div>
        )}
        <table className="tbl sh-files">
          <thead className="hide-m">
            <tr>
              <th scope="col">Verdict</th>
              <th scope="col">File</th>
              <th scope="col" className="r">
                Size
              </th>
              {state.kind === 'folder' && <th scope="col">Your copy</th>}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((file, i) => (
              <Row
                key={i}
                file={file}
                current={file === current}
                check={state.kind === 'folder' ? state.files.get(file) : undefined}
                onPick={() => {
                  setPicked(file);
                }}
              />
            ))}
          </tbody>
        </table>
        {rows.length > most && (
          <button
            type="button"
            className="btn ghost more"
            onClick={() => {
              setMost(most + STEP);
            }}
          >
            Show {count(Math.min(STEP, rows.length - most))} more of {count(rows.length)}
          </button>
        )}
      </article>
      {current !== undefined && (
        <section className="sh-one" aria-label="The chosen file">
          <h2 className="cut">
            <Untrusted text={current.file.path} max={160} />
          </h2>
          <p className="t2 num">
            {current.file.sha256 === null ? 'No hash is in the report.' : <code>{current.file.sha256}</code>}
          </p>
          <Claims key={rows.indexOf(current)} report={current} />
        </section>
      )}
    </>
  );
}

interface RowProps {
  readonly file: Report;
  readonly current: boolean;
  readonly check: FileCheck | undefined;
  readonly onPick: () => void;
}

function Row({ file, current, check, onPick }: RowProps) {
  const { mark, word } = verdictWords[file.verdict];
  const yours = check === undefined ? null : said(check);
  return (
    <tr className={current ? 'cur' : undefined}>
      <td className="nw">
        <span className={`out tx-${markClass[mark]}`}>
          <Mark kind={mark} />
          <b className="b">{word}</b>
        </span>
      </td>
      <td className="fn">
        <button type="button" className="link cut" aria-pressed={current} onClick={onPick}>
          <Untrusted text={file.file.path} max={160} />
        </button>
      </td>
      <td className="r num hide-m">{bytes(file.file.size)}</td>
      {yours !== null && (
        <td className="t2 sh-yours">
          <Mark kind={yours.mark} size="s" /> {yours.text}
        </td>
      )}
    </tr>
  );
}

function said(check: FileCheck): { readonly mark: MarkKind; readonly text: string } {
  switch (check.kind) {
    case 'gone':
      return { mark: 'high', text: 'Not among yours' };
    case 'no-hash':
      return { mark: 'unknown', text: 'No hash to compare' };
    case 'same':
      return check.agrees
        ? { mark: 'ok', text: 'Same, measured the same' }
        : { mark: 'high', text: 'Same, measured otherwise' };
  }
}

import { useEffect, useRef } from 'react';
import type { Report } from '../../../workers/report/schema.ts';
import { leftOutWords } from '../../../workers/report/exports/wording.ts';
import type { Document } from '../../engine/document.ts';
import type { Opened } from '../../link/useShared.ts';
import { navigate } from '../../link/route.ts';
import { pick } from '../../shell/picker.ts';
import { bytes, percent, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark, type MarkKind } from '../../ui/Mark.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { verdictWords } from '../../ui/verdict.ts';
import type { Check } from './check.ts';
import type { FolderCheck } from './check-folder.ts';
import { FolderCopy } from './FolderCopy.tsx';

interface VerifyProps {
  readonly opened: Opened;
  readonly report: Report;
  readonly state: Check | FolderCheck;
  readonly yours: Document | null;
  readonly onLook: (() => void) | null;
}

/** What this is, and how to check it. */
export function Verify({ opened, report, state, yours, onLook }: VerifyProps) {
  const { file, engine, rules } = report;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const left = leftOutWords(report);
  return (
    <section className="verify" aria-label="Where this report comes from">
      <div className="vf-l">
        <h1 ref={heading} tabIndex={-1}>
          <Mark kind="unknown" size="m" /> You are reading someone else’s report.
        </h1>
        <p className="t2">
          {opened.from === 'link'
            ? `The link holds this report, not the model: ${bytes(opened.size)} after the #, which browsers never send to a server. Anyone can make such a link, so check it against your own copy before you rely on it.`
            : `The file you opened holds this report, not the model: ${bytes(opened.size)}. Anyone can write such a file, so check it against your own copy of the model before you rely on it.`}
        </p>
        <dl className="kv vk">
          <dt>{report.files === undefined ? 'File' : 'Folder'}</dt>
          <dd>
            <Untrusted text={file.path} max={160} />, {plural(file.size, 'byte')}
          </dd>
          <dt>SHA-256</dt>
          <dd>
            {report.files !== undefined ? (
              'of each file, below'
            ) : file.sha256 === null ? (
              'not in the report'
            ) : (
              <code>{file.sha256.match(/.{8}/g)?.join(' ')}</code>
            )}
          </dd>
          <dt>Checked with</dt>
          <dd>
            Vitrine {engine.version}, {plural(rules.count, 'rule')} {rules.hash.slice(0, 16)}
          </dd>
          {left.length > 0 && (
            <>
              <dt>Left out</dt>
              <dd>{left.join(' ')}</dd>
            </>
          )}
        </dl>
      </div>
      <div className="vdrop" role="status">
        <Copy state={state} report={report} yours={yours} onLook={onLook} />
      </div>
    </section>
  );
}

type CopyProps = Omit<VerifyProps, 'opened'>;

function Copy({ state, report, yours, onLook }: CopyProps) {
  const see = yours !== null && (
    <button
      type="button"
      className="btn primary"
      onClick={() => {
        navigate({ view: 'report', doc: yours.seq });
      }}
    >
      See what was measured
    </button>
  );
  const folder = report.files !== undefined;
  switch (state.kind) {
    case 'folder':
      return <FolderCopy state={state} report={report} />;
    case 'unchecked':
      return (
        <>
          <span className="drop-i">
            <Icon name="drop" />
          </span>
          <h2 className="drop-t">Verify against your {folder ? 'copies' : 'copy'}</h2>
          <p className="t2">
            {folder
              ? 'Drop the folder here to compare hashes. It stays'
              : 'Drop the file here to compare hashes. It stays'}{' '}
            on this machine.
          </p>
          <button
            type="button"
            className="btn primary"
            onClick={() => {
              pick(folder ? 'folder' : 'files');
            }}
          >
            {folder ? 'Choose folder' : 'Choose file'}
          </button>
          {onLook !== null && (
            <button type="button" className="btn ghost" onClick={onLook}>
              Look at what you dropped as a file
            </button>
          )}
        </>
      );
    case 'checking':
      return (
        <>
          <h2 className="drop-t">Comparing</h2>
          <p className="t2">
            {folder ? 'Reading and hashing your files' : 'Your copy has the right size. Hashing it'}:{' '}
            {percent(state.share, 1)}.
          </p>
        </>
      );
    case 'same':
      return (
        <>
          <Mark kind={state.agrees ? 'ok' : 'high'} size="m" />
          <h2 className="drop-t">{state.agrees ? 'This is the same file.' : 'Same file, other findings.'}</h2>
          <p className="t2">
            {state.agrees && 'Measured again from your copy: the verdict and the findings are the same.'}
            {!state.agrees && (
              <>
                The report says “{verdictWords[report.verdict].word}”; your copy, measured here, says “
                {verdictWords[state.measured.verdict].word}” with {plural(state.measured.findings.length, 'finding')}.{' '}
                {state.sameRules
                  ? 'The same rules judged both: this report was changed. Do not rely on it.'
                  : 'It was made with other rules. Rely on what was measured here.'}
              </>
            )}
          </p>
          {see}
        </>
      );
    case 'other':
      return (
        <>
          <Mark kind="high" size="m" />
          <h2 className="drop-t">This is another file.</h2>
          <p className="t2">
            {state.sha256 === null || report.file.sha256 === null
              ? `The report is about ${plural(report.file.size, 'byte')}; yours has ${plural(state.size, 'byte')}.`
              : `The report is about ${report.file.sha256.slice(0, 8)}…; yours is ${state.sha256.slice(0, 8)}….`}{' '}
            It says nothing about yours.
          </p>
          {state.measured !== null && see}
        </>
      );
    case 'no-hash':
      return (
        <>
          <Mark kind="unknown" size="m" />
          <h2 className="drop-t">Cannot be compared.</h2>
          <p className="t2">
            The report holds no hash. Your copy has the same size, which many files have. Rely on what was measured
            here: {verdictWords[state.measured.verdict].word}.
          </p>
          {see}
        </>
      );
    case 'failed':
      return (
        <>
          <Mark kind="unknown" size="m" />
          <h2 className="drop-t">Your copy could not be read.</h2>
          <p className="t2">So the report stays unchecked.</p>
          {see}
        </>
      );
  }
}

const steps: readonly {
  readonly kind: Check['kind'];
  readonly mark: MarkKind;
  readonly name: string;
  readonly text: string;
}[] = [
  { kind: 'unchecked', mark: 'unknown', name: 'Not checked', text: 'Read it as a claim' },
  { kind: 'same', mark: 'ok', name: 'Same file', text: 'Findings are measured again' },
  { kind: 'other', mark: 'high', name: 'Another file', text: 'The report is not about yours' },
];

const folderWords: Readonly<Partial<Record<Check['kind'], string>>> = { same: 'Same files', other: 'Other files' };

interface StepsProps {
  readonly state: Check | FolderCheck;
  readonly folder?: boolean;
}

/** The three outcomes; the current one is marked. A folder is the same when each of its files is. */
export function Steps({ state, folder = false }: StepsProps) {
  const current = outcomeOf(state);
  return (
    <ul className="vstates" aria-label="How far this report is checked">
      {steps.map(({ kind, mark, name, text }) => (
        <li key={kind} aria-current={kind === current ? 'step' : undefined}>
          <Mark kind={mark} />
          <span>
            <b>{(folder ? folderWords[kind] : undefined) ?? name}</b> {text}
          </span>
        </li>
      ))}
    </ul>
  );
}

function outcomeOf(state: Check | FolderCheck): Check['kind'] {
  if (state.kind === 'folder') return state.same === state.files.size ? 'same' : 'other';
  return state.kind === 'same' || state.kind === 'other' ? state.kind : 'unchecked';
}

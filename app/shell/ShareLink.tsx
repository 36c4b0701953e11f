import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { htmlReport } from '../../workers/report/exports/html.ts';
import { leftOutWords } from '../../workers/report/exports/wording.ts';
import type { Report } from '../../workers/report/schema.ts';
import { encodeLink, MAX_LINK } from '../link/report-link.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { bytes } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Popover } from '../ui/Menu.tsx';
import { ShowCodes, type Shown } from '../qr/ShowCodes.tsx';
import { reportKey } from './report-key.ts';
import { save } from './save.ts';
import './share.css';

export const SHARE_BUTTON = 'share';

/** The report as a link that holds it whole: no server keeps anything. */
export function ShareLink({ report }: { readonly report: Report }) {
  // Beside the popover, which a dialog closes.
  const [shown, setShown] = useState<Shown | null>(null);
  return (
    <>
      <Popover
        buttonId={SHARE_BUTTON}
        label="Share link"
        button={
          <>
            <Icon name="link" />
            <span className="hide-t hide-m">Share link</span>
          </>
        }
      >
        <Share report={report} onCodes={setShown} />
      </Popover>
      <ShowCodes
        shown={shown}
        onClose={() => {
          setShown(null);
        }}
      />
    </>
  );
}

interface ShareProps {
  readonly report: Report;
  readonly onCodes: (shown: Shown) => void;
}

function Share({ report, onCodes }: ShareProps) {
  const [names, setNames] = useState(false);
  const { data: made } = useQuery({
    queryKey: ['link', reportKey(report), names],
    queryFn: () => encodeLink(report, { names }),
  });
  return (
    <div className="share">
      <h2>Share link</h2>
      <p className="t2">
        The report travels inside the link, after the #. Browsers do not send that part to any server. The model is not
        in it.
      </p>
      {made?.kind === 'link' && <Made fragment={made.fragment} report={made.report} onCodes={onCodes} />}
      {made?.kind === 'too-long' && <TooLong report={report} length={made.length} />}
      <label className="share-names">
        <input
          type="checkbox"
          checked={!names}
          onChange={(event) => {
            setNames(!event.currentTarget.checked);
          }}
        />
        Leave out names
      </label>
      <p className="t2">
        {names
          ? 'Names of files, folders, entries and tensors are in the link, and what the file says about itself.'
          : 'Taken out: names of files, folders, entries and tensors, what the file says about itself, bytes that are no call. What stays: hashes and sizes, what it imports and calls, and the text of these calls.'}
      </p>
    </div>
  );
}

interface MadeProps extends ShareProps {
  readonly fragment: string;
}

function Made({ fragment, report, onCodes }: MadeProps) {
  const hosted = location.protocol !== 'file:';
  const link = hosted ? location.href.replace(/#.*$/s, '') + fragment : fragment;
  // That names are left out is what the box below says.
  const { leftOut } = report;
  const left = leftOut === undefined ? [] : leftOutWords({ ...report, leftOut: { ...leftOut, names: false } });
  return (
    <>
      <div className="share-link">
        <input
          readOnly
          aria-label="Link"
          value={link}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
        />
        <CopyButton className="btn primary" text={() => link}>
          Copy link
        </CopyButton>
      </div>
      <button
        type="button"
        className="btn share-qr"
        onClick={() => {
          onCodes({ link, fragment });
        }}
      >
        <Icon name="qr" /> Show as QR code
      </button>
      <ul className="share-in">
        <li>
          <Mark kind="ok" /> {left.length === 0 ? 'Findings and evidence' : 'What matters most'}, {bytes(link.length)}
        </li>
        {report.summary.call !== null && (
          <li>
            <Mark kind="note" /> Also holds the text of the call that was found
          </li>
        )}
        {report.file.sha256 === null && (
          <li>
            <Mark kind="unknown" /> The file is not hashed: whoever opens the link cannot tell whether theirs is the
            same
          </li>
        )}
        {left.map((line) => (
          <li key={line}>
            <Mark kind="note" /> {line}
          </li>
        ))}
        {!hosted && (
          <li>
            <Mark kind="note" /> This page is a file and has no address to share: put the text after the address of any
            Vitrine, or paste it into one
          </li>
        )}
      </ul>
    </>
  );
}

function TooLong({ report, length }: { readonly report: Report; readonly length: number }) {
  return (
    <div className="share-long">
      <b>Too long for a link.</b>
      <p className="t2">
        This report is {bytes(length)}; links hold {bytes(MAX_LINK)}. Save it as one HTML file.
      </p>
      <button
        type="button"
        className="btn primary"
        onClick={() => {
          save(htmlReport(report), 'text/html', 'report.vitrine.html');
        }}
      >
        Save HTML
      </button>
    </div>
  );
}

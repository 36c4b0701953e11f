import { SCHEMA } from '../../../workers/report/schema.ts';
import { navigate } from '../../link/route.ts';
import { MAX_FRAGMENT, type DecodedLink } from '../../link/report-link.ts';
import { pick } from '../../shell/picker.ts';
import { bytes } from '../../ui/format.ts';
import { StateCard } from '../../ui/StateCard.tsx';

interface NotOpenedProps {
  readonly from: 'link' | 'file';
  readonly answer: Exclude<DecodedLink, { kind: 'report' }>;
  readonly onLook: (() => void) | null;
}

/** A link or a saved report that is not shown, and why. Nothing of it is. */
export function NotOpened({ from, answer, onLook }: NotOpenedProps) {
  const actions = (
    <>
      <button
        type="button"
        className="btn primary"
        onClick={() => {
          pick('files');
        }}
      >
        Choose files
      </button>
      <button
        type="button"
        className="btn"
        onClick={
          onLook ??
          (() => {
            navigate({ view: 'start' });
          })
        }
      >
        {onLook === null ? 'Start page' : 'Look at it as a file'}
      </button>
    </>
  );
  switch (answer.kind) {
    case 'newer':
      return (
        <StateCard
          mark="note"
          tag="Newer version"
          title={`This ${from} is from a newer Vitrine.`}
          actions={actions}
          focus
        >
          <p>
            It holds report schema {answer.schema}; this page reads up to {SCHEMA}. Open it with a newer Vitrine, or
            drop the file itself here.
          </p>
        </StateCard>
      );
    case 'too-large':
      return (
        <StateCard
          mark="unknown"
          tag="Limit reached"
          title={`This ${from} is too large to be opened.`}
          actions={actions}
          focus
        >
          <p>
            {from === 'link'
              ? `Links hold ${bytes(MAX_FRAGMENT)} and unpack to 1 MB at most. `
              : 'It has more text or more parts than a report has. '}
            Vitrine stopped before anything of it was shown.
          </p>
        </StateCard>
      );
    case 'broken':
      return (
        <StateCard
          mark="unknown"
          tag={from === 'link' ? 'Broken link' : 'Broken report'}
          title={`This ${from} cannot be read.`}
          actions={actions}
          focus
        >
          <p>
            Reading it failed: {answer.step}. Chats and mail programs cut long links: ask for it again as a saved
            report.
          </p>
        </StateCard>
      );
  }
}

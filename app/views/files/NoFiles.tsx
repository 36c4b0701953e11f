import type { Left } from '../../App.tsx';
import { pick } from '../../shell/picker.ts';
import { plural } from '../../ui/format.ts';
import { StateCard } from '../../ui/StateCard.tsx';

/** A drop that held no file. */
export function NoFiles({ left }: { readonly left: Left | null }) {
  const unreadable = left?.unreadable ?? 0;
  return (
    <main id="main" tabIndex={-1}>
      <StateCard
        mark="note"
        tag="Empty"
        focus
        title={left?.folder === true ? 'No files in this folder.' : 'No file came with that.'}
        actions={
          <>
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                pick('folder');
              }}
            >
              Choose a folder
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => {
                pick('files');
              }}
            >
              Choose files
            </button>
          </>
        }
      >
        <p>
          {unreadable > 0
            ? `The browser could not open ${plural(unreadable, 'entry', 'entries')}. What is in there is not known.`
            : 'Nothing was read.'}
        </p>
      </StateCard>
    </main>
  );
}

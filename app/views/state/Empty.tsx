import { pick } from '../../shell/picker.ts';
import { StateCard } from '../../ui/StateCard.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';

/** A file of no bytes, or something the browser only pretends is a file. */
export function Empty({ name }: { readonly name: string }) {
  return (
    <main id="main" tabIndex={-1}>
      <StateCard
        mark="note"
        tag="Empty"
        title="This file is empty."
        focus
        actions={
          <button
            type="button"
            className="btn primary"
            onClick={() => {
              pick('files');
            }}
          >
            Open other files
          </button>
        }
      >
        <p>
          <Untrusted text={name} max={120} /> holds 0 bytes. There is nothing to load and nothing to check.
        </p>
      </StateCard>
    </main>
  );
}

import { workspace } from '../../engine/current.ts';
import type { Document } from '../../engine/document.ts';
import { pick } from '../../shell/picker.ts';
import { StateCard } from '../../ui/StateCard.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';

export function Stopped({ document: { seq, name } }: { readonly document: Document }) {
  return (
    <main id="main" tabIndex={-1}>
      <StateCard
        mark="unknown"
        tag="Cancelled"
        title="You stopped this check."
        focus
        actions={
          <>
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                workspace.again(seq);
              }}
            >
              Start over
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => {
                pick('files');
              }}
            >
              Open other files
            </button>
          </>
        }
      >
        <p>
          What <Untrusted text={name} max={120} /> does is not known.
        </p>
      </StateCard>
    </main>
  );
}

import { Component, type ReactNode } from 'react';
import { CopyButton } from '../ui/CopyButton.tsx';
import { StateCard } from '../ui/StateCard.tsx';

interface State {
  readonly error: Error | null;
}

/** A mistake of ours: says so, and offers a description that holds nothing of the file. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(reason: unknown): State {
    return { error: reason instanceof Error ? reason : new Error('unknown') };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <main>
        <StateCard
          mark="unknown"
          tag="Page failed"
          title="Vitrine made a mistake."
          focus
          actions={
            <>
              <button
                type="button"
                className="btn primary"
                onClick={() => {
                  this.setState({ error: null });
                }}
              >
                Try again
              </button>
              <CopyButton text={() => describe(error)}>Copy a description</CopyButton>
            </>
          }
        >
          <p>
            This is our fault, not proof of harm in your file. The description says where in our code it happened and
            holds nothing of the file.
          </p>
        </StateCard>
      </main>
    );
  }
}

/** The kind of error and our own code positions. Not its message: that may quote the file. */
export function describe(error: Error): string {
  const frames = (error.stack ?? '').split('\n').flatMap((line) => {
    // Chromium "at name (address:1:2)", Firefox and WebKit "name@address:1:2".
    const frame = /^(?:\s*at )?([\w$.<>]*).*:(\d+):(\d+)\)?$/.exec(line);
    return frame === null ? [] : [`  ${frame[1] ?? ''} ${frame[2] ?? ''}:${frame[3] ?? ''}`];
  });
  return [`Vitrine: ${error.name}`, navigator.userAgent, ...frames.slice(0, 20)].join('\n');
}

import type { EngineError } from '../../../workers/protocol.ts';
import { visible } from '../../../workers/report/prose.ts';
import { workspace } from '../../engine/current.ts';
import type { Document } from '../../engine/document.ts';
import { pick } from '../../shell/picker.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { hex } from '../../ui/format.ts';
import { StateCard } from '../../ui/StateCard.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';

interface Words {
  readonly tag: string;
  readonly title: string;
  readonly text: string;
  /** The same file may do better a second time. */
  readonly again: boolean;
}

const words: Readonly<Record<EngineError['code'], Words>> = {
  unsupported: {
    tag: 'Not possible here',
    title: 'This browser cannot run the engine.',
    text: 'Use a version from 2024 or later, with WebAssembly allowed. Nothing was read.',
    again: true,
  },
  unreadable: {
    tag: 'Not readable',
    title: 'The browser could not read this file.',
    text: 'It may have been moved, locked, or be a folder. What it does is not known.',
    again: true,
  },
  changed: {
    tag: 'File changed',
    title: 'The file changed while it was read.',
    text: 'Choose it again: results from two versions are not mixed.',
    again: false,
  },
  limit: {
    tag: 'Limit reached',
    title: 'This file is more than Vitrine can hold.',
    text: 'It stopped before it had a result. What the file does is not known.',
    again: false,
  },
  cancelled: {
    tag: 'Cancelled',
    title: 'You stopped this check.',
    text: 'What the file does is not known.',
    again: true,
  },
  crashed: {
    tag: 'Engine stopped',
    title: 'The engine gave up on this file.',
    text: 'This is our fault, not proof of harm, and not proof of its absence: what the file does is not known.',
    again: true,
  },
  protocol: {
    tag: 'Two versions',
    title: 'Page and engine are of different versions.',
    text: 'Reload the page. Nothing was read.',
    again: false,
  },
  internal: {
    tag: 'Engine failed',
    title: 'The engine made a mistake with this file.',
    text: 'This is our fault, not proof of harm, and not proof of its absence: what the file does is not known.',
    again: true,
  },
};

interface FailedProps {
  readonly document: Document;
  readonly error: EngineError;
}

export function Failed({ document: { seq, name }, error }: FailedProps) {
  const { tag, title, text, again } = words[error.code];
  return (
    <main id="main" tabIndex={-1}>
      <StateCard
        mark="unknown"
        tag={tag}
        title={title}
        focus
        actions={
          <>
            {again && (
              <button
                type="button"
                className="btn primary"
                onClick={() => {
                  workspace.again(seq);
                }}
              >
                Try again
              </button>
            )}
            <button
              type="button"
              className={again ? 'btn' : 'btn primary'}
              onClick={() => {
                pick('files');
              }}
            >
              Choose a file
            </button>
            <CopyButton text={() => details(error)}>Copy details</CopyButton>
          </>
        }
      >
        <p>
          <Untrusted text={name} max={120} />
        </p>
        <p>{text}</p>
        <p className="t3 mono">
          <Untrusted text={details(error)} max={240} />
        </p>
      </StateCard>
    </main>
  );
}

function details({ code, message, at }: EngineError): string {
  return `${code}${message === '' ? '' : `: ${visible(message)}`}${at === undefined ? '' : ` at ${hex(at)}`}`;
}

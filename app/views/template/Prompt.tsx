import type { TemplatePreview } from '../../../workers/report/schema.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { said } from './prompt.ts';

/** What the model would be given for the sample conversation. */
export function Prompt({ preview }: { readonly preview: TemplatePreview }) {
  const { output, conversation, stop } = preview;
  const pieces = said(
    output.data,
    conversation.map(({ content }) => content),
  );
  return (
    <>
      {(pieces.length > 0 || stop === null) && (
        <div className="tp-prompt" tabIndex={0} role="group" aria-label="The prompt">
          {pieces.map(({ text, isSample }, i) => (
            <span key={i} className={isSample ? 'tp-said' : 'tp-mark'}>
              {text.split('\n').map((line, j) => (
                <span key={j}>
                  {j > 0 && '\n'}
                  <Untrusted text={line} max={2048} />
                </span>
              ))}
            </span>
          ))}
          {output.cut === undefined && stop === null ? (
            <span className="t3"> the model answers here</span>
          ) : (
            <span className="t3"> …</span>
          )}
        </div>
      )}
      {stop !== null && (
        <p className="tp-stop">
          <Mark kind="unknown" />
          <span>
            The preview stops here. <Prose text={stop.what} />
          </span>
        </p>
      )}
      <p className="t3 tp-note">
        {conversation.length === 1 && 'The template takes no system message. '}
        Rendered by Vitrine, which hands the template nothing but this conversation. Marks such as {'<bos>'} stand for
        the model’s own; the day is 1 January 2026.
      </p>
    </>
  );
}

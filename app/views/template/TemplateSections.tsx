import { useState } from 'react';
import type { Template } from '../../../workers/report/schema.ts';
import { bytes } from '../../ui/format.ts';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { Prompt } from './Prompt.tsx';
import { Reach } from './Reach.tsx';
import { Source } from './Source.tsx';
import './template.css';

/** The chat templates of a file: what they say, what they reach, what they make of a conversation. */
export function TemplateSections({ templates, first = 0 }: TemplateSectionsProps) {
  const [chosen, setChosen] = useState(first);
  const [isSource, setIsSource] = useState(true);
  const template = templates[chosen] ?? templates[0];
  if (template === undefined) return null;
  return (
    <section className="tp" aria-label="Chat template">
      <div className="pane-h tp-h">
        <h2>Chat template</h2>
        {templates.length > 1 ? (
          <select
            className="tp-pick"
            aria-label="Which template"
            value={chosen}
            onChange={(event) => {
              setChosen(Number(event.target.value));
            }}
          >
            {templates.map((_, i) => (
              <option key={i} value={i}>
                {`${(i + 1).toString()} of ${templates.length.toString()}`}
              </option>
            ))}
          </select>
        ) : null}
        <span className="n cut">
          <Untrusted text={template.name.data} cut={template.name.cut} max={60} />, {bytes(template.place.length)}
        </span>
        <span className="grow" />
        <div className="seg" role="group" aria-label="Show">
          <button type="button" aria-pressed={isSource} onClick={() => setIsSource(true)}>
            Source
          </button>
          <button type="button" aria-pressed={!isSource} onClick={() => setIsSource(false)}>
            Preview
          </button>
        </div>
      </div>
      {isSource && <Source source={template.source} />}
      <div className="tp-part">
        <h3>What this template can reach</h3>
        <Reach template={template} />
      </div>
      <div className="tp-part">
        <h3>With a sample conversation</h3>
        <Prompt preview={template.preview} />
      </div>
    </section>
  );
}

interface TemplateSectionsProps {
  readonly templates: readonly Template[];
  /** Shown first. */
  readonly first?: number;
}

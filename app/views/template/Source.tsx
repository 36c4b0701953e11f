import { useMemo } from 'react';
import type { Template } from '../../../workers/report/schema.ts';
import { count } from '../../ui/format.ts';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { highlighted } from './highlight.ts';

/** The template as it is written, line by line; characters that do not show are shown. */
export function Source({ source }: Pick<Template, 'source'>) {
  const lines = useMemo(() => highlighted(source.data.replace(/\n$/, '')), [source.data]);
  return (
    <div className="tp-source" tabIndex={0} role="group" aria-label="Template source">
      {lines.map((line, i) => (
        <div key={i} className="tp-line">
          {line.map(({ kind, text }, j) => (
            <span key={j} className={`tp-${kind}`}>
              <Untrusted text={text} max={4096} />
            </span>
          ))}
        </div>
      ))}
      {source.cut !== undefined && <p className="t3">and {count(source.cut)} more characters</p>}
    </div>
  );
}

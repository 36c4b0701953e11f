import type { Prose as ProseText } from '../../workers/report/prose.ts';
import { Untrusted } from './Untrusted.tsx';

/** One sentence of a report: our words, names in the code face, and text from the file through Untrusted. */
export function Prose({ text }: { readonly text: ProseText }) {
  return text.map((part, i) => {
    if (typeof part === 'string') return part;
    if ('code' in part) return <code key={i}>{part.code}</code>;
    return <Untrusted key={i} text={part.data} cut={part.cut} />;
  });
}

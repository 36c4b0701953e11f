import { useEffect, useState } from 'react';
import { samples, type Sample } from '../../samples/index.ts';
import type { Collected } from '../../shell/collect.ts';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Story } from './Story.tsx';
import { verdictWords } from '../../ui/verdict.ts';

interface GalleryProps {
  readonly onFiles: (collected: Collected) => void;
}

/** Files made in the page when they are asked for, opened like any other file. */
export function Gallery({ onFiles }: GalleryProps) {
  if (samples.length === 0) return null;
  return (
    <section aria-labelledby="samples">
      <div className="row-f samp-h">
        <h2 id="samples">Try a sample</h2>
        <span className="t2">
          Harmless re-creations of real attacks: every command is replaced by <code>echo</code>.
        </span>
      </div>
      <ul className={`gallery by-${samples.length % 3 === 0 ? '3' : '4'}`}>
        {samples.map((sample) => (
          <li key={sample.id}>
            <Card sample={sample} onFiles={onFiles} />
          </li>
        ))}
      </ul>
      <Story onFiles={onFiles} />
    </section>
  );
}

function Card({ sample, onFiles }: GalleryProps & { readonly sample: Sample }) {
  const { title, text, verdict, reference } = sample;
  const { mark, word } = verdictWords[verdict];
  return (
    <button
      type="button"
      className="scard"
      onClick={() => {
        const file = sample.file();
        onFiles({ files: [{ name: file.name, file }], folder: false, unreadable: 0, cut: false });
      }}
    >
      <Strip sample={sample} />
      <span className="sc-b">
        <b>{title}</b>
        <span className="t2 sc-d">{text}</span>
        <span className="sc-f">
          <Mark kind={mark} />
          <span className={`tx-${markClass[mark]} b`}>{word}</span>
          <span className="grow" />
          <span className="t3">{reference}</span>
        </span>
      </span>
    </button>
  );
}

const WIDTH = 240;

/** The sample's bytes at true scale. Making them takes a moment, so the page is shown first. */
function Strip({ sample }: { readonly sample: Sample }) {
  const [parts, setParts] = useState<ReturnType<Sample['strip']>>([]);
  useEffect(() => {
    // The engine comes first.
    const timer = setTimeout(() => {
      setParts(sample.strip());
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, [sample]);
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, p) => sum + p.share, 0) * WIDTH);
  return (
    <span className="rod strip">
      <svg viewBox={`0 0 ${WIDTH.toString()} 10`} preserveAspectRatio="none" aria-hidden="true">
        {parts.map(({ kind, share }, i) => (
          <rect
            key={i}
            x={starts[i]}
            width={share * WIDTH + 0.1}
            height="10"
            className={kind === 'weights' ? `k-w${((i % 4) + 1).toString()}` : `k-${kind}`}
          />
        ))}
      </svg>
    </span>
  );
}

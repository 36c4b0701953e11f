import { useRef, useState, type KeyboardEvent } from 'react';
import { visible } from '../../../../workers/report/prose.ts';
import { bytes, hexRange, plural } from '../../../ui/format.ts';
import { markClass } from '../../../ui/Mark.tsx';
import { Untrusted } from '../../../ui/Untrusted.tsx';
import { kindWords, severityWords } from '../../../ui/verdict.ts';
import type { Part } from './lens.ts';
import { tintsOf } from './rod.ts';

interface LensProps {
  readonly parts: readonly Part[];
  /** Stands on the rod, at true scale. */
  readonly overlay: boolean;
  readonly selected: number | null;
  readonly onSelect: (artifact: number) => void;
  readonly onShow: (part: Part, clientX: number) => void;
}

/** The parts in order: one tab stop, arrow keys move between them. */
export function Lens({ parts, overlay, selected, onSelect, onShow }: LensProps) {
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const tints = tintsOf(parts);
  const current = Math.min(active, parts.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: parts.length - 1 }[event.key];
    if (to === undefined || to < 0 || to >= parts.length) return;
    event.preventDefault();
    setActive(to);
    list.current?.querySelectorAll<HTMLElement>('button')[to]?.focus();
  };
  return (
    <div
      className={overlay ? 'lens over' : 'lens'}
      role="group"
      aria-label="Parts of the file, in order"
      ref={list}
      onKeyDown={onKeyDown}
    >
      {parts.map((part, i) => {
        // What follows the deciding bytes of a program is the rest of it.
        const after = i > 1 && parts[i - 1]?.hit !== null && parts[i - 2]?.artifact === part.artifact;
        const look =
          part.hit !== null
            ? `hit ${markClass[part.hit]}`
            : part.kind === 'weights'
              ? `w${(tints[i] ?? 1).toString()}`
              : part.kind;
        return (
          <button
            key={part.offset}
            type="button"
            tabIndex={i === current ? 0 : -1}
            className={`lp ${look}`}
            style={{ width: `${part.width.toString()}%` }}
            aria-label={spoken(part)}
            aria-pressed={part.artifact === selected}
            onFocus={(event) => {
              setActive(i);
              const box = event.currentTarget.getBoundingClientRect();
              if (event.currentTarget.matches(':focus-visible')) onShow(part, box.left + box.width / 2);
            }}
            onPointerMove={(event) => {
              if (overlay) return;
              onShow(part, event.clientX);
            }}
            onClick={(event) => {
              event.stopPropagation();
              onSelect(part.artifact);
            }}
          >
            {part.hit === null && part.width > (overlay ? 6 : 5) && (
              <>
                {!after && (
                  <b>
                    <Untrusted text={part.name} max={60} />
                  </b>
                )}
                {!overlay && <span className="s">{sizeOf(part, after)}</span>}
              </>
            )}
          </button>
        );
      })}
    </div>
  );
}

function sizeOf({ kind, name, label, length }: Part, after: boolean): string {
  if (after) return `${bytes(length)} more`;
  return kind === 'program' && name !== label ? `${label}, ${bytes(length)}` : bytes(length);
}

function spoken(part: Part): string {
  const what = part.hit === null ? kindWords[part.kind] : `${severityWords[part.hit]} finding`;
  const many = part.count > 1 ? `, ${plural(part.count, 'part')}` : '';
  return `${visible(part.name)}, ${what.toLowerCase()}, ${bytes(part.length)}${many}, at ${hexRange(part.offset, part.length)}`;
}

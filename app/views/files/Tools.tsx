import type { Document } from '../../engine/document.ts';
import { count, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { tally, type Filter } from './list.ts';

interface ToolsProps {
  readonly documents: readonly Document[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

const words = {
  critical: 'run code',
  high: 'can run code',
  medium: 'need a look',
  unknown: 'waiting or not known',
  ok: 'nothing runs',
} as const;
const wordOf = (mark: string): string => Object.entries(words).find(([key]) => key === mark)?.[1] ?? mark;

/** Find a file by its name, or see only those of one kind. */
export function Tools({ documents, filter, onFilter }: ToolsProps) {
  return (
    <div className="btools">
      <label className="field">
        <span className="sr">Filter files</span>
        <Icon name="search" />
        <input
          data-search
          type="text"
          placeholder={`Filter ${plural(documents.length, 'file')}`}
          value={filter.text}
          onChange={(event) => {
            onFilter({ ...filter, text: event.target.value });
          }}
        />
        <kbd>/</kbd>
      </label>
      <div className="seg">
        <button
          type="button"
          aria-pressed={filter.mark === null}
          onClick={() => {
            onFilter({ ...filter, mark: null });
          }}
        >
          All <span className="n">{count(documents.length)}</span>
        </button>
        {tally(documents).map(({ mark, count: n }) => (
          <button
            key={mark}
            type="button"
            aria-pressed={filter.mark === mark}
            onClick={() => {
              onFilter({ ...filter, mark: filter.mark === mark ? null : mark });
            }}
          >
            <Mark kind={mark} size="s" />
            <span className="n">{count(n)}</span>
            <span className="sr">{wordOf(mark)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

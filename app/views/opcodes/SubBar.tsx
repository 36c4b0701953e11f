import { memo, useState, type RefObject } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { count } from '../../ui/format.ts';
import { Picker } from '../../ui/rows/Picker.tsx';
import type { Program, Severity } from '../../../workers/report/schema.ts';
import type { Find } from './useFind.ts';
import { LISTING_MAX } from './useListing.ts';
import type { Shown } from './row.tsx';

interface SubBarProps {
  readonly programs: readonly Program[];
  readonly program: Program;
  readonly onProgram: (id: number) => void;
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
  /** Steps that push text, as soon as they are counted. */
  readonly texts: number | null;
  /** Findings in this program, and the worst of them. */
  readonly flagged: number;
  readonly worst: Severity | undefined;
  readonly find: Find;
  readonly onFind: (text: string, direction: 1 | -1) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** "Finding 1 of 3", when there are any. */
  readonly place: string | null;
  readonly onFinding: () => void;
  /** The listing as text. */
  readonly onCopy: () => void;
}

export const SubBar = memo(function SubBar(props: SubBarProps) {
  const { programs, program, shown, onShown, texts, flagged, worst, place } = props;
  const chip = (value: Shown, name: string, n: number | null, mark?: Severity) => (
    <button type="button" aria-pressed={shown === value} onClick={() => onShown(value)}>
      {mark !== undefined && <Mark kind={mark} size="s" />}
      {name} {n !== null && <span className="n">{count(n)}</span>}
    </button>
  );
  return (
    <div className="sub">
      <Picker
        label="Program"
        current={program.id}
        choices={programs.map((p) => ({ id: p.id, name: p.name, detail: `${count(p.steps)} steps`, kind: 'program' }))}
        onPick={props.onProgram}
      />
      <FindField {...props} />
      <div className="seg" role="group" aria-label="Emphasise">
        {chip('all', 'All', program.steps)}
        {chip('call', 'Calls', program.calls)}
        {chip('name', 'Names', program.imports)}
        {chip('text', 'Text', texts)}
        {chip('flagged', 'Flagged', flagged, worst)}
      </div>
      <span className="grow" />
      <button
        type="button"
        className="btn ghost icon hide-m"
        aria-label="Copy as text"
        title={copyTitle(program)}
        onClick={props.onCopy}
      >
        <Icon name="copy" />
      </button>
      {place !== null && worst !== undefined && (
        <>
          <span className="t2 hide-t hide-m num">{place}</span>
          <button type="button" className="btn hide-m" onClick={props.onFinding}>
            <Mark kind={worst} size="s" />
            <span>
              Jump<span className="hide-t"> to finding</span>
            </span>{' '}
            <kbd>n</kbd>
          </button>
        </>
      )}
    </div>
  );
});

function copyTitle({ steps }: Program): string {
  return steps <= LISTING_MAX
    ? 'Copy the listing as text'
    : `Copy ${count(LISTING_MAX)} steps from the selected one as text`;
}

function FindField({ find, onFind, inputRef, shown }: SubBarProps) {
  const [text, setText] = useState('');
  const nothing = text.trim() === '' && shown === 'all';
  const step = (direction: 1 | -1) => {
    if (!nothing) onFind(text.trim(), direction);
  };
  return (
    <form
      role="search"
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        step(1);
      }}
    >
      <label className="field">
        <span className="sr">Find</span>
        <Icon name="search" />
        <input
          ref={inputRef}
          value={text}
          placeholder="Opcode, argument, 0x…"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.shiftKey) {
              event.preventDefault();
              step(-1);
            } else if (event.key === 'Escape') {
              if (text !== '') setText('');
              else event.currentTarget.blur();
              event.stopPropagation();
            }
          }}
        />
        <kbd>/</kbd>
      </label>
      <button
        type="button"
        className="btn icon ghost"
        aria-label="Previous match"
        title="Previous match (Shift Enter)"
        disabled={nothing}
        onClick={() => step(-1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="submit"
        className="btn icon ghost"
        aria-label="Next match"
        title="Next match (Enter)"
        disabled={nothing}
      >
        <Icon name="down" />
      </button>
      <span className="found t2" role="status">
        {find.busy ? 'Searching…' : find.said === '' ? '' : <Untrusted text={find.said} max={80} />}
      </span>
    </form>
  );
}

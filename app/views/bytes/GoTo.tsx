import { useState, type RefObject } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { hex } from '../../ui/format.ts';
import { parseOffset } from './decode.ts';

interface GoToProps {
  readonly size: number;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onGo: (offset: number) => void;
}

/** A field for an offset, decimal or 0x. */
export function GoTo({ size, inputRef, onGo }: GoToProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <form
      className="find goto"
      onSubmit={(event) => {
        event.preventDefault();
        const offset = parseOffset(text);
        if (offset === null) setProblem('A number, or 0x and hex digits');
        else if (offset >= size) setProblem(`The last byte is ${hex(Math.max(0, size - 1))}`);
        else {
          setProblem('');
          onGo(offset);
        }
      }}
    >
      <label className="field">
        <span className="sr">Go to offset</span>
        <Icon name="right" />
        <input
          ref={inputRef}
          value={text}
          placeholder="Offset, 0x…"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== ''}
          onChange={(event) => {
            setText(event.target.value);
            setProblem('');
          }}
        />
        <kbd>/</kbd>
      </label>
      <button type="submit" className="btn">
        Go
      </button>
      <span className="found t2" role="status">
        {problem}
      </span>
    </form>
  );
}

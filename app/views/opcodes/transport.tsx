/** What one presses to go through a program. None of it looks different between one step and the next. */
import { memo, useState } from 'react';
import { Icon, type IconName } from '../../ui/Icon.tsx';

export type Stop = 'call' | 'import' | 'finding';

interface Going {
  readonly playing: boolean;
  readonly onPlay: (playing: boolean) => void;
  readonly onStep: (step: number) => void;
  /** Next or previous call, import or finding. */
  readonly onNext: (what: Stop, direction: 1 | -1) => void;
  /** Runs to the byte at an offset, as the rows show it. */
  readonly onRunTo: (offset: string) => void;
}

const STOPS: readonly { readonly what: Stop; readonly keys: readonly [string, string] | null }[] = [
  { what: 'call', keys: ['Shift ←', 'Shift →'] },
  { what: 'import', keys: null },
  { what: 'finding', keys: ['p', 'n'] },
];

interface ButtonsProps extends Pick<Going, 'playing' | 'onPlay' | 'onStep'> {
  readonly atFirst: boolean;
  readonly atLast: boolean;
  readonly last: number;
  readonly onBy: (steps: number) => void;
}

export const Buttons = memo(function Buttons({ atFirst, atLast, last, playing, onPlay, onStep, onBy }: ButtonsProps) {
  const button = (icon: IconName, label: string, keys: string, off: boolean, run: () => void) => (
    <button
      type="button"
      className="btn icon ghost"
      aria-label={label}
      title={`${label} (${keys})`}
      disabled={off}
      onClick={run}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div className="tbtn" role="group" aria-label="Replay controls">
      {button('first', 'First step', 'Home', atFirst, () => onStep(0))}
      {button('prev', 'Step back', '←', atFirst, () => onBy(-1))}
      <button
        type="button"
        className="btn icon primary"
        aria-label={playing ? 'Pause' : 'Play'}
        title={`${playing ? 'Pause' : 'Play'} (Space)`}
        onClick={() => onPlay(!playing)}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      {button('next', 'Step forward', '→', atLast, () => onBy(1))}
      {button('last', 'Last step', 'End', atLast, () => onStep(last))}
    </div>
  );
});

export const Stops = memo(function Stops({
  hasFindings,
  onNext,
}: Pick<Going, 'onNext'> & { readonly hasFindings: boolean }) {
  return (
    <div className="flow">
      {STOPS.map(({ what, keys }) => (
        <span key={what} className="stop" role="group" aria-label={`Go to a ${what}`}>
          {what}
          <button
            type="button"
            className="btn ghost mini"
            aria-label={`Previous ${what}`}
            title={`Previous ${what}${keys === null ? '' : ` (${keys[0]})`}`}
            disabled={what === 'finding' && !hasFindings}
            onClick={() => onNext(what, -1)}
          >
            <Icon name="up" />
          </button>
          <button
            type="button"
            className="btn ghost mini"
            aria-label={`Next ${what}`}
            title={`Next ${what}${keys === null ? '' : ` (${keys[1]})`}`}
            disabled={what === 'finding' && !hasFindings}
            onClick={() => onNext(what, 1)}
          >
            <Icon name="down" />
          </button>
        </span>
      ))}
    </div>
  );
});

/** "Run to 0x5fff": the byte, and with it the step it belongs to. */
export const RunTo = memo(function RunTo({ onRunTo }: Pick<Going, 'onRunTo'>) {
  const [text, setText] = useState('');
  return (
    <form
      className="runto"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onRunTo(/^0x/i.test(text.trim()) ? text.trim() : `0x${text.trim()}`);
      }}
    >
      <label>
        <span className="t2">Run to</span>
        <input
          value={text}
          placeholder="0x…"
          aria-label="Run to offset"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            if (text === '') event.currentTarget.blur();
            else setText('');
          }}
        />
      </label>
    </form>
  );
});

import { useState } from 'react';
import { Icon } from '../Icon.tsx';
import { Popover } from '../Menu.tsx';
import { Untrusted } from '../Untrusted.tsx';
import { count } from '../format.ts';
import { visible } from '../../../workers/report/prose.ts';
import './picker.css';

export interface Choice {
  readonly id: number;
  /** Text from a file. */
  readonly name: string;
  readonly detail?: string | undefined;
  /** Byte kind, for the swatch. */
  readonly kind?: string | undefined;
  readonly depth?: number | undefined;
}

interface PickerProps {
  readonly label: string;
  readonly current: number;
  readonly choices: readonly Choice[];
  readonly onPick: (id: number) => void;
}

/** More are found by typing part of a name. */
const SHOWN = 100;
const DEPTHS = 6;

/** Which program or member is shown: a plain name when there is only one. */
export function Picker({ label, current, choices, onPick }: PickerProps) {
  const [filter, setFilter] = useState('');
  const chosen = choices.find((c) => c.id === current);
  const button = (
    <>
      {chosen?.kind !== undefined && <i className={`sw ${chosen.kind}`} />}
      <b className="cut pickname">
        <Untrusted text={chosen?.name ?? ''} max={80} />
      </b>
    </>
  );
  if (choices.length < 2) return <span className="row-f pickone">{button}</span>;
  const wanted = filter.toLowerCase();
  const found = wanted === '' ? choices : choices.filter((c) => c.name.toLowerCase().includes(wanted));
  const pick = (id: number, from: HTMLElement) => {
    from.closest<HTMLElement>('[popover]')?.hidePopover();
    setFilter('');
    onPick(id);
  };
  return (
    <Popover
      align="start"
      label={`${label}: ${visible(chosen?.name.slice(0, 80) ?? '')}`}
      buttonClass="btn ghost pick"
      button={
        <>
          {button}
          <span className="n num t3 hide-m">
            {count(choices.findIndex((c) => c.id === current) + 1)} of {count(choices.length)}
          </span>
          <Icon name="down" />
        </>
      }
    >
      {choices.length > 12 && (
        <label className="field pickfield">
          <span className="sr">Filter</span>
          <Icon name="search" />
          <input value={filter} placeholder="Part of a name" onChange={(event) => setFilter(event.target.value)} />
        </label>
      )}
      <ul className="picklist">
        {found.slice(0, SHOWN).map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              className="mi pickitem"
              aria-current={choice.id === current ? 'true' : undefined}
              style={{ paddingLeft: 10 + 14 * Math.min(DEPTHS, choice.depth ?? 0) }}
              onClick={(event) => pick(choice.id, event.currentTarget)}
            >
              {choice.kind === undefined ? <span /> : <i className={`sw ${choice.kind}`} />}
              <span className="cut">
                <Untrusted text={choice.name} max={120} />
              </span>
              <span className="t3 num">{choice.detail}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className="t2">{count(found.length - SHOWN)} more: type part of a name.</p>}
      {found.length === 0 && <p className="t2">No name holds that.</p>}
    </Popover>
  );
}

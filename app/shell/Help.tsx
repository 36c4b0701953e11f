import { ThisCopy } from '../offline/ThisCopy.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KEYS } from './keys.ts';
import { letters } from './letters.ts';
import { useSetting } from './setting.ts';
import './help.css';

interface HelpProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function Help({ open, onClose }: HelpProps) {
  const on = useSetting(letters) === 'on';
  return (
    <Dialog open={open} onClose={onClose} title="Help">
      <h3 className="help-h">Keyboard</h3>
      <label className="keys-on">
        <input
          type="checkbox"
          checked={on}
          onChange={() => {
            letters.set(on ? 'off' : 'on');
          }}
        />
        Single letters are shortcuts
      </label>
      <dl className="keys">
        {KEYS.map(({ keys, does }) => (
          <div key={keys.join(' ')}>
            <dt>
              {keys.map((k) => (
                <kbd key={k}>{k}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <h3 className="help-h">This copy of Vitrine</h3>
      <ThisCopy />
    </Dialog>
  );
}

import { plural } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import './drop-veil.css';

/** Over everything while files are held over the page. */
export function DropVeil({ files }: { readonly files: number }) {
  return (
    <div className="veil" role="status">
      <div className="veil-in">
        <span className="drop-i">
          <Icon name="drop" />
        </span>
        <p className="veil-t">Let go to look inside.</p>
        <p className="t2">
          {plural(files, 'item')}. {files === 1 ? 'It stays' : 'They stay'} on this machine.
        </p>
      </div>
    </div>
  );
}

import { routeOfFile } from '../compare/routes.ts';
import { workspace } from '../engine/current.ts';
import type { Document } from '../engine/document.ts';
import { navigate } from '../link/route.ts';
import { bytes, plural } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { Untrusted } from '../ui/Untrusted.tsx';
import { pick } from './picker.ts';
import { statusOf } from './status.ts';

/** Open files shown in the menu; the rest is in the list of files. */
const MOST = 30;

interface FileSwitcherProps {
  readonly documents: readonly Document[];
  readonly current: Document;
}

export function FileSwitcher({ documents, current }: FileSwitcherProps) {
  const { mark, word } = statusOf(current.state);
  return (
    <Menu
      align="start"
      buttonClass="btn ghost filebtn"
      label="Open files"
      button={
        <>
          <Mark kind={mark} size="s" label={word} />
          <b className="cut">
            <Untrusted text={shortName(current.name)} max={80} />
          </b>
          <span className="num t3 hide-t hide-m">{bytes(current.size)}</span>
          <Icon name="down" />
        </>
      }
    >
      <div className="open-files">
        {documents.slice(0, MOST).map((d) => {
          const status = statusOf(d.state);
          return (
            <MenuItem
              key={d.seq}
              icon={<Mark kind={status.mark} />}
              name={<Untrusted text={d.name} max={80} />}
              detail={`${status.word}, ${bytes(d.size)}`}
              checked={d.seq === current.seq}
              end={d.seq === current.seq ? <Icon name="check" /> : undefined}
              onPick={() => {
                navigate({ view: 'report', doc: d.seq });
              }}
            />
          );
        })}
      </div>
      <hr />
      {documents.length > 1 && (
        <MenuItem
          icon={<Icon name="folder" />}
          name={`All ${plural(documents.length, 'file')}`}
          onPick={() => {
            navigate({ view: 'files' });
          }}
        />
      )}
      <MenuItem
        icon={<Icon name="compare" />}
        name="Compare this file"
        end={<kbd>c</kbd>}
        onPick={() => {
          navigate(routeOfFile(documents, current.seq));
        }}
      />
      <MenuItem
        icon={<Icon name="file" />}
        name="Open other files"
        end={<kbd>o</kbd>}
        onPick={() => {
          pick('files');
        }}
      />
      <MenuItem
        icon={<Icon name="x" />}
        name="Close this file"
        onPick={() => {
          workspace.close(current.seq);
          const next = documents.find((d) => d.seq !== current.seq);
          navigate(next === undefined ? { view: 'start' } : { view: 'report', doc: next.seq });
        }}
      />
    </Menu>
  );
}

/** The last part of a path: for a folder the whole path is in the menu. */
export function shortName(name: string): string {
  return name.split('/').at(-1) ?? name;
}

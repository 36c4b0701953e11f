import { useEffect, useRef } from 'react';
import { allClaims } from '../../compare/claims.ts';
import { foldersOf } from '../../compare/folders.ts';
import { formatRef, type Ref } from '../../compare/refs.ts';
import type { Chosen } from '../../compare/sides.ts';
import type { Document } from '../../engine/document.ts';
import { formatRoute, type Route } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { pick } from '../../shell/picker.ts';
import { statusOf } from '../../shell/status.ts';
import { bytes, count, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { verdictWords } from '../../ui/verdict.ts';

interface ChooseProps {
  readonly left: Chosen | null;
  readonly right: Chosen | null;
  readonly documents: readonly Document[];
}

/** Files listed one by one. */
const MOST = 200;

/** What the other side is: something open, something dropped, or a saved report. */
export function Choose({ left, right, documents }: ChooseProps) {
  const given = left ?? right;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const route = (ref: Ref): Route => {
    const text = formatRef(ref);
    if (left !== null) return { view: 'compare', left: formatRef(left.ref), right: text };
    return right === null
      ? { view: 'compare', left: text }
      : { view: 'compare', left: text, right: formatRef(right.ref) };
  };
  const others = documents.filter(({ seq }) => given?.ref.kind !== 'file' || given.ref.number !== seq);
  const folders = foldersOf(documents).filter(
    ({ documents: all }) => !all.some(({ seq }) => given?.documents[0]?.seq === seq && given.ref.kind === 'folder'),
  );
  const claims = allClaims().filter(({ number }) => given?.ref.kind !== 'claim' || given.ref.number !== number);
  return (
    <main id="main" className="cmp-choose" tabIndex={-1}>
      <section className="card">
        <h1 ref={heading} tabIndex={-1}>
          {given === null ? (
            'Compare what with what?'
          ) : (
            <>
              Compare <Untrusted text={given.name} max={120} /> with what?
            </>
          )}
        </h1>
        <p className="t2">
          Drop the other file or folder anywhere, or a report that was saved as JSON or as a bundle. It stays on this
          machine.
        </p>
        <p className="row-f cmp-picks">
          <button type="button" className="btn primary" onClick={() => pick('files')}>
            Choose a file
          </button>
          <button type="button" className="btn" onClick={() => pick('folder')}>
            Choose a folder
          </button>
        </p>
        {folders.length > 0 && (
          <List title="Open folders">
            {folders.map(({ seq, path, documents: all }) => (
              <Item
                key={seq}
                route={route({ kind: 'folder', number: seq })}
                mark={<Icon name="folder" />}
                name={path === '' ? `${count(all.length)} files` : path.slice(0, -1)}
                detail={plural(all.length, 'file')}
              />
            ))}
          </List>
        )}
        {others.length > 0 && (
          <List title="Open files">
            {others.slice(0, MOST).map(({ seq, name, size, state }) => {
              const { mark, word } = statusOf(state);
              return (
                <Item
                  key={seq}
                  route={route({ kind: 'file', number: seq })}
                  mark={<Mark kind={mark} />}
                  name={name}
                  detail={`${word}, ${bytes(size)}`}
                />
              );
            })}
            {others.length > MOST && (
              <li className="t3">and {count(others.length - MOST)} more: choose them in the list of files</li>
            )}
          </List>
        )}
        {claims.length > 0 && (
          <List title="Reports somebody made">
            {claims.map(({ number, report }) => (
              <Item
                key={number}
                route={route({ kind: 'claim', number })}
                mark={<Mark kind="unknown" />}
                name={report.file.path}
                detail={`says: ${verdictWords[report.verdict].word}`}
              />
            ))}
          </List>
        )}
      </section>
    </main>
  );
}

function List({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <>
      <h2 className="lab">{title}</h2>
      <ul className="cmp-items" data-list="choices">
        {children}
      </ul>
    </>
  );
}

interface ItemProps {
  readonly route: Route;
  readonly mark: React.ReactNode;
  readonly name: string;
  readonly detail: string;
}

function Item({ route, mark, name, detail }: ItemProps) {
  return (
    <li>
      <a href={formatRoute(route)} onClick={go(route)}>
        {mark}
        <span className="cut">
          <Untrusted text={name} max={160} />
        </span>
        <span className="t2 nw">{detail}</span>
      </a>
    </li>
  );
}

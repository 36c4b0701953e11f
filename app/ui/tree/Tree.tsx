import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../Icon.tsx';
import { pathTo, visibleRows, type Item, type Node, type Row } from './fold.ts';
import { moveTo } from './keys.ts';
import './tree.css';

interface TreeProps<T> {
  readonly root: Node<T>;
  readonly label: string;
  readonly selected: string | null;
  /** Ids open at first. */
  readonly open: ReadonlySet<string>;
  readonly alike: (a: T, b: T) => boolean;
  /** What a row shows after the twisty. */
  readonly row: (item: Item<T>) => ReactNode;
  /** Spoken name, also used for type-ahead. */
  readonly name: (item: Item<T>) => string;
  /** Rows that are not only fold and unfold. */
  readonly selectable: (item: Item<T>) => boolean;
  readonly onSelect: (item: Item<T>) => void;
}

/** A tree with one tab stop: arrows walk and fold, letters jump to a name, Enter selects. */
export function Tree<T>({ root, selected, alike, ...props }: TreeProps<T>) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => withPath(props.open, root, selected, alike));
  const [seen, setSeen] = useState(selected);
  const [active, setActive] = useState(selected ?? root.id);
  const list = useRef<HTMLDivElement>(null);

  // A selection made elsewhere (the map, a finding) comes into sight.
  if (seen !== selected) {
    setSeen(selected);
    setOpen(withPath(open, root, selected, alike));
    if (selected !== null) setActive(selected);
  }
  const rows = visibleRows(root, open, alike);
  const at = Math.max(
    0,
    rows.findIndex((r) => r.id === active),
  );

  useEffect(() => {
    reveal(list.current?.querySelector('[aria-selected=true]') ?? null);
  }, [selected]);

  const toggle = (row: Row<T>, to: boolean): void => {
    const next = new Set(open);
    if (to) next.add(row.id);
    else next.delete(row.id);
    setOpen(next);
  };
  const focus = (row: Row<T> | undefined): void => {
    if (row === undefined) return;
    setActive(row.id);
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus();
  };
  const pick = (row: Row<T>): void => {
    if (props.selectable(row.item)) props.onSelect(row.item);
    else if (row.open !== null) toggle(row, !row.open);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moveTo(event, rows, at, (r) => props.name(r.item));
    const row = rows[at];
    if (move === null || row === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === 'go') focus(rows[move.to]);
    else if (move.kind === 'fold') toggle(row, move.open);
    else pick(row);
  };

  return (
    <div className="tree" role="tree" aria-label={props.label} ref={list} onKeyDown={onKeyDown}>
      {rows.map((row, i) => (
        <div
          key={row.id}
          data-row={row.id}
          role="treeitem"
          aria-level={row.level}
          aria-setsize={row.set}
          aria-posinset={row.position}
          aria-expanded={row.open ?? undefined}
          aria-selected={row.id === selected}
          aria-label={props.name(row.item)}
          tabIndex={i === at ? 0 : -1}
          className="tr"
          onFocus={() => {
            setActive(row.id);
          }}
          onClick={(event) => {
            const onTwisty = event.target instanceof Element && event.target.closest('.tw') !== null;
            if (row.open !== null && onTwisty) toggle(row, !row.open);
            else pick(row);
          }}
        >
          {Array.from({ length: row.level - 1 }, (_, level) => (
            <span key={level} className="tg" aria-hidden="true" />
          ))}
          <span className="tw" aria-hidden="true">
            {row.open !== null && <Icon name={row.open ? 'down' : 'right'} />}
          </span>
          {props.row(row.item)}
        </div>
      ))}
    </div>
  );
}

/** Scrolls the pane around the row, never the page. */
function reveal(row: Element | null): void {
  const pane = row?.closest('.pane, .dlg-b') ?? null;
  if (row === null || pane === null || pane.scrollHeight <= pane.clientHeight) return;
  const [inner, outer] = [row.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (inner.bottom > outer.bottom) pane.scrollTop += inner.bottom - outer.bottom + 40;
  else if (inner.top < outer.top + 40) pane.scrollTop -= outer.top + 40 - inner.top;
}

function withPath<T>(
  open: ReadonlySet<string>,
  root: Node<T>,
  id: string | null,
  alike: (a: T, b: T) => boolean,
): ReadonlySet<string> {
  const path = id === null ? null : pathTo(root, id, alike);
  return path === null ? open : new Set([...open, ...path]);
}

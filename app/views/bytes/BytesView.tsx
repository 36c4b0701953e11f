import { useMemo, useRef, useState, type ClipboardEvent } from 'react';
import type { ViewProps } from '../view.ts';
import { Icon } from '../../ui/Icon.tsx';
import { markClass } from '../../ui/Mark.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { bytes, count, hex, plural } from '../../ui/format.ts';
import { Picker } from '../../ui/rows/Picker.tsx';
import { useKeys } from '../../ui/rows/useKeys.ts';
import { usePaced } from '../../ui/rows/usePaced.ts';
import { useRouted } from '../../ui/rows/useRouted.ts';
import type { ByteKind } from '../../../workers/report/schema.ts';
import { severityAt } from '../opcodes/flags.ts';
import { findArtifact, flatten } from './artifacts.ts';
import { GoTo } from './GoTo.tsx';
import { hexText } from './hex.ts';
import { HexGrid } from './HexGrid.tsx';
import { Inspector } from './Inspector.tsx';
import { findingsIn, findingSpans, KIND_NAMES, KINDS, ownerOf } from './kinds.ts';
import { rangeOf, wishedBytes, type ByteSelection } from './selection.ts';
import '../../ui/rows/subbar.css';
import './bytes.css';

/** Copying more than this is a file, not a clipboard. */
const COPY_MAX = 1_000_000;
/** Selections are spoken at most this often. */
const SAY_MS = 500;

/** Every byte of the dropped file, or of a member, and who explains it. */
export function BytesView(props: ViewProps) {
  const { seq, report, engine, route, go } = props;
  const [selection, select] = useRouted<ByteSelection>({
    route,
    read: (r) => wishedBytes(report, r),
    says: (r, s) => r.artifact === s.artifact && r.offset === s.at,
    write: (s) => go({ view: 'bytes', artifact: s.artifact, offset: s.at }),
  });
  const artifact = findArtifact(report, selection.artifact) ?? report.tree;
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const range = rangeOf(selection);

  const source = useMemo(
    () => ({ seq, engine, artifact: artifact.id, size: artifact.size, origin: 0 }),
    [seq, engine, artifact],
  );
  const owner = useMemo(() => ownerOf(artifact, report.coverage), [artifact, report]);
  const placed = useMemo(() => findingsIn(artifact, report.findings), [artifact, report]);
  const spans = useMemo(() => findingSpans(placed), [placed]);
  const paint = (offset: number) => {
    const severity = severityAt(spans, offset);
    const tint = severity === undefined ? '' : `f-${markClass[severity]}`;
    if (!inside(offset)) return tint;
    return `${tint} ${offset === selection.at ? 'at' : 'sel'}`;
  };
  const inside = (offset: number) => offset >= range.offset && offset < range.offset + range.length;
  const describe = (first: number, last: number) => {
    const severity = spans.find((s) => s.from < last && s.to >= first)?.severity;
    return `; ${KIND_NAMES[owner(first).kind]}${severity === undefined ? '' : `; ${severity} finding`}`;
  };
  const move = (at: number, extend: boolean) => {
    select({ artifact: artifact.id, at, anchor: extend ? selection.anchor : at });
  };
  const copy = async () => {
    const found = await engine.bytes(artifact.id, range.offset, Math.min(COPY_MAX, range.length));
    if (!found.ok) {
      setSaid(`These bytes could not be read: ${found.error.message}`);
      return;
    }
    await navigator.clipboard.writeText(hexText(found.value));
    setSaid(
      `Copied ${plural(found.value.length, 'byte')} as hex${range.length > COPY_MAX ? ', the first ones of the selection' : ''}`,
    );
  };
  const jump = (direction: 1 | -1) => {
    const starts = placed.map((f) => f.range).sort((a, b) => a.offset - b.offset);
    const next =
      direction === 1 ? starts.find((r) => r.offset > range.offset) : starts.findLast((r) => r.offset < range.offset);
    const to = next ?? (direction === 1 ? starts[0] : starts.at(-1));
    if (to !== undefined)
      select({ artifact: artifact.id, at: to.offset, anchor: to.offset + Math.max(0, to.length - 1) });
  };
  useKeys({
    n: () => jump(1),
    p: () => jump(-1),
    '/': () => input.current?.select(),
  });
  const spoken = usePaced(`${plural(range.length, 'byte')} selected at ${hex(range.offset)}`, SAY_MS);

  return (
    <>
      <section className="top sub" aria-label="Member and offset">
        <Picker
          label="Bytes of"
          current={artifact.id}
          choices={flatten(report.tree).map(({ artifact: a, depth }) => ({
            id: a.id,
            name: a.name,
            detail: bytes(a.size),
            kind: a.kind,
            depth,
          }))}
          onPick={(id) => select({ artifact: id, at: 0, anchor: 0 })}
        />
        <GoTo size={artifact.size} inputRef={input} onGo={(at) => move(at, false)} />
        <Legend kinds={kindsIn(report.coverage.segments)} />
        <span className="grow" />
        <span className="t2 found" role="status">
          {said}
        </span>
        {placed.length > 0 && (
          <button type="button" className="btn hide-m" onClick={() => jump(1)}>
            <span>
              Next<span className="hide-t"> finding</span>
            </span>{' '}
            <kbd>n</kbd>
          </button>
        )}
        <button
          type="button"
          className="btn"
          aria-label="Copy as hex"
          title="Copy the selected bytes as hex (Ctrl C)"
          onClick={() => void copy()}
        >
          <Icon name="copy" />
          <span className="hide-t">Copy as hex</span>
        </button>
      </section>
      <main id="main" className="panes bx" tabIndex={-1} onCopy={(event) => copyFromGrid(event, copy)}>
        <h1 className="sr" tabIndex={-1}>
          Bytes of <Untrusted text={artifact.name} max={80} />
        </h1>
        <section className="pane hexpane" aria-label="Hex listing">
          {artifact.size === 0 ? (
            <p className="bx-none t2">Nothing in here: 0 bytes.</p>
          ) : (
            <HexGrid
              key={artifact.id}
              id="bh"
              label={`Bytes, ${count(artifact.size)} in all`}
              source={source}
              cursor={selection.at}
              onCursor={move}
              paint={paint}
              kind={(offset) => owner(offset).kind}
              describe={describe}
            />
          )}
        </section>
        <Inspector {...props} artifact={artifact} range={range} at={selection.at} owner={owner} placed={placed} />
        <p className="sr" role="status">
          {spoken}
        </p>
      </main>
    </>
  );
}

/** Ctrl+C with nothing else selected copies the bytes. */
function copyFromGrid(event: ClipboardEvent<HTMLElement>, copy: () => Promise<void>): void {
  const { target } = event;
  const inGrid = target instanceof Element && target.closest('.hexgrid') !== null;
  if (!inGrid || window.getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  void copy();
}

function kindsIn(segments: readonly { readonly kind: ByteKind }[]): readonly ByteKind[] {
  const found = new Set(segments.map((s) => s.kind));
  return KINDS.filter((kind) => found.has(kind));
}

function Legend({ kinds }: { readonly kinds: readonly ByteKind[] }) {
  return (
    <ul className="bx-legend hide-m" aria-label="Byte kinds">
      {kinds.map((kind) => (
        <li key={kind}>
          <i className={`sw ${kind}`} />
          {KIND_NAMES[kind]}
        </li>
      ))}
    </ul>
  );
}

import { workspace } from '../../engine/current.ts';
import type { Document } from '../../engine/document.ts';
import { statusOf } from '../../shell/status.ts';
import { bytes, count, percent, plural } from '../../ui/format.ts';
import { markClass } from '../../ui/Mark.tsx';
import { hashedOf, progress } from './list.ts';

/** Files drawn one by one; the smaller ones follow as one. */
const DRAWN = 40;
/** A part is never thinner than this share of the whole. */
const THINNEST = 1 / 140;

/** The files by size: the byte map of a folder. The fill is hashing. */
export function Strip({ documents }: { readonly documents: readonly Document[] }) {
  const { size, hashed } = progress(documents);
  const bySize = [...documents].sort((a, b) => b.size - a.size);
  // What is found is drawn however small it is.
  const found = bySize.slice(DRAWN).filter(isSevere).slice(0, DRAWN);
  const drawn = [...bySize.slice(0, DRAWN), ...found];
  const rest = bySize.length - drawn.length;
  const phases = new Set(documents.map(({ state }) => state.phase));
  const stopped = documents.filter(({ state }) => state.phase === 'stopped');
  const unhashed = documents.filter(({ state }) => state.phase === 'done' && state.hash.kind === 'none');
  return (
    <section className="bmap" aria-label="Progress">
      <div className="map-h">
        <h2>The files, by size</h2>
        <span className="t2 num">
          {bytes(size)}, {percent(hashed, size)} hashed
        </span>
        <span className="grow" />
        {unhashed.length > 0 && !phases.has('waiting') && !phases.has('reading') && (
          <button
            type="button"
            className="btn ghost"
            onClick={() => {
              for (const { seq } of unhashed) void workspace.hash(seq);
            }}
          >
            Hash {unhashed.length === documents.length ? 'every file' : `the other ${count(unhashed.length)}`}
          </button>
        )}
        {stopped.length > 0 && (
          <button
            type="button"
            className="btn"
            onClick={() => {
              for (const { seq } of stopped) workspace.again(seq);
            }}
          >
            Go on
          </button>
        )}
        {(phases.has('waiting') || phases.has('reading')) && (
          <button
            type="button"
            className="btn"
            onClick={() => {
              for (const { seq } of documents) workspace.stop(seq);
            }}
          >
            Stop
          </button>
        )}
      </div>
      <div
        className="fold"
        role="progressbar"
        aria-label="Files hashed"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor((hashed / Math.max(1, size)) * 100)}
      >
        {drawn.map((document) => (
          <Part key={document.seq} document={document} whole={size} />
        ))}
        {rest > 0 && <span className="many" title={plural(rest, 'smaller file')} style={{ flexGrow: 3 * THINNEST }} />}
      </div>
    </section>
  );
}

function isSevere({ state }: Document): boolean {
  const { mark } = statusOf(state);
  return mark === 'critical' || mark === 'high' || mark === 'medium';
}

function Part({ document, whole }: { readonly document: Document; readonly whole: number }) {
  const { size, state } = document;
  const share = size / Math.max(1, whole);
  const { mark } = statusOf(state);
  const filled = state.phase === 'done' ? hashedOf(state.hash, size) / Math.max(1, size) : 0;
  const severe = isSevere(document);
  return (
    <span className={severe ? `part ${markClass[mark]}` : 'part'} style={{ flexGrow: Math.max(share, THINNEST) }}>
      <i style={{ width: `${((severe ? 1 : filled) * 100).toString()}%` }} />
    </span>
  );
}

import type { ReactNode } from 'react';
import './mark.css';

/** Severities, plus: `ok` nothing runs, `unknown` not known, `fails` a loader stops by accident. */
export type MarkKind = 'critical' | 'high' | 'medium' | 'low' | 'note' | 'ok' | 'unknown' | 'fails';

/** Suffix of the `mk-`, `tx-`, tint and chip classes. */
export const markClass: Readonly<Record<MarkKind, string>> = {
  critical: 'crit',
  high: 'high',
  medium: 'med',
  low: 'low',
  note: 'note',
  ok: 'ok',
  unknown: 'unk',
  fails: 'fail',
};

const shapes: Readonly<Record<MarkKind, ReactNode>> = {
  critical: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />
      <path d="M8 4v5" className="mk-cut" strokeWidth="1.9" />
      <circle cx="8" cy="11.8" r="1.1" className="mk-dot" />
    </>
  ),
  high: (
    <>
      <path
        d="M8 1.2c.5 0 .9.3 1.2.7l6 10.6c.5.9-.1 2-1.2 2H2c-1.1 0-1.7-1.1-1.2-2l6-10.6c.3-.4.7-.7 1.2-.7z"
        fill="currentColor"
      />
      <path d="M8 5.6v4" className="mk-cut" strokeWidth="1.7" />
      <circle cx="8" cy="12" r="1" className="mk-dot" />
    </>
  ),
  medium: (
    <>
      <path
        d="M6.9 1.2a1.6 1.6 0 0 1 2.2 0l5.7 5.7a1.6 1.6 0 0 1 0 2.2l-5.7 5.7a1.6 1.6 0 0 1-2.2 0L1.2 9.1a1.6 1.6 0 0 1 0-2.2z"
        fill="currentColor"
      />
      <path d="M8 4.7v3.8" className="mk-cut" strokeWidth="1.7" />
      <circle cx="8" cy="11" r="1" className="mk-dot" />
    </>
  ),
  low: (
    <>
      <circle cx="8" cy="8" r="6.2" className="mk-ring" strokeWidth="1.7" />
      <circle cx="8" cy="8" r="2.2" fill="currentColor" />
    </>
  ),
  note: (
    <>
      <circle cx="8" cy="8" r="6.2" className="mk-ring" strokeWidth="1.5" />
      <path d="M8 7.4v3.4" className="mk-ring" strokeWidth="1.6" />
      <circle cx="8" cy="5" r=".95" fill="currentColor" />
    </>
  ),
  ok: (
    <>
      <circle cx="8" cy="8" r="7.2" fill="currentColor" />
      <path d="m4.7 8.3 2.3 2.3 4.3-4.8" className="mk-cut" strokeWidth="1.7" />
    </>
  ),
  unknown: <circle cx="8" cy="8" r="6.2" className="mk-ring" strokeWidth="1.5" strokeDasharray="2.6 2.27" />,
  fails: (
    <>
      <circle cx="8" cy="8" r="6.2" className="mk-ring" strokeWidth="1.5" />
      <path d="M5 8h6" className="mk-ring" strokeWidth="1.7" />
    </>
  ),
};

interface MarkProps {
  readonly kind: MarkKind;
  /** s 12, default 16, m 22, l 40 px. */
  readonly size?: 's' | 'm' | 'l';
  /** Give one when no word beside the mark says the same. */
  readonly label?: string;
}

/** A severity or outcome: shape and colour, always beside a word or with a label. */
export function Mark({ kind, size, label }: MarkProps) {
  const name = `mk mk-${markClass[kind]}${size === undefined ? '' : ` mk-${size}`}`;
  return label === undefined ? (
    <svg className={name} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[kind]}
    </svg>
  ) : (
    <svg className={name} viewBox="0 0 16 16" role="img" aria-label={label}>
      {shapes[kind]}
    </svg>
  );
}

import type { Part } from './lens.ts';

const W = 1000;
const H = 18;

interface Beam {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly kind: 'program' | 'text' | 'gap';
}

/** Beams from the rod to the lens, for what the lens enlarges: programs, text and unclaimed bytes. */
export function Loupe({ parts, size }: { readonly parts: readonly Part[]; readonly size: number }) {
  return (
    <svg
      className="loupe"
      viewBox={`0 0 ${W.toString()} ${H.toString()}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {beams(parts, size).map(({ from, to, kind }) => (
        <path
          key={from[0]}
          className={`lp-${kind}`}
          d={`M${at(from[0])} 0 H${at(from[1])} L${at(to[1])} ${H.toString()} H${at(to[0])} Z`}
        />
      ))}
    </svg>
  );
}

function at(x: number): string {
  return x.toFixed(2);
}

function beams(parts: readonly Part[], size: number): readonly Beam[] {
  const out: Beam[] = [];
  let left = 0;
  for (const part of parts) {
    const right = left + part.width * (W / 100);
    const kind =
      part.kind === 'program' ? 'program' : part.kind === 'unclaimed' ? 'gap' : part.kind === 'text' ? 'text' : null;
    const start = (part.offset / size) * W;
    const end = Math.max(start + 0.6, ((part.offset + part.length) / size) * W);
    const last = out.at(-1);
    if (kind !== null) {
      // Pieces of one program, split at its deciding bytes, share a beam.
      if (last?.kind === kind && last.to[1] === left)
        out[out.length - 1] = { kind, from: [last.from[0], end], to: [last.to[0], right] };
      else out.push({ kind, from: [start, end], to: [left, right] });
    }
    left = right;
  }
  return out;
}

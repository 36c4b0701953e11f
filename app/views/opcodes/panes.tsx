/** The panes right of the opcodes, pseudo-Python and the machine, and what resizes them. */
import { Splitter } from '../../ui/Splitter.tsx';

// On a small screen both leave the arguments of the opcodes their room.
const SMALL = window.innerWidth < 1400;

export const PANES = [
  { name: 'pseudo-Python', normal: SMALL ? 400 : 480, min: 300, max: 900 },
  { name: 'stack and memo', normal: SMALL ? 256 : 296, min: 220, max: 560 },
] as const;

interface PaneSplittersProps {
  /** Widths in pixels, in the order of PANES. */
  readonly sizes: readonly number[];
  readonly onResize: (index: number, width: number) => void;
}

export function PaneSplitters({ sizes, onResize }: PaneSplittersProps) {
  return PANES.map(({ name, min, max }, i) => (
    <Splitter
      key={name}
      label={`Width of ${name}`}
      side="after"
      value={sizes[i] ?? min}
      min={min}
      max={max}
      at={sizes.slice(i).reduce((sum, w) => sum + w, 0)}
      onChange={(width) => onResize(i, width)}
    />
  ));
}

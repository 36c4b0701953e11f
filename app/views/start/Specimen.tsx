/** A model file on its shelf: a program with one call in it, then layers of weights. A drawing, of no file in particular. */

interface Bar {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly kind: string;
}

/** One layer: narrow, wide, wide, narrow. Width, height and tint of its tensors. */
const layer: readonly (readonly [number, number, number])[] = [
  [3.4, 38, 1],
  [3.4, 38, 1],
  [3.4, 38, 1],
  [3.4, 38, 2],
  [9.6, 52, 3],
  [9.6, 52, 2],
];
const GAP = 0.78;
const LAYERS = 24;
const SHELF = 80;

function bars(): readonly Bar[] {
  const out: Bar[] = [
    { x: 0, width: 6, height: 40, kind: 'struct' },
    { x: 8, width: 128, height: 62, kind: 'program' },
    { x: 88, width: 6, height: 74, kind: 'call' },
    { x: 138, width: 6, height: 40, kind: 'struct' },
    { x: 146, width: 58, height: 62, kind: 'w4' },
  ];
  let x = 206;
  for (let i = 0; i < LAYERS; i++) {
    for (const [width, height, tint] of layer) {
      out.push({ x, width, height, kind: `w${tint.toString()}` });
      x += width + GAP;
    }
  }
  return [...out, { x: 1106, width: 14, height: 40, kind: 'struct' }];
}

const specimen = bars().map(({ x, width, height, kind }) => (
  <rect
    key={x}
    x={x}
    y={SHELF - height}
    width={width}
    height={height}
    rx={width > 20 ? 2 : 0.6}
    className={`sp-${kind}`}
  />
));

export function Specimen() {
  return (
    <div className="shelf" aria-hidden="true">
      <div className="spec">
        <svg viewBox="0 0 1120 80" preserveAspectRatio="none">
          {specimen}
        </svg>
      </div>
      <div className="refl">
        <svg viewBox="0 0 1120 80" preserveAspectRatio="none">
          {specimen}
        </svg>
      </div>
      <div className="plate">
        <span>pytorch_model.bin</span>
        <span>
          <i className="sw program" />
          program
        </span>
        <span>
          <i className="sw sp-dot" />a call
        </span>
        <span>
          <i className="sw weights" />
          weights
        </span>
        <span className="hide-m">
          <i className="sw" />
          structure
        </span>
      </div>
    </div>
  );
}

/**
 * Where codes are in a picture of several: the corner patterns (dark and light 1:1:3:1:1 in every direction, ISO/IEC 18004, 6.3.3), and
 * which three of them belong together. A decoder that sees one code at a time reads it where one that sees all of them mixes corners. Pure.
 */
export interface Gray {
  readonly width: number;
  readonly height: number;
  /** A byte a pixel. */
  readonly luma: Uint8Array;
}

/** The middle of a corner pattern, and how wide a module is there, in pixels. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly module: number;
}

/** Three corners of a code: the one between the other two first. */
export type Triple = readonly [Corner, Corner, Corner];

const MOST_CORNERS = 200;
/** A picture can be full of what looks like one. */
const MOST_LOOKED_AT = 2_000;
/** Modules between two corners: of the smallest and the largest code that Vitrine writes. */
const LEG = { least: 20, most: 180 };

/** Dark pixels: those darker than what is around them, so that shadows do not matter. */
export function binarize({ width, height, luma }: Gray): Uint8Array {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += luma[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  const reach = Math.max(12, Math.round(Math.min(width, height) / 24));
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach) * stride, Math.min(height, y + reach + 1) * stride];
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum =
        (sums[bottom + right] ?? 0) - (sums[top + right] ?? 0) - (sums[bottom + left] ?? 0) + (sums[top + left] ?? 0);
      if ((luma[y * width + x] ?? 0) * rows * (right - left) < sum * 0.92) dark[y * width + x] = 1;
    }
  }
  return dark;
}

/** Every corner pattern, those seen in most rows first. */
export function corners(dark: Uint8Array, width: number, height: number): readonly Corner[] {
  const found: { x: number; y: number; module: number; hits: number }[] = [];
  for (let y = 0; y < height; y += 2) {
    for (const { middle, module } of patterns(dark, y * width, 1, width)) {
      const column = at(dark, Math.round(middle), width, height, y, module);
      if (column === null) continue;
      const row = at(dark, Math.round(column.middle) * width, 1, width, middle, module);
      if (row === null) continue;
      const size = (column.module + row.module) / 2;
      const near = found.find((one) => Math.hypot(one.x - row.middle, one.y - column.middle) < 3 * size);
      if (near === undefined) {
        if (found.length < MOST_LOOKED_AT) found.push({ x: row.middle, y: column.middle, module: size, hits: 1 });
      } else {
        near.hits += 1;
        near.x += (row.middle - near.x) / near.hits;
        near.y += (column.middle - near.y) / near.hits;
        near.module += (size - near.module) / near.hits;
      }
    }
  }
  return (
    found
      // Its middle is three modules high, and every second row is looked at: chance makes a few rows alike, not most of them.
      .filter(({ hits, module }) => hits >= Math.max(2, 0.75 * module))
      .sort((a, b) => b.hits - a.hits)
      .slice(0, MOST_CORNERS)
  );
}

/** Corners that could be those of one code, the squarest and closest together first. */
export function triples(all: readonly Corner[]): readonly Triple[] {
  const out: { readonly triple: Triple; readonly leg: number }[] = [];
  for (const a of all) {
    const near = all.filter((one) => one !== a && isLeg(a, one));
    near.forEach((b, i) => {
      for (const c of near.slice(i + 1)) {
        const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
        const [ab, ac] = [Math.hypot(bx, by), Math.hypot(cx, cy)];
        const slant = Math.abs(bx * cx + by * cy) / (ab * ac);
        if (slant > 0.35 || Math.max(ab, ac) > 1.35 * Math.min(ab, ac)) continue;
        // Beside each other, codes lend corners to triples that are askew or too long.
        out.push({ triple: [a, b, c], leg: (ab + ac) * (1 + 2 * slant + Math.abs(Math.log(ab / ac))) });
      }
    });
  }
  return out.sort((a, b) => a.leg - b.leg).map(({ triple }) => triple);
}

export interface Part extends Gray {
  /** Where it stands in the whole. */
  readonly left: number;
  readonly top: number;
}

/** The picture with nothing but one code in it, as far as three corners tell. */
export function cut({ width, height, luma }: Gray, [a, b, c]: Triple): Part | null {
  const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
  const module = (a.module + b.module + c.module) / 3;
  // From the middle of a corner pattern to its edge are 3.5 modules; beyond it, 4 are light.
  const reach = (length: number): number => (7 * module) / length;
  const [u, v] = [reach(Math.hypot(bx, by)), reach(Math.hypot(cx, cy))];
  const determinant = bx * cy - by * cx;
  if (Math.abs(determinant) < 1) return null;
  const ends = [-u, 1 + u].flatMap((s) =>
    [-v, 1 + v].map((t) => ({ x: a.x + s * bx + t * cx, y: a.y + s * by + t * cy })),
  );
  const left = Math.max(0, Math.floor(Math.min(...ends.map(({ x }) => x))));
  const top = Math.max(0, Math.floor(Math.min(...ends.map(({ y }) => y))));
  const right = Math.min(width, Math.ceil(Math.max(...ends.map(({ x }) => x))));
  const bottom = Math.min(height, Math.ceil(Math.max(...ends.map(({ y }) => y))));
  if (right - left < 20 || bottom - top < 20) return null;
  const out = new Uint8Array((right - left) * (bottom - top)).fill(255);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const [dx, dy] = [x - a.x, y - a.y];
      const [s, t] = [(dx * cy - dy * cx) / determinant, (dy * bx - dx * by) / determinant];
      const inside = s > -u && s < 1 + u && t > -v && t < 1 + v;
      if (inside) out[(y - top) * (right - left) + x - left] = luma[y * width + x] ?? 255;
    }
  }
  return { width: right - left, height: bottom - top, luma: out, left, top };
}

function isLeg(a: Corner, b: Corner): boolean {
  if (Math.max(a.module, b.module) > 1.6 * Math.min(a.module, b.module)) return false;
  const modules = Math.hypot(a.x - b.x, a.y - b.y) / ((a.module + b.module) / 2);
  return modules >= LEG.least && modules <= LEG.most;
}

interface Seen {
  /** Along the line. */
  readonly middle: number;
  readonly module: number;
}

/** Runs of 1:1:3:1:1 along a line of pixels. */
function patterns(dark: Uint8Array, start: number, step: number, length: number): readonly Seen[] {
  const out: Seen[] = [];
  const ends: number[] = [];
  for (let i = 1; i <= length; i++) {
    if (i < length && dark[start + i * step] === dark[start + (i - 1) * step]) continue;
    ends.push(i);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ends.slice(-6);
    if (ends.length < 6 || dark[start + (i - 1) * step] !== 1) continue;
    const module = (f - a) / 7;
    const fits = [b - a, c - b, d - c, e - d, f - e].every((run, k) => {
      const wanted = k === 2 ? 3 * module : module;
      return Math.abs(run - wanted) <= (k === 2 ? 1.1 : 0.7) * module;
    });
    if (fits && module >= 1) out.push({ middle: (c + d - 1) / 2, module });
  }
  return out;
}

/** The pattern whose middle is at `position` of a line, looked for in a stretch around it. */
function at(
  dark: Uint8Array,
  start: number,
  step: number,
  length: number,
  position: number,
  module: number,
): Seen | null {
  const from = Math.max(0, Math.floor(position - 7 * module));
  const to = Math.min(length, Math.ceil(position + 7 * module));
  const seen = patterns(dark, start + from * step, step, to - from).find(
    (one) =>
      Math.abs(one.middle + from - position) < 1.6 * module && one.module > module / 2 && one.module < module * 2,
  );
  return seen === undefined ? null : { middle: seen.middle + from, module: seen.module };
}

/** Two texts line by line. Pure, and bounded: long texts are compared at their two ends only. */

export interface Line {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Pairs of lines that are looked at. */
const MOST_CELLS = 1_000_000;

export function diffLines(left: string, right: string): readonly Line[] {
  const [a, b] = [left.split('\n'), right.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return [...lines('same', a.slice(0, start)), ...middle(x, y), ...lines('same', a.slice(a.length - end))];
}

function lines(kind: Line['kind'], texts: readonly string[]): Line[] {
  return texts.map((text) => ({ kind, text }));
}

/** The longest common subsequence (Wagner and Fischer); too long for that, all of one and then all of the other. */
function middle(a: readonly string[], b: readonly string[]): Line[] {
  if (a.length * b.length > MOST_CELLS) return [...lines('removed', a), ...lines('added', b)];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const out: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      out.push({ kind: 'same', text: x });
      i += 1;
      j += 1;
    } else if (x !== undefined && (y === undefined || at(i + 1, j) >= at(i, j + 1))) {
      out.push({ kind: 'removed', text: x });
      i += 1;
    } else if (y !== undefined) {
      out.push({ kind: 'added', text: y });
      j += 1;
    }
  }
  return out;
}

import { data, type Prose, prose } from '../prose.ts';
import { ends, pairUp, type Change, type Compare, type Row } from './section.ts';
import { readFiles, type Side, type SideTensor, type SideTensors, tensorsOf } from './side.ts';

/** Tensors by name: their types and shapes, and their data where both are hashed. */
export const compareTensors: Compare = (left, right) => {
  if (totalOf(left) + totalOf(right) === 0) return null;
  const { left: l, right: r, rows } = pairTensors(left, right);
  return {
    id: 'tensors',
    name: 'Tensors',
    rows,
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l.tensors, r.tensors);
      return {
        name: [data(any?.name ?? '')],
        left: a === null ? null : shown(a),
        right: b === null ? null : shown(b),
        ...noteOf(row, a, b),
      };
    },
    partial: partialOf(left, right, l.unlisted, r.unlisted),
  };
};

export interface TensorPairs {
  readonly left: SideTensors;
  readonly right: SideTensors;
  readonly rows: readonly Row[];
}

export function pairTensors(left: Side, right: Side): TensorPairs {
  const [l, r] = [tensorsOf(left), tensorsOf(right)];
  // Where one side lists nothing, everything would look added or removed.
  if (!isListed(left) || !isListed(right)) return { left: l, right: r, rows: [] };
  const rows = pairUp(l.tensors, r.tensors, ({ name }) => name, changeOf).map((row): Row => {
    // A list that was cut may have it after all.
    const open = (row.change === 'added' && l.unlisted > 0) || (row.change === 'removed' && r.unlisted > 0);
    return open ? { ...row, change: 'unknown' } : row;
  });
  return { left: l, right: r, rows };
}

export function totalOf(side: Side): number {
  return readFiles(side).reduce((sum, { report }) => sum + (report.tensors?.count ?? 0), 0);
}

/** False when a side has tensors and names none of them. */
export function isListed(side: Side): boolean {
  return readFiles(side).every(
    (file) => file.report.tensors === null || file.listed !== undefined || file.report.tensors.listed !== undefined,
  );
}

function changeOf(a: SideTensor, b: SideTensor): Change {
  return sameForm(a, b) ? sameData(a, b) : 'changed';
}

export function sameForm(a: SideTensor, b: SideTensor): boolean {
  return a.dtype === b.dtype && a.shape.length === b.shape.length && a.shape.every((n, i) => n === b.shape[i]);
}

/** Stretches in another order, or with foreign bytes between the elements, say nothing when they differ. */
export function sameData(a: SideTensor, b: SideTensor): 'same' | 'changed' | 'unknown' {
  if (a.origin !== null && a.origin === b.origin) return 'same';
  if (a.data === null || b.data === null || !sameOrder(a.data.strides, b.data.strides)) return 'unknown';
  if (a.data.sha256 === b.data.sha256) return 'same';
  return a.data.gapless && b.data.gapless ? 'changed' : 'unknown';
}

function sameOrder(a: readonly number[] | null, b: readonly number[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

function shown({ dtype, shape, data: hashed, file }: SideTensor): Prose {
  const size = shape.length === 0 ? 'one value' : shape.map((n) => n.toLocaleString('en-US')).join(' × ');
  const hash = hashed === null ? '' : `, ${hashed.sha256.slice(0, 8)}`;
  const where = file.path === '' ? [] : [' in ', data(file.path, 120)];
  return [data(dtype, 64), ` ${size}${hash}`, ...where];
}

function noteOf(row: Row, a: SideTensor | null, b: SideTensor | null): { note?: Prose } {
  if (a === null || b === null)
    return row.change === 'unknown' ? { note: ['Not in the list of the other report, which is cut.'] } : {};
  if (row.change === 'changed')
    return { note: [sameForm(a, b) ? 'The data differ.' : a.dtype === b.dtype ? 'Another shape.' : 'Another type.'] };
  if (row.change !== 'unknown') return {};
  if (a.data === null || b.data === null) return { note: ['The data are not hashed.'] };
  return { note: ['The data stand in another order: whether they are the same is not known.'] };
}

function partialOf(left: Side, right: Side, l: number, r: number): Prose[] {
  if (!isListed(left) || !isListed(right))
    return [
      prose`A report without a list of its tensors: ${totalOf(left)} left and ${totalOf(right)} right, names not compared.`,
    ];
  return l + r === 0 ? [] : [prose`${l} tensors left and ${r} right are only counted: the reports do not list them.`];
}

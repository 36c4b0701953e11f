/** Numbers for people: en-US separators, decimal units, and never a rounding that says more than was measured. */

const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** As `toLocaleString` writes it, without the browser's own formatter, whose making takes long enough to be seen when the page opens. */
export function count(n: number): string {
  return Number.isSafeInteger(n) ? n.toString().replace(THOUSANDS, ',') : n.toLocaleString('en-US');
}

/** "1 file", "2 files". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Three significant digits: 187 B, 1.06 KB, 68.6 KB, 1.34 GB. Decimal, as operating systems and model hubs count. */
export function bytes(n: number): string {
  return n < 1000 ? `${count(n)} B` : scaled(n, ['KB', 'MB', 'GB', 'TB', 'PB', 'EB']);
}

/** A share that reads 100% only when it is whole, and 0% only when it is nothing. */
export function percent(part: number, whole: number): string {
  if (whole <= 0 || part >= whole) return '100%';
  if (part <= 0) return '0%';
  const share = (part / whole) * 100;
  if (share < 0.01) return '<0.01%';
  const digits = share < 1 || share > 99 ? 2 : share < 10 ? 1 : 0;
  const scale = 10 ** digits;
  return `${(Math.floor(share * scale) / scale).toString()}%`;
}

/** An offset: `0x5fff`, at least four digits. */
export function hex(offset: number, digits = 4): string {
  return `0x${offset.toString(16).padStart(digits, '0')}`;
}

/** A range of offsets, last byte included: `0x05c0 – 0x060f`. */
export function hexRange(offset: number, length: number): string {
  return length <= 1 ? hex(offset) : `${hex(offset)} – ${hex(offset + length - 1)}`;
}

/** A large count in three digits: 391, 68.6 K, 335 M, 3.21 B. */
export function compact(n: number): string {
  return n < 1000 ? count(n) : scaled(n, ['K', 'M', 'B', 'T']);
}

/** 1,000 and more, in the largest unit that fits. */
function scaled(n: number, units: readonly string[]): string {
  let value = n / 1000;
  let unit = 0;
  // 999.5 would print as 1,000: it belongs to the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}

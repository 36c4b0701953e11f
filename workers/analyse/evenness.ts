import { type Prose, prose } from '../report/prose.ts';
import type { ScanResult } from '../wasm/scan.ts';

/** Fewer bytes say too little. */
const TELLING = 4096;
/** How far from even bytes may be distributed, beyond what chance does: weights are ten times further, packed data is not. */
const EVEN = 0.02;

/** Whether the bytes are as evenly distributed as only what is encrypted or packed well is (chi-squared, 255 degrees of freedom). */
export function isEven({ bytes, histogram }: Pick<ScanResult, 'bytes' | 'histogram'>): boolean {
  if (bytes < TELLING) return false;
  const squares = histogram.reduce((sum, count) => sum + count * count, 0);
  const distance = (256 * squares) / bytes - bytes;
  // Six standard deviations above what is expected of chance.
  return distance < 255 + 6 * Math.sqrt(2 * 255) + EVEN * bytes;
}

/** The measurement, for people: never rounded up to more than was measured. */
export function evenness({ bytes, entropy }: Pick<ScanResult, 'bytes' | 'entropy'>): Prose {
  const bits = (Math.floor(entropy * 1000) / 1000).toFixed(3);
  return prose`evenly distributed (${bits} bits per byte over ${bytes} bytes)`;
}

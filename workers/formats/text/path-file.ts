import { data, prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';
import { linesOf } from './lines.ts';
import type { TextCode } from './oddities.ts';

/** Python's site module carries out such lines of every `.pth` in site-packages, each time it starts (Lib/site.py, `addpackage`). */
export function pathFileOddities(text: string): Oddity<TextCode>[] {
  return linesOf(text)
    .filter(({ text: line }) => /^\ufeff?import[ \t]/.test(line))
    .map(({ text: line, offset, length }) => ({
      code: 'path-file',
      offset,
      length,
      subject: line.slice(0, 200),
      what: prose`A line begins with import: ${data(line, 200)}.`,
    }));
}

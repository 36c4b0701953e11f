import { describe, expect, it } from 'vitest';
import { parseWidths } from './widths.ts';

const panes = [
  { normal: 244, min: 180, max: 480 },
  { normal: 344, min: 260, max: 560 },
];

describe('parseWidths', () => {
  it('takes what fits', () => {
    expect(parseWidths('200,300', panes)).toEqual([200, 300]);
  });

  it.each([null, '', '200', '200,300,400', '200,99999', 'NaN,300', '200.5,300', '-1,300', 'x'])(
    'ignores %j',
    (text) => {
      expect(parseWidths(text, panes)).toEqual([244, 344]);
    },
  );
});

import { expect, it } from 'vitest';
import { data } from '../../../../workers/report/prose.ts';
import type { SourceRow } from '../../../../workers/protocol.ts';
import { sourceListing, sourceText } from './listing.ts';

const row: SourceRow = {
  line: 4,
  kind: 'call',
  indent: 1,
  tokens: [
    { part: 'c1 = i0("', kind: 'plain', step: null },
    { part: data('a\nb'), kind: 'text', step: 3 },
    { part: '")', kind: 'plain', step: null },
  ],
  note: [data('os.system')],
  at: '0x26',
  from: 0,
  to: 4,
  bytes: null,
  elsewhere: false,
  hidden: 3,
  alike: 3,
  group: 1,
  hiddenTo: 9,
  alone: null,
};

it('writes a row in one line, whatever its text holds', () => {
  expect(sourceText(row)).toBe('    c1 = i0("a\\nb")  # 0x26, os.system, + 3 alike');
});

it('reads every page, and says why there is none', async () => {
  const asked: number[] = [];
  const pages = (first: number) => {
    asked.push(first);
    return Promise.resolve({ ok: true, value: { first, total: 300, rows: [row] } } as const);
  };
  expect(await sourceListing({ sourceRows: (_, first) => pages(first) }, 0)).toHaveLength(2);
  expect(asked).toEqual([0, 256]);
  const error = { code: 'crashed', message: 'gone' } as const;
  expect(await sourceListing({ sourceRows: () => Promise.resolve({ ok: false, error }) }, 0)).toBe('gone');
});

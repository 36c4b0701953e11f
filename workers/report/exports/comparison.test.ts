import { expect, test } from 'vitest';
import { compare } from '../compare/compare.ts';
import { call, checkpoint, side } from '../compare/sides-fixture.node.ts';
import { type ComparedSide, comparisonJson, comparisonMarkdown } from './comparison.ts';

const WEIGHTS = { a: [1, 2], b: [3, 4, 5] };

async function compared(path: string, bytes: Uint8Array): Promise<ComparedSide> {
  const one = await side(bytes, { hashed: true });
  const report = one.files[0]?.report;
  if (report == null) throw new Error('not read');
  return { path, name: path, report, side: one, claimed: false };
}

async function pair(): Promise<[ComparedSide, ComparedSide]> {
  const code = call('echo `a` <b>');
  return [
    await compared('a.pt', checkpoint(WEIGHTS)),
    await compared('b\u202e](x).pt', checkpoint(WEIGHTS, 'm', code)),
  ];
}

test('Markdown says both verdicts and what changed; text of a file stays in code spans', async () => {
  const [left, right] = await pair();
  const text = comparisonMarkdown(left, right, compare(left.side, right.side));
  expect(text).toContain('## Same weights, new code.');
  expect(text).toMatch(/- Before: `a\.pt`: Nothing runs, /);
  expect(text).toContain('- After: `b\\u{202e}](x).pt`: Runs code, ');
  expect(text).toContain('### Calls\n\n1 added, 2 same.\n\n- Added: ');
  expect(text).not.toContain('\u202e');
  expect(text.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '')).not.toMatch(/<b>|\]\(/);
});

test('JSON counts what is the same and lists the rest', async () => {
  const [left, right] = await pair();
  const made: unknown = JSON.parse(comparisonJson(left, right, compare(left.side, right.side)));
  expect(made).toMatchObject({
    comparison: 1,
    headline: 'Same weights, new code.',
    left: { name: 'a.pt', verdict: 'nothing-runs', claimed: false },
    right: { verdict: 'runs-code' },
  });
  expect(made).toHaveProperty(
    'sections',
    expect.arrayContaining([expect.objectContaining({ id: 'tensors', rows: [], omitted: 0 })]),
  );
});

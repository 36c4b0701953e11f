import { expect, it } from 'vitest';
import { escapeNonAscii } from './ascii.ts';

it('leaves strings, templates and regular expressions what they were', async () => {
  const code =
    'export default ["… é", `“${1}” 🙂`, "a…b".replace(/[–…]/u, "🙂"), /^🙂$/u.test("🙂"), /[🙂]/v.test("🙂")]';
  const escaped = escapeNonAscii(code);
  expect(escaped).toMatch(/^[\0-\x7F]+$/);
  const evaluated: unknown = await import(`data:text/javascript,${encodeURIComponent(escaped)}`);
  expect(evaluated).toMatchObject({ default: ['… é', '“1” 🙂', 'a🙂b', true, true] });
});

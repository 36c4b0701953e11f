// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { assemblePage } from '../build/page.ts';
import { ownText } from './own-text.ts';

const SHELL = `<!doctype html>
<html><head>
    <meta charset="utf-8" />
    <title>T</title>
    <script type="module" crossorigin src="./a.js"></script>
    <link rel="stylesheet" crossorigin href="./a.css">
  </head><body><div id="root"></div></body></html>
`;
const built = assemblePage(
  SHELL,
  {
    worker: 'w(1)',
    wasm: 'AGFzbQ==',
    classes: 'eA==',
    early: 'a("{{main}}")',
    main: 'b("<b>&amp;", `</script>`, "$&")\n',
  },
  'a > b{}',
);

function opened(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

test('a page puts its own text together again, whatever was added to it since', () => {
  const page = opened(built);
  expect(ownText(page)).toBe(built);
  page.documentElement.dataset['engine'] = 'ready';
  page.head.append(page.createElement('style'), page.createElement('meta'));
  page.body.append('text');
  expect(ownText(page)).toBe(built);
});

test('a page that lost a part, or never was built, has none', () => {
  const page = opened(built);
  page.querySelector('[data-part="policy"]')?.remove();
  expect(ownText(page)).toBeNull();
  expect(ownText(opened('<!doctype html><title>T</title>'))).toBeNull();
});

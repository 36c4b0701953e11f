import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assemblePage, inlineScript } from './page.ts';

const SHELL = `<!doctype html><html><head>
    <meta charset="utf-8" />
    <script type="module" crossorigin src="./assets/a.js"></script>
    <link rel="stylesheet" crossorigin href="./assets/a.css">
  </head><body></body></html>`;

/** What the page carries and does not run. */
const TEXTS = { worker: 'w(1)', wasm: 'AGFzbQ==', classes: 'eA==' };

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('assemblePage', () => {
  it('allows exactly the text it put in', () => {
    const page = assemblePage(SHELL, { ...TEXTS, early: 'start()', main: 'run("$&")\n' }, 'a{color:red}');
    expect(page).toContain('<script data-part="worker" type="text/plain">w(1)</script>');
    expect(page).toContain('<script data-part="early">start()</script>');
    expect(page).toContain('<script data-part="wasm" type="text/plain">AGFzbQ==</script>');
    expect(page).toContain('<script data-part="classes" type="text/plain">eA==</script>');
    expect(page).toContain('<script data-part="main" type="text/plain">run("$&")</script>');
    expect(page).toContain('<style data-part="style">a{color:red}</style>');
    expect(page).toContain(`script-src ${hash('start()')} ${hash('run("$&")')} 'wasm-unsafe-eval';`);
    expect(page).toContain(`style-src ${hash('a{color:red}')};`);
    expect(page).not.toContain('./assets');
  });

  it('puts the policy before everything it governs', () => {
    const page = assemblePage(SHELL, { ...TEXTS, early: 'start()', main: 'run()' }, 'a{}');
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<script'));
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style'));
  });

  it('puts the worker before the script that starts it, and that before everything else that runs', () => {
    const page = assemblePage(SHELL, { ...TEXTS, early: 'start()', main: 'run()' }, 'a{}');
    const order = ['Content-Security-Policy', 'w(1)', '>start()<', 'AGFzbQ==', 'eA==', '>run()<'];
    const places = order.map((part) => page.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('refuses what the parser would change, because the hash would not fit', () => {
    expect(() => assemblePage(SHELL, { ...TEXTS, early: '', main: 'a\r\nb' }, '')).toThrow('carriage return');
    expect(() => assemblePage(SHELL, { ...TEXTS, early: '', main: 'a' }, 'a{}</style><script>')).toThrow(
      'closes its own tag',
    );
  });

  it('is not confused by tags in the scripts', () => {
    const main = 'save(`<meta charset="utf-8" /><link rel="stylesheet" href="x">`)';
    expect(assemblePage(SHELL, { ...TEXTS, early: '', main }, 'a{}')).toContain(main);
  });

  it('refuses a shell without its tags', () => {
    expect(() => assemblePage('<meta charset="utf-8" />', { ...TEXTS, early: '', main: 'a' }, '')).toThrow(
      'index.html must match',
    );
  });
});

describe('inlineScript', () => {
  it('keeps the tag open and the strings equal', async () => {
    const code = 'export default ["</script>", "<!--<script>", `</SCRIPT`, /<script>/.test("<script>")]';
    const inlined = inlineScript(code);
    expect(inlined).not.toMatch(/<\/?script|<!--/i);
    const evaluated: unknown = await import(`data:text/javascript,${encodeURIComponent(inlined)}`);
    expect(evaluated).toMatchObject({ default: ['</script>', '<!--<script>', '</SCRIPT', true] });
  });
});

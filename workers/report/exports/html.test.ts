import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { htmlReport } from './html.ts';
import { HTML_STYLE, HTML_STYLE_HASH } from './html-style.ts';
import { folderReport } from '../folder.ts';
import { CARDED, folder, hostile, HOSTILE_TEXT, SMALL } from './report.fixture.ts';

/** Names of elements and attributes as a browser's parser finds them: text decides neither. */
function skeleton(html: string): string {
  const { document } = new Window();
  document.write(html);
  return [...document.querySelectorAll('*')]
    .map((element) => `${element.tagName} ${[...element.attributes].map(({ name }) => name).join(' ')}`)
    .join('\n');
}

describe('the HTML report', () => {
  it('says everything: call, evidence, loaders, entries, cards', () => {
    const html = htmlReport(CARDED);
    for (const text of [
      'would run a shell command.',
      '<bdi>os.system</bdi>(&quot;<bdi>echo 1 | cat</bdi>&quot;)',
      '00000020  20 63 61 74 85 52 2e',
      '<mark>REDUCE</mark>',
      '<b>Runs it</b>',
      'A pickle starts a program',
      '9c1f40ab6e02d7f518c3a9b47d50e6c1a2f8934e05bd716c4f9e28a3d06b77e2',
      'cannot judge the answers',
    ])
      expect(html).toContain(text);
    expect(htmlReport(structuredClone(CARDED))).toBe(html);
  });

  it('has no script, loads nothing, and its policy allows its style sheet alone', () => {
    const html = htmlReport(CARDED);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|href=|src=|url\(|@import|style="|\son\w+=/i);
    expect(HTML_STYLE_HASH).toBe(`sha256-${createHash('sha256').update(HTML_STYLE).digest('base64')}`);
    expect(html).toContain(`default-src 'none'; style-src '${HTML_STYLE_HASH}'; base-uri 'none'; form-action 'none'`);
    expect(html).toContain(`<style>${HTML_STYLE}</style>`);
  });

  it('lets no text become markup, hide or reorder', () => {
    const html = htmlReport(hostile(HOSTILE_TEXT));
    expect(html).not.toMatch(/[\u0000\u200b\u202e\u2028\r]/);
    expect(html).toContain('\\u{202e}gpj.exe');
    expect(skeleton(html)).toBe(skeleton(htmlReport(hostile('x'))));
  });

  it('has the same elements whatever the text', () => {
    const plain = skeleton(htmlReport(hostile('x')));
    const nasty = fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '!', '-', '=', ' ', 'a', 'b', '</style>', '<!--', '\n', '`'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        expect(skeleton(htmlReport(hostile(`x${text}`)))).toBe(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('of a quiet file has no empty sections', () => {
    const html = htmlReport({ ...SMALL, findings: [], loaders: [], programs: [], verdict: 'nothing-runs' });
    expect(html).not.toMatch(/<h2>(Findings|If you load|Not known|Programs)/);
  });
});

describe('the HTML report of a folder', () => {
  it('lists every file, shows what matters in full, and explains each rule once', () => {
    const html = htmlReport({ ...folder(2), cards: CARDED.cards ?? [] });
    expect(html.match(/<section class="file">/g)).toHaveLength(2);
    expect(html).toContain('<h2>Across the files <small>1</small></h2>');
    expect(html.match(/<bdi>northmere\/part-1\/notes.txt<\/bdi>/g)).toHaveLength(1);
    expect(html.match(/A pickle starts a program/g)).toHaveLength(1);
    expect(html).not.toMatch(/<script|href=|src=/i);
  });

  it('lets no text become markup', () => {
    const of = (text: string): string =>
      htmlReport(folderReport(SMALL, text, text, [hostile(text), hostile(text)], hostile(text).problems));
    expect(skeleton(of(HOSTILE_TEXT))).toBe(skeleton(of('x')));
  });
});

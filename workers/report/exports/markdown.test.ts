import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownReport } from './markdown.ts';
import { folderReport } from '../folder.ts';
import { folder, hostile, HOSTILE_TEXT, manyFindings, SMALL } from './report.fixture.ts';

/** What a Markdown reader sees as text: code spans taken out by the rule of CommonMark §6.1, paragraph by paragraph. */
function outsideCode(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => {
      let out = '';
      for (let at = 0; at < line.length;) {
        const fence = /^`+/.exec(line.slice(at))?.[0];
        if (fence === undefined) {
          out += line.charAt(at++);
          continue;
        }
        const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(line.slice(at + fence.length));
        if (close === null) throw new Error(`An open code span: ${line}`);
        at += fence.length + close.index + fence.length;
        out += '·';
      }
      return out;
    })
    .join('\n');
}

describe('the Markdown summary', () => {
  it('says what the file does, where and how sure that is', () => {
    const text = markdownReport(SMALL);
    expect(text).toContain('## Runs code: Loading this file with `torch.load` would run a shell command.');
    expect(text).toContain('`secret-project.bin › secret-project/data.pkl`, 0x0024, 1 byte (0x0064 in the file)');
    expect(text).toContain('**Critical** Calls `os.system` with a shell command (`pickle.call.process`)');
    expect(text).toContain('**Runs it**');
    expect(text).toContain('CWE-502 Deserialization of untrusted data');
    expect(text).toContain('cannot judge the answers');
    expect(markdownReport(structuredClone(SMALL))).toBe(text);
  });

  it('says how many findings it leaves to the full report', () => {
    expect(markdownReport(manyFindings(70))).toContain('- 20 more are in the full report.');
  });

  it('lets no text out of its code span', () => {
    const text = outsideCode(markdownReport(hostile(HOSTILE_TEXT)));
    expect(text).not.toMatch(/evil|<|>|\]\(|@|\||&|\u202e|\u0000|alert|```|~~~/);
  });

  it('holds for any text', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '`',
        '``',
        '|',
        '\n',
        '<',
        '>',
        '[',
        ']',
        '(',
        ')',
        '!',
        '@',
        '#',
        '*',
        '_',
        '~',
        ' ',
        'a',
        '\\',
        '&',
        ':',
        '//',
        '\u202e',
        '-',
        '=',
      ),
      maxLength: 24,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = outsideCode(markdownReport(hostile(text)));
        expect(shown).not.toMatch(/[<>[\]@|&~\\\u202e`]|:\/\//);
        // As many lines as for harmless text: no text makes one of its own.
        expect(shown.split('\n')).toHaveLength(outsideCode(markdownReport(hostile('x'))).split('\n').length);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the Markdown summary of a folder', () => {
  it('lists its files, the worst first, and what loading these does', () => {
    const text = markdownReport(folder(2));
    expect(text).toContain('- Folder: `northmere`, 800 bytes');
    expect(text.indexOf('- **Runs code** `northmere/part-1/secret-project.bin`')).toBeLessThan(
      text.indexOf('- **Nothing runs** `northmere/part-0/notes.txt`'),
    );
    expect(text).toContain('### If you load `northmere/part-0/secret-project.bin` with');
    expect(text).toContain('(`folder.copies`)');
  });

  it('lets no text out of its code span', () => {
    const file = hostile(HOSTILE_TEXT);
    const text = outsideCode(markdownReport(folderReport(SMALL, HOSTILE_TEXT, HOSTILE_TEXT, [file], file.problems)));
    expect(text).not.toMatch(/evil|<|>|\]\(|@|\||&|\u202e|\u0000|alert|```|~~~/);
  });
});

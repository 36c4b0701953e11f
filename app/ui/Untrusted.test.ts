import { describe, expect, it } from 'vitest';
import { pieces } from './Untrusted.tsx';

const split = (text: string) => pieces(Array.from(text));

describe('pieces', () => {
  it('keeps ordinary text in one run', () => {
    expect(split('pytorch_model.bin')).toEqual([{ text: 'pytorch_model.bin' }]);
  });

  it('shows a right-to-left override instead of obeying it', () => {
    const [before, mark, after] = split('model\u202enib.exe');
    expect(before).toEqual({ text: 'model' });
    expect(mark?.text).toBe('\\u{202e}');
    expect(mark?.escape).toContain('U+202E');
    expect(after).toEqual({ text: 'nib.exe' });
  });

  it('shows newlines, zero-width characters and lone surrogates', () => {
    expect(split('a\n\u200b\ud800').map((p) => p.text)).toEqual(['a', '\\n', '\\u{200b}', '\\u{d800}']);
  });

  it('leaves markup alone: it is a text node', () => {
    expect(split('<img src=x>')).toEqual([{ text: '<img src=x>' }]);
  });

  it('does not break emoji made of surrogate pairs', () => {
    expect(split('a😀')).toEqual([{ text: 'a😀' }]);
  });
});

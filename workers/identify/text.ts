import { isOpenvino } from '../formats/text/openvino.ts';
import { isTfjs } from '../formats/tfjs/start.ts';
import { parseJson } from '../lang/json/parse.ts';
import { formatOf, type FormatKey, misleadingExtension } from './formats.ts';
import type { Probe } from './probe.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Controls that text does not hold: all but tab, line feed, form feed and carriage return (and escape, for colours). */
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/g;
/** One of them in so many characters is a slip of whoever wrote a text: a list of a million words has some. A zero never is. */
const PER_SLIP = 1024;

/** The text `bytes` are, or null. `cut`: the bytes may end in the middle of a character. */
export function asText(bytes: Uint8Array, cut: boolean): string | null {
  for (let drop = 0; drop <= (cut ? 3 : 0); drop += 1) {
    try {
      const text = UTF8.decode(bytes.subarray(0, bytes.length - drop));
      return hasControls(text) ? null : text;
    } catch {
      // Not at this cut.
    }
  }
  return null;
}

/** Blanks there are at least one of in so many characters of a text in eight bits; shorter ones are mostly ASCII. */
const PER_BLANK = 200;
const SHORT = 256;

/**
 * Whether `bytes` are text in some encoding that is not UTF-8 and has ASCII in it: Latin 1, Windows', GBK, Shift JIS. Nothing tells which;
 * numbers are told by the controls among them, which texts do not have.
 */
export function isEightBit(bytes: Uint8Array): boolean {
  const text = LATIN1.decode(bytes);
  if (text.length === 0 || text.search(CONTROL) >= 0) return false;
  const blanks = text.match(/[\t\n\r ]/g)?.length ?? 0;
  const plain = text.match(/[\t-~]/g)?.length ?? 0;
  return blanks * PER_BLANK >= text.length && (text.length >= SHORT || plain * 4 >= text.length * 3);
}

const LATIN1 = new TextDecoder('latin1');

function hasControls(text: string): boolean {
  let slips = Math.floor(text.length / PER_SLIP);
  for (const [control] of text.matchAll(CONTROL)) {
    if (control === '\0' || slips === 0) return true;
    slips -= 1;
  }
  return false;
}

/** Words and blanks: a start that was cut off has none. */
export function isSentence({ head, size }: Probe): boolean {
  const text = asText(head, size > head.length);
  return text !== null && text.length >= SENTENCE && /\s/.test(text);
}

const SENTENCE = 16;

/** What kind of text the source begins as. */
export function textFormat({ head, size, source }: Probe): FormatKey | null {
  const text = asText(head, size > head.length);
  if (text === null) return isEightBit(head) ? eightBitFormat(source.name) : null;
  if (text.length === 0) return null;
  const start = text.trimStart();
  if (hasExtension(source.name, 'jinja')) return 'jinja';
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(start)) return 'html';
  if (/^(?:\{\s*(?:"|\}|$)|\[\s*(?:[[{"\]\d-]|true|false|null|$))/.test(start))
    return isTfjs(parseJson(head)) ? 'tfjs' : 'json';
  if (/^tree\r?\nversion=v\d/.test(text)) return 'lightgbm';
  if (isOpenvino(text)) return 'openvino';
  if (/^7767517\r?\n\d+ \d+\r?\n/.test(text)) return 'ncnn';
  if (hasExtension(source.name, 'python')) return 'python';
  return 'text';
}

/** What is called a model and begins as none is not known: letters of any encoding may be what is left of one. */
function eightBitFormat(name: string): FormatKey | null {
  if (hasExtension(name, 'python')) return 'python';
  return misleadingExtension(name, 'text') === null ? 'text' : null;
}

function hasExtension(name: string, format: 'jinja' | 'python'): boolean {
  return formatOf(format).extensions.some((extension) => name.toLowerCase().endsWith(extension));
}

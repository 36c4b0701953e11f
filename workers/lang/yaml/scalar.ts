import type { YamlToken } from './scan.ts';

/** What a text of YAML says (1.2.2, chapters 7.3 and 8.1): `written` with its quotes or its header. */
export function scalarText(form: YamlToken['form'], written: string): string {
  if (form === 'plain') return written;
  if (form === 'block') return folded(written.slice(written.indexOf('\n') + 1));
  const inside = written.slice(1, written.length > 1 && written.endsWith(written.charAt(0)) ? -1 : undefined);
  return form === 'single' ? folded(inside.replaceAll("''", "'")) : escaped(inside);
}

/** Lines of a text that goes on over several. By lines: a pattern for the blanks around them would take the square of their number. */
function folded(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
]);

function escaped(text: string): string {
  return unbroken(text).replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs,
    (_, two?: string, four?: string, eight?: string, letter?: string) => {
      const code = Number.parseInt(two ?? four ?? eight ?? '', 16);
      if (Number.isNaN(code)) return SIMPLE.get(letter ?? '') ?? letter ?? '';
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

/** A line that ends with a backslash goes on without a blank. */
function unbroken(text: string): string {
  const lines = text.split('\n');
  const parts = lines.map((written, i) => {
    const line = i === 0 ? written : written.trimStart();
    if (i === lines.length - 1) return line;
    let slashes = 0;
    while (line.charAt(line.length - 1 - slashes) === '\\') slashes += 1;
    return slashes % 2 === 1 ? line.slice(0, -1) : `${line.trimEnd()} `;
  });
  return parts.join('');
}

/**
 * The lines of classes.data.ts as the page carries them: first every line's module, then every line's classes, and what most classes of a
 * module begin with written once (`Bert$$Layer $Model` for `BertLayer BertModel`). A deflate of that is four percent shorter.
 */

/** Between modules and classes. */
const BREAK = '\n\n';

/** `lines` as in classes.data.ts. What is no such line is left out. */
export function toColumns(lines: string): string {
  const parts = lines.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [{ module: line.slice(0, colon), classes: shortened(line.slice(colon + 1).split(' ')) }];
  });
  return parts.map(({ module }) => module).join('\n') + BREAK + parts.map(({ classes }) => classes).join('\n');
}

/** What `toColumns` was given, after an empty line like the table, and without what was left out. */
export function fromColumns(text: string): string {
  const middle = text.indexOf(BREAK);
  const modules = text.slice(0, middle).split('\n');
  const classes = text.slice(middle + BREAK.length).split('\n');
  return `\n${modules.map((module, i) => `${module}:${spelled(classes[i] ?? '')}\n`).join('')}`;
}

function shortened(classes: readonly string[]): string {
  const start = commonStart(classes);
  if (start === '') return classes.join(' ');
  const shorter = classes.map((name) => (name.startsWith(start) ? `$${name.slice(start.length)}` : name));
  return `${start}$${shorter.join(' ')}`;
}

function spelled(written: string): string {
  const sign = written.indexOf('$');
  const space = written.indexOf(' ');
  // A start stands before the first class, which has a sign of its own when it begins so.
  if (sign <= 0 || (space >= 0 && space < sign)) return written;
  const start = written.slice(0, sign);
  return written
    .slice(sign + 1)
    .split(' ')
    .map((name) => (name.startsWith('$') ? start + name.slice(1) : name))
    .join(' ');
}

/** The words at the start of several names that save most letters; empty when none save any. */
function commonStart(classes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of classes) {
    const words = name.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+|[^A-Za-z0-9]+/g) ?? [];
    let start = '';
    for (const word of words.slice(0, 4)) counts.set((start += word), (counts.get(start) ?? 0) + 1);
  }
  const saved = ([start, count]: [string, number]): number => (count - 1) * (start.length - 1);
  const best = [...counts].reduce((most, one) => (saved(one) > saved(most) ? one : most), ['', 1]);
  return saved(best) > 0 ? best[0] : '';
}

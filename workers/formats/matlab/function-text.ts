/** What a function reaches outside MATLAB with. */
const REACHES =
  /(?<![\w.])(?:system|dos|unix|popen2?|eval|evalin|evalc|assignin|urlread|urlwrite|webread|webwrite|websave|winopen|perl|pyrun|pyrunfile|loadlibrary|javaMethod|javaObject|actxserver|tcpclient|exec)\s*\(|(?<![\w.])(?:py|java)\.\w|^\s*!/m;

export function reachesOutside(text: string): boolean {
  return REACHES.test(text);
}

/**
 * Whether a text is one anonymous function and nothing behind it: `@(x) a*x+b`. Brackets may hold lines and semicolons, texts may hold anything.
 */
export function isFunction(text: string): boolean {
  if (!/^\s*@\s*\(/.test(text)) return false;
  /** Brackets that are open; `@` is one around parameters. */
  const open: string[] = [];
  /** The last letter that is no blank, if a value may end with it. */
  let value = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"' || (letter === "'" && !isTranspose(text, at, open.at(-1), value))) {
      at = endOfText(text, at);
      if (at < 0) return false;
      value = "'";
    } else if (text.startsWith('...', at) || letter === '%' || letter === '#') {
      const line = text.indexOf('\n', at);
      // A comment ends the function; a line that goes on does not.
      if (line < 0) return letter !== '.' && open.length === 0;
      at = letter === '.' ? line : line - 1;
    } else if ('([{'.includes(letter)) {
      open.push(value === '@' ? '@' : letter);
      value = '';
    } else if (')]}'.includes(letter)) {
      const opened = open.pop();
      if (opened === undefined) return false;
      value = opened === '@' ? '' : letter;
    } else if (open.length === 0 && /[;,\r\n]/.test(letter)) return /^[;,\s]*$/.test(text.slice(at));
    else if (letter.trim() !== '') value = letter;
  }
  return open.length === 0;
}

/** Behind a value a quote transposes it; between square and curly brackets a blank ends the value. */
function isTranspose(text: string, at: number, inside: string | undefined, value: string): boolean {
  const before = inside === '[' || inside === '{' ? text.charAt(at - 1) : value;
  return /[\w)\]}'.]/.test(before);
}

/** Where a text between quotes ends; a quote in it is written twice, and between double ones also behind a backslash. */
function endOfText(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '\n') return -1;
    if (letter === '\\' && quote === '"') at += 1;
    else if (letter === quote && text.charAt(at + 1) === quote) at += 1;
    else if (letter === quote) return at;
  }
  return -1;
}

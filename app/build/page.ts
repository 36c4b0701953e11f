/** One HTML file out of a shell, two scripts and a style: the parts inline, and the policy that allows exactly these. */
import { contentSecurityPolicy } from './policy.ts';

const SCRIPT = /<script type="module"[^>]* src="[^"]*"><\/script>/;
const STYLE = /\s*<link rel="stylesheet"[^>]*>/;
const CHARSET = /<meta charset="utf-8"[^>]*>/;

export interface Scripts {
  /** Runs when the parser meets it. */
  readonly early: string;
  /** Runs when the page is parsed. */
  readonly main: string;
}

export function assemblePage(shell: string, scripts: Scripts, style: string): string {
  // Bundled as a module, run as a classic script: its names are to stay its own.
  const early = inlineScript(`(()=>{${scripts.early}})()`);
  const main = inlineScript(scripts.main);
  const css = inlineStyle(style);
  const policy = contentSecurityPolicy([early, main], css === '' ? [] : [css]);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  // Before everything it is to govern, after the charset that must be in the first kilobyte. And before the scripts are in,
  // whose text may hold tags of its own.
  let page = replaceOnce(shell, CHARSET, (charset) => `${charset}\n    ${meta}`);
  if (css !== '') page = replaceOnce(page, STYLE, () => `\n    <style>${css}</style>`);
  return replaceOnce(page, SCRIPT, () => `<script>${early}</script>\n    <script type="module">${main}</script>`);
}

/**
 * `</script` would end the tag and `<!--<script` would keep it open (HTML spec, "script data double escaped state").
 * Such text can only stand in strings, templates and regular expressions, where \x3C is the same character.
 */
export function inlineScript(code: string): string {
  return asParsed(code.trim().replace(/<(?=\/?script|!--)/gi, '\\x3C'));
}

function inlineStyle(code: string): string {
  if (/<\/style/i.test(code)) throw new Error('A style sheet closes its own tag.');
  return asParsed(code.trim());
}

/** The HTML parser replaces these characters, and the hash in the policy would no longer fit. */
function asParsed(text: string): string {
  if (/[\r\0]/.test(text)) throw new Error('A carriage return or NUL in the bundle: write it as an escape.');
  return text;
}

function replaceOnce(page: string, place: RegExp, part: (match: string) => string): string {
  if (page.split(new RegExp(place, 'g')).length !== 2) throw new Error(`index.html must match ${place.source} once.`);
  return page.replace(place, part);
}

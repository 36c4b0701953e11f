/** One HTML file out of a shell, two scripts, a worker and a style: the parts inline, and the policy that allows exactly these. */
import { fillFrame } from '../offline/frame.ts';
import { contentSecurityPolicy } from './policy.ts';

const SCRIPT = /<script type="module"[^>]* src="[^"]*"><\/script>/;
const STYLE = /\s*<link rel="stylesheet"[^>]*>/;
const CHARSET = /<meta charset="utf-8"[^>]*>/;

export interface Scripts {
  /** The worker. It lies in the page as text, which the first script reads before anything else runs. */
  readonly worker: string;
  /** What workers are given, as text (app/engine/supplies.ts). */
  readonly wasm: string;
  readonly classes: string;
  /** A classic script whose names are its own: runs when the parser meets it. */
  readonly early: string;
  /** A module. It lies in the page as text until the first script lets it run (app/engine/main-script.ts). */
  readonly main: string;
}

export function assemblePage(shell: string, scripts: Scripts, style: string): string {
  const css = inlineStyle(style);
  const frame = frameOf(shell, css !== '');
  const worker = inlineScript(scripts.worker);
  const early = inlineScript(scripts.early);
  const main = inlineScript(scripts.main);
  const parts: Record<string, string> = {
    policy: contentSecurityPolicy([early, main], css === '' ? [] : [css]),
    frame: JSON.stringify(frame).replaceAll('<', '\\u003c'),
    style: css,
    worker,
    early,
    wasm: inlineScript(scripts.wasm),
    classes: inlineScript(scripts.classes),
    main,
  };
  return fillFrame(frame, (name) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`The shell has a hole for a part that does not exist: ${name}.`);
    return part;
  });
}

/** The shell with holes for the parts, see app/offline/frame.ts. */
function frameOf(shell: string, styled: boolean): string {
  const policy = '<meta data-part="policy" http-equiv="Content-Security-Policy" content="{{policy}}" />';
  const first = [
    policy,
    '<script data-part="worker" type="text/plain">{{worker}}</script>',
    '<script data-part="early">{{early}}</script>',
    '<script data-part="wasm" type="text/plain">{{wasm}}</script>',
    '<script data-part="classes" type="text/plain">{{classes}}</script>',
  ];
  const scripts = [
    '<script data-part="frame" type="application/json">{{frame}}</script>',
    '<script data-part="main" type="text/plain">{{main}}</script>',
  ];
  // The policy before everything it is to govern, after the charset that must be in the first kilobyte.
  let page = replaceOnce(shell, CHARSET, (charset) => [charset, ...first].join('\n    '));
  if (styled) page = replaceOnce(page, STYLE, () => '\n    <style data-part="style">{{style}}</style>');
  return replaceOnce(page, SCRIPT, () => scripts.join('\n    '));
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

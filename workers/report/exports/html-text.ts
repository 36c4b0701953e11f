/** Markup out of text: every text of a report goes through `safe`, so that characters that do not show become escapes and markup becomes text. */
import { type Prose, visible } from '../prose.ts';
import { count } from './wording.ts';

/** Text as text: nothing in it is markup, nothing in it hides. */
export function safe(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** File text is set apart and cannot turn the direction of what stands beside it. */
export function html(text: Prose): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return safe(part);
      if ('code' in part) return `<code>${safe(part.code)}</code>`;
      return data(part.data) + (part.cut === undefined ? '' : ` … ${count(part.cut)} more`);
    })
    .join('');
}

export function data(text: string): string {
  return `<bdi>${safe(text)}</bdi>`;
}

export function section(title: string, size: number, inside: string): string {
  return size === 0 ? '' : `<section>\n<h2>${title} <small>${count(size)}</small></h2>\n${inside}\n</section>`;
}

/** Cells are markup already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

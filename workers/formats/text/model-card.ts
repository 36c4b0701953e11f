import type { Scope } from '../../analyse/scope.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { repoIn } from '../huggingface/settings.ts';
import { Oddities } from '../oddities.ts';
import { type Line, linesOf } from './lines.ts';
import type { TextCode } from './oddities.ts';

/** Values of a model card that say where a model comes from and what loading it takes. */
const TOLD =
  /^(?:base_model|base_model_relation|license|license_name|license_link|library_name|pipeline_tag|datasets|tags|model_name|language)$/;

/** Entries of one list that are shown. */
const ENTRIES = 64;

export function isModelCard(name: string): boolean {
  return /(?:^|[\\/])(?:README|modelcard|model_card)\.md$/i.test(name);
}

/** States what stands between the two `---` lines a model card begins with: plain keys and lists, which is what cards are made of. */
export function stateModelCard(scope: Scope, text: string): void {
  const lines = linesOf(text);
  const end = lines.findIndex(({ text: line }, i) => i > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  if (!/^\ufeff?---\s*$/.test(lines[0]?.text ?? '') || end < 0) return;
  let key = '';
  let count = 0;
  for (const line of lines.slice(1, end)) {
    const pair = /^([A-Za-z_][\w-]*):(?:\s+(.*)|\s*)$/.exec(line.text);
    if (pair !== null) key = pair[1] ?? '';
    const item = pair === null ? /^\s*-\s+(.*)$/.exec(line.text)?.[1] : pair[2];
    if (item === undefined || !TOLD.test(key) || ++count > ENTRIES * 8) continue;
    for (const value of valuesOf(item).slice(0, ENTRIES)) stateValue(scope, key, value, line);
  }
}

/** A text, or a list in brackets. */
function valuesOf(written: string): string[] {
  const bare = written.replace(/\s+#.*$/, '').trim();
  const list = /^\[(.*)\]$/.exec(bare)?.[1];
  return (list === undefined ? [bare] : list.split(','))
    .map((part) => part.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter((part) => part !== '' && part !== '|' && part !== '>');
}

function stateValue(scope: Scope, key: string, value: string, { offset, length }: Line): void {
  const at = placeIn(scope.source, offset, length);
  scope.state({ kind: 'metadata', at, key, type: 'model card', value: [data(value, 300)] });
  if (key === 'base_model')
    scope.state({ kind: 'setting', at, code: 'base-model', key, value, repo: repoIn(value), module: null });
  if (key !== 'tags' || value !== 'custom_code') return;
  const odd = new Oddities<TextCode>(scope, 'text');
  odd.state({ code: 'card-custom-code', offset, length, what: prose`The model card has the tag “custom_code”.` });
}

import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import type { Oddities } from '../oddities.ts';
import type { SafetensorsCode } from './oddities.ts';

/** `__metadata__`: an object of texts (README "Format"). `base` is where the header's JSON starts in the file. */
export function stateMetadata(
  scope: Scope,
  odd: Oddities<SafetensorsCode>,
  json: JsonDocument,
  node: number,
  base: number,
): void {
  const range = json.range(node);
  const isTexts = [...json.entries(node)].every(([, value]) => json.kind(value) === 'string');
  if (json.kind(node) !== 'object' || !isTexts) {
    odd.state({
      code: 'metadata-form',
      offset: base + range.offset,
      length: range.length,
      what: prose`“__metadata__” is no object of texts.`,
    });
  }
  let count = 0;
  for (const [key, value] of json.entries(node)) {
    if (++count > LIMITS.metadata) break;
    const { offset, length } = json.range(value);
    scope.state({
      kind: 'metadata',
      at: placeIn(scope.source, base + offset, length),
      key,
      type: json.kind(value),
      value: prose`${data(json.text(value) ?? json.written(value, 512))}`,
    });
  }
}

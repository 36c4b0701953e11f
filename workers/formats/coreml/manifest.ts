import type { JsonDocument } from '../../lang/json/document.ts';
import { data, prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';
import { isOutside } from '../tensorflow/outside.ts';
import type { CoremlCode } from './codes.ts';

/** Parts of a package that are outside it; none for JSON that is no manifest of one. */
export function manifestOddities(json: JsonDocument): Oddity<CoremlCode>[] {
  const items = json.get(json.root, 'itemInfoEntries');
  if (items === null || json.get(json.root, 'rootModelIdentifier') === null) return [];
  const found: Oddity<CoremlCode>[] = [];
  for (const [, item] of json.entries(items)) {
    const node = json.get(item, 'path');
    const path = json.text(node);
    if (node === null || path === null || !isOutside(path)) continue;
    found.push({
      code: 'outside',
      ...json.range(node),
      subject: path,
      what: prose`The package has the part ${data(path, 200)}.`,
    });
  }
  return found;
}

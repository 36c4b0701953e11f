import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { HeldSource } from '../../source/held-source.ts';
import { isKeras, kerasIn } from './config.ts';

/**
 * States what a configuration of Keras makes its loader do, and opens the torch modules it holds. Nothing for other JSON.
 * @param base Where the text of the JSON begins.
 */
export async function stateKeras(scope: Scope, json: JsonDocument, inspect: Inspect, base = 0): Promise<void> {
  if (!isKeras(json)) return;
  let count = 0;
  for (const { what, node, layer, module, name, code, bytes } of kerasIn(json)) {
    const { offset: inside, length } = json.range(node);
    const offset = base + inside;
    count += 1;
    if (count > LIMITS.factsPerCode) {
      const what = prose`Only the first ${LIMITS.factsPerCode} things that this configuration makes Keras do are listed.`;
      scope.problem('limit', offset, scope.source.size - offset, what);
      return;
    }
    scope.state({ kind: 'keras', at: placeIn(scope.source, offset, length), what, layer, module, name, code });
    if (bytes !== undefined) await openModule(scope, `torch module ${count.toString()}`, bytes, inspect);
  }
}

async function openModule(scope: Scope, name: string, bytes: Uint8Array, inspect: Inspect): Promise<void> {
  if (!scope.canNest) {
    const what = prose`A torch module was not opened: things are nested more than ${LIMITS.depth} deep.`;
    scope.problem('limit', 0, scope.source.size, what);
    return;
  }
  const source = new HeldSource(scope.source, name, bytes.length, scope.run.shelf, () => Promise.resolve(bytes));
  await inspect(scope.child(source, null, 'structure'));
}

import type { JsonDocument } from '../../lang/json/document.ts';

/** Whether a JSON text, or its beginning, is a model of TensorFlow.js (ModelJSON of tfjs-core/src/io/types.ts) or its manifest alone. */
export function isTfjs(json: JsonDocument): boolean {
  const { root } = json;
  if (/^(?:layers|graph)-model$/.test(json.text(json.get(root, 'format')) ?? '')) return true;
  const [topology, manifest] = [json.get(root, 'modelTopology'), json.get(root, 'weightsManifest')];
  if (topology !== null && json.kind(topology) === 'object') return true;
  const [group = null] = json.items(manifest ?? root);
  const [weight = null] = json.items(json.get(group, 'weights'));
  return json.get(weight, 'shape') !== null && json.get(weight, 'dtype') !== null;
}

import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';

/** One node of a skops schema: what `skops.io.load` imports by name, and which of its node classes makes the object (skops/io/_general.py). */
export interface SkopsFact {
  readonly kind: 'skops';
  readonly at: Place;
  readonly loader: string;
  readonly module: string;
  readonly name: string;
  /** For MethodNode: the method, and the class of the object it is taken from. */
  readonly method: string | null;
  readonly owner: string | null;
}

/** Whether a JSON text is such a schema: its root is a node. */
export function isSkops(json: JsonDocument): boolean {
  return ['__loader__', '__class__', '__module__'].every((key) => json.text(json.get(json.root, key)) !== null);
}

/** States each different node once, where it stands first. */
export function stateSkops(scope: Scope, json: JsonDocument): void {
  if (!isSkops(json)) return;
  const seen = new Set<string>();
  for (let node = 0; node < json.size; node += 1) {
    const fact = json.kind(node) === 'object' ? factOf(scope, json, node) : null;
    if (fact === null) continue;
    const key = JSON.stringify([fact.loader, fact.module, fact.name, fact.method, fact.owner]);
    if (seen.has(key)) continue;
    if (seen.size === LIMITS.factsPerCode) {
      const what = prose`Only the first ${LIMITS.factsPerCode} names of this schema are listed.`;
      scope.problem('limit', fact.at.offset, fact.at.length, what);
      return;
    }
    seen.add(key);
    scope.state(fact);
  }
}

function factOf(scope: Scope, json: JsonDocument, node: number): SkopsFact | null {
  const text = (of: number | null, key: string): string | null => json.text(json.get(of, key));
  const [loader, module, name] = [text(node, '__loader__'), text(node, '__module__'), text(node, '__class__')];
  if (loader === null || module === null || name === null) return null;
  const content = json.get(node, 'content');
  const owner = json.get(content, 'obj');
  const { offset, length } = json.range(json.get(node, '__class__') ?? node);
  return {
    kind: 'skops',
    at: placeIn(scope.source, offset, length),
    loader,
    module,
    name,
    method: loader === 'MethodNode' ? text(content, 'func') : null,
    owner: loader === 'MethodNode' ? text(owner, '__class__') : null,
  };
}

import type { JsonDocument } from './document.ts';

/** One member of some object in a document. */
export interface Member {
  readonly key: string;
  readonly keyNode: number;
  readonly value: number;
  /** Objects around it: 0 for members of the value itself. */
  readonly depth: number;
  /** Dotted path from the value, own key last. */
  path(): string;
}

/** Every member of every object, in order, in one pass over the tape. */
export function* membersOf(json: JsonDocument): Generator<Member> {
  const open: { node: number; end: number; key: string }[] = [];
  for (let node = 0; node < json.size; node += 1) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= node) open.pop();
    if (json.kind(node) !== 'object' && json.kind(node) !== 'array') continue;
    const key = keyBefore(json, open, node);
    open.push({ node, end: json.after(node), key });
    if (json.kind(node) !== 'object') continue;
    const above = open.map((one) => one.key).filter((one) => one !== '');
    for (const [name, value, keyNode] of json.entries(node))
      yield { key: name, keyNode, value, depth: open.length - 1, path: () => [...above, name].join('.') };
  }
}

/** The key a container stands under; empty in arrays and at the top. */
function keyBefore(json: JsonDocument, open: readonly { node: number }[], node: number): string {
  const parent = open.at(-1);
  return parent !== undefined && json.kind(parent.node) === 'object' ? (json.text(node - 1) ?? '') : '';
}

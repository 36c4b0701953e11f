import type { JsonDocument } from '../../lang/json/document.ts';
import { data, prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';
import { isOutside } from '../tensorflow/outside.ts';

/** What a manifest of a registry can have a tool do; rules/oci says how it is to be taken. */
export type OciCode = 'digest-path' | 'digest' | 'foreign' | 'title';

/** Hexadecimal digits of the hashes that are registered (image-spec, descriptor.md). */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['blake3', 64],
]);
/** Annotations whose value tools take for the name of a file. */
const TITLES = /^(?:org\.opencontainers\.image\.title|org\.cncf\.model\.filepath)$/;

/**
 * What the manifests and indexes of OCI, Docker and Ollama say of their blobs (image-spec, manifest.md and image-index.md); none
 * for JSON that is something else. A blob is stored, and looked for, under the text of its digest.
 */
export function ociOddities(json: JsonDocument): Oddity<OciCode>[] {
  const { root } = json;
  const [layers, manifests] = [json.get(root, 'layers'), json.get(root, 'manifests')];
  if (json.get(root, 'schemaVersion') === null || (layers === null && manifests === null)) return [];
  const parts = [json.get(root, 'config'), json.get(root, 'subject'), ...json.items(layers), ...json.items(manifests)];
  return parts.flatMap((part) => (part === null ? [] : descriptor(json, part)));
}

function descriptor(json: JsonDocument, part: number): Oddity<OciCode>[] {
  const found: Oddity<OciCode>[] = [];
  const tell = (code: OciCode, node: number | null, text: string | null, what: string): void => {
    if (node === null || text === null) return;
    found.push({ code, ...json.range(node), subject: text, what: prose`${what}: ${data(text, 200)}.` });
  };
  const digest = json.get(part, 'digest');
  const text = json.text(digest);
  if (text !== null && !isDigest(text)) {
    if (/[\\/]|\.\.|\0/.test(text)) tell('digest-path', digest, text, 'The digest of a blob is a path');
    else tell('digest', digest, text, 'The digest of a blob is none');
  }
  for (const item of json.items(json.get(part, 'urls')))
    tell('foreign', item, json.text(item), 'The bytes of a blob come from an address');
  for (const [key, node] of json.entries(json.get(part, 'annotations'))) {
    const title = json.text(node);
    if (TITLES.test(key) && title !== null && isOutside(title))
      tell('title', node, title, 'A blob is to be stored under a name that leads out of the folder');
  }
  return found;
}

/** `algorithm:hex`. Ollama writes it as a file name as well, with a dash. Algorithms nobody registered may have any text. */
function isDigest(text: string): boolean {
  const [, algorithm = '', encoded = ''] = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*)[:-]([A-Za-z0-9=_-]+)$/.exec(text) ?? [];
  const digits = DIGITS.get(algorithm);
  return encoded !== '' && (digits === undefined || (encoded.length === digits && /^[0-9a-f]+$/i.test(encoded)));
}

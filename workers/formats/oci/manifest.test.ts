import { expect, test } from 'vitest';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const HASH = `sha256:${'2f'.repeat(32)}`;
const LAYER = { mediaType: 'application/vnd.ollama.image.model', digest: HASH, size: 10 };
const CONFIG = { mediaType: 'application/vnd.docker.container.image.v1+json', digest: HASH, size: 3 };

async function told(value: object): Promise<unknown[]> {
  const text = JSON.stringify(value);
  const { findings } = await inspectBytes(new TextEncoder().encode(text), 'latest', engine);
  return findings.map(({ severity, rule, place }) => [
    `${severity} ${rule}`,
    text.slice(place.offset, place.offset + place.length),
  ]);
}
const manifest = (layer: object, config: object = CONFIG): object => ({ schemaVersion: 2, config, layers: [layer] });

test.each([
  { ...LAYER, annotations: { 'org.opencontainers.image.title': 'model/weights.gguf' } },
  { ...LAYER, digest: HASH.replace(':', '-') },
  { ...LAYER, digest: 'sha512:' + '0a'.repeat(64) },
])('says nothing of ordinary blobs', async (layer) => {
  expect(await told(manifest(layer))).toEqual([]);
  expect(await told({ schemaVersion: 2, manifests: [layer] })).toEqual([]);
});

test.each<[object, string, string]>([
  [{ digest: 'sha256:../../../../etc/passwd' }, 'high oci.digest-path', '"sha256:../../../../etc/passwd"'],
  [{ digest: '../../etc/cron.d/x' }, 'high oci.digest-path', '"../../etc/cron.d/x"'],
  [{ digest: 'sha256:1234' }, 'medium oci.digest', '"sha256:1234"'],
  [{ urls: ['http://other.example/x'] }, 'medium oci.foreign', '"http://other.example/x"'],
  [{ annotations: { 'org.opencontainers.image.title': '../../evil.py' } }, 'high oci.title', '"../../evil.py"'],
])('tells where the bytes of %o lead', async (change, rule, shown) => {
  expect(await told(manifest({ ...LAYER, ...change }))).toEqual([[rule, shown]]);
  expect(await told(manifest(LAYER, { ...CONFIG, ...change }))).toEqual([[rule, shown]]);
  expect(await told({ schemaVersion: 2, manifests: [{ ...LAYER, ...change }] })).toEqual([[rule, shown]]);
});

test('JSON that is no manifest has no blobs', async () => {
  expect(await told({ layers: [{ digest: '../x' }], model_type: 'x' })).toEqual([]);
});

import { expect, test } from 'vitest';
import { ascii, bytes, zip } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { bytesOf, EVIL, P } from '../../rules/conformance/build.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const NUMBERS = Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + 11) % 256);

function exported(payload: Uint8Array): Promise<Report> {
  const members = {
    'm/data/weights/weight_0': payload,
    'm/data/weights/model_weights_config.json': ascii('{"config": {}}'),
    'm/models/model.json': ascii('{"graph_module": {}}'),
    'm/archive_format': ascii('pt2'),
    'm/archive_version': ascii('0'),
  };
  const archive = zip(Object.entries(members).map(([name, data]) => ({ name, data })));
  return inspectBytes(archive, 'm.pt2', engine);
}

test('numbers of an exported program are numbers', async () => {
  const report = await exported(NUMBERS);
  expect([report.file.format, report.verdict, report.status]).toEqual(['torch-export', 'nothing-runs', 'complete']);
});

test('what is a program or an archive in their place is read as one', async () => {
  const program = bytesOf(`${P(2)}${EVIL}.`);
  expect((await exported(program)).verdict).toBe('runs-code');
  expect((await exported(zip([{ name: 'archive/data.pkl', data: program }]))).verdict).toBe('runs-code');
  expect((await exported(bytes(ascii('MZ'), NUMBERS))).verdict).toBe('nothing-runs');
});

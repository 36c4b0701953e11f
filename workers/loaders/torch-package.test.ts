import { expect, test } from 'vitest';
import { ascii, torchZip } from '../containers/zip/build-zip.ts';
import { CALLS_SYSTEM } from '../formats/torch/build-checkpoint.ts';
import { bytesOf } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import type { Report } from '../report/schema.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (program: Uint8Array): Promise<Report> =>
  inspectBytes(
    torchZip('p', { '.data/version': ascii('6\n'), '.data/0.storage': new Uint8Array(8), 'm/m.pkl': program }),
    'p.pt',
    engine,
  );
const outcome = ({ loaders }: Report): string | undefined => loaders.find(({ id }) => id === 'torch.package')?.outcome;

const STORAGE = `\x80\x02(X\x07\0\0\0storagectorch.storage\nTypedStorage\nX\x09\0\0\x000.storageX\x03\0\0\0cpuK\x02tQ.`;

test('a package answers persistent ids, and its storages are numbers', async () => {
  const report = await inspect(bytesOf(STORAGE));
  expect([report.file.format, report.verdict, outcome(report)]).toEqual(['torch-package', 'nothing-runs', 'loads']);
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('what a pickle of it calls runs', async () => {
  const report = await inspect(CALLS_SYSTEM);
  expect([report.verdict, outcome(report)]).toEqual(['runs-code', 'runs']);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { inspectBytes } from './inspect.ts';

/** Real model files, where they are at hand: beside the project. */
const CORPUS = join(import.meta.dirname, '../../../../shared/corpus');
const READ = /\.(?:npy|npz|pkl|gz|gzip|bz2|xz|lzma|z|lz4|joblib|safetensors|gguf|pth|pt|bin|json|tar|zip|7z|msgpack)$/;

const files = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter(
      (path) => READ.test(path) && !path.includes('.mlpackage/'),
    )
  : [];

test.runIf(files.length > 0)(
  'real files: nothing runs, and every byte is explained',
  async () => {
    const engine = instantiate(loadModule());
    for (const path of files.sort()) {
      const bytes = new Uint8Array(readFileSync(join(CORPUS, path)));
      const { verdict, status, coverage } = await inspectBytes(bytes, path.slice(path.lastIndexOf('/') + 1), engine);
      const seen = [verdict, status, coverage.accounted === coverage.size];
      expect([path, ...seen]).toEqual([path, 'nothing-runs', 'complete', true]);
    }
  },
  120_000,
);

/** The page's first script, app/engine/early.ts, the worker it starts, and what it gives to it: bundled by themselves, as they share no code. */
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { asciiScripts } from './ascii.ts';
import { inlineWorker } from './inline-worker.ts';
import type { Notices } from './notices.ts';
import type { Scripts } from './page.ts';
import { smaller } from './smaller.ts';
import { supplies, type SupplyTexts, withoutClasses } from './supplies.ts';
import { withoutColours } from './without-colours.ts';

const EARLY = fileURLToPath(new URL('../engine/early.ts', import.meta.url));

/** @param root The folder of index.html. */
export async function earlyScripts(root: string, target: string[], notices: Notices): Promise<Omit<Scripts, 'main'>> {
  const workers = new Set<string>();
  const given: SupplyTexts[] = [];
  const config: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    root,
    publicDir: false,
    plugins: [
      inlineWorker((text) => workers.add(text)),
      supplies((texts) => given.push(texts)),
      smaller(),
      asciiScripts(),
      notices.plugin(),
    ],
    worker: {
      ...WORKER,
      plugins: () => [withoutClasses(), withoutColours(), smaller(), asciiScripts(), notices.plugin()],
    },
    build: {
      write: false,
      target,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: EARLY,
        output: { format: 'iife', codeSplitting: false },
        checks: { bundlerTimings: false },
      },
    },
  };
  const made = await build(config);
  if (!('output' in made)) throw new Error('The first script was not built once.');
  const [script, ...more] = made.output;
  if (more.length > 0) throw new Error(`Not inlined in the first script: ${more.map((m) => m.fileName).join(', ')}.`);
  const [worker, ...others] = workers;
  if (worker === undefined || others.length > 0) throw new Error('The first script starts one worker.');
  const [texts] = given;
  if (texts === undefined) throw new Error('The first script gives its workers nothing.');
  return { worker, early: script.code, ...texts };
}

/** Chromium starts no module worker from a blob: URL of a file:// page, and says nothing. */
export const WORKER: NonNullable<InlineConfig['worker']> = {
  format: 'iife',
  rolldownOptions: { checks: { bundlerTimings: false } },
};

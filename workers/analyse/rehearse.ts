import { bytesSource } from '../source/sources.ts';
import type { Engine } from '../wasm/engine.ts';
import { analyse } from './analyse.ts';
import { reportOf } from './report.ts';

/** Entries of the dict: enough for a browser to see which functions are worth optimising, some ten milliseconds of work. */
const ENTRIES = 12_000;

/**
 * Takes a made-up checkpoint apart before the first file comes, and throws the report away: browsers compile code well only
 * once it has run, and whoever drops a file should not wait for that. Resolves to whether the engine reads what it should.
 */
export async function rehearse(engine: Engine): Promise<boolean> {
  const program = sample();
  const analysis = await analyse(bytesSource(program, 'rehearsal'), engine);
  const report = await reportOf(analysis, { path: 'rehearsal', size: program.length, sha256: null }, () => undefined);
  analysis.session.close();
  return report.verdict === 'nothing-runs';
}

/** What `pickle.dumps({'key…': (i, 300, 'value…'), …}, 2)` writes: texts, numbers, tuples and the memo. */
function sample(): Uint8Array {
  const text = (s: string): number[] => [0x58, s.length, 0, 0, 0, ...Array.from(s, (c) => c.charCodeAt(0))];
  const bytes = [0x80, 2, 0x7d, 0x71, 0, 0x28];
  for (let i = 0; i < ENTRIES; i++) {
    const memo = (k: number): number[] => [0x72, k & 0xff, (k >> 8) & 0xff, k >> 16, 0];
    const name = i.toString().padStart(8, '0');
    const tuple = [0x4d, i & 0xff, i >> 8, 0x4a, 0, 0, 1, 0, ...text(`value ${name}`), ...memo(3 * i + 2), 0x87];
    bytes.push(...text(`key_${name}`), ...memo(3 * i + 1), ...tuple, ...memo(3 * i + 3));
  }
  return Uint8Array.from([...bytes, 0x75, 0x2e]);
}

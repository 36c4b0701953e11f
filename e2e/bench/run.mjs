/**
 * `npm run bench [NAME…]`: runs e2e/bench/*.bench.mjs and prints a table. A bench exports
 *   name: string, what is measured
 *   measure(): Promise<Measurement[]>, each a number with its unit, from several runs
 */
import { readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { build } from '../../app/build/build.mjs';
import { ensureInstalled } from '../../app/build/install.mjs';
import { script } from '../../app/build/run.mjs';

/** @typedef {{ what: string, values: number[], unit: string, note?: string }} Measurement */

await script(async () => {
  await ensureInstalled();
  await build();
  const wanted = process.argv.slice(2);
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.mjs'));
  const chosen = files.filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)));
  /** @type {string[][]} */
  const rows = [];
  for (const file of chosen.sort()) {
    /** @type {{ name: string, measure: () => Promise<Measurement[]> }} */
    const bench = await import(`./${file}`);
    for (const measurement of await bench.measure()) rows.push([bench.name, ...cells(measurement)]);
  }
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${gigabytes()} GB`);
  console.log(table([['bench', 'what', 'median', 'best', 'worst', 'runs', ''], ...rows]));
});

/** @type {(measurement: Measurement) => string[]} */
function cells({ what, values, unit, note }) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  const show = [middle, sorted[0], sorted.at(-1)].map((value) => `${round(value ?? NaN)} ${unit}`);
  return [what, ...show, `${values.length}`, note ?? ''];
}

/** Three digits that mean something. */
/** @type {(value: number) => string} */
function round(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** @type {(rows: string[][]) => string} */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function gigabytes() {
  return (totalmem() / 1e9).toFixed(0);
}

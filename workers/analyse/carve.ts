import { looksLikePickle, readPickle } from '../formats/pickle/read.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import { LIMITS } from '../limits.ts';
import { prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import { linear } from '../source/linear.ts';
import { ascii } from '../source/little-endian.ts';
import { stateProgram } from './programs.ts';
import type { Scope } from './scope.ts';

/** Opcodes that work on an empty stack, besides PROTO and FRAME: what a stream can go on with. */
const STARTS: ReadonlySet<number> = new Set(
  ascii('()]}cFGIJKLMNPSTUVXBC').concat([
    0x80, 0x82, 0x83, 0x84, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x95, 0x96, 0x97,
  ]),
);
/** A text pickle that does something imports a name: `c` or `i`, two lines of identifiers. */
const TEXT_IMPORT = /\(?[ci][A-Za-z_][\w.]{0,120}\n[A-Za-z_][\w.]{0,120}\n/g;
/** Bytes of a chunk looked at again with the next one, so that nothing hides on the seam. */
const SEAM = 300;
/** Shorter streams that import nothing occur by chance. */
const TELLING_STEPS = 8;

/**
 * Looks for pickle streams in a range nobody explains, and reads those it finds. What is found this way only runs when
 * something else reads from right there, so the report says that it was found, not that it is loaded.
 */
export async function carve(scope: Scope, range: Range): Promise<void> {
  const { run, source } = scope;
  const length = Math.min(range.length, run.carveBudget);
  run.carveBudget -= length;
  if (length < range.length) {
    const left = { offset: range.offset + length, length: range.length - length };
    scope.problem(
      'limit',
      left.offset,
      left.length,
      prose`Not searched for hidden programs: more than ${LIMITS.carveBytes} bytes are not explained.`,
    );
  }
  const end = range.offset + length;
  let attempts = 0;
  let free = range.offset;
  for await (const at of candidates(scope, range.offset, length)) {
    if (at < free || at >= end) continue;
    attempts += 1;
    if (attempts > LIMITS.carveAttempts) {
      scope.problem(
        'limit',
        at,
        end - at,
        prose`Not searched further for hidden programs: ${LIMITS.carveAttempts} places were tried.`,
      );
      return;
    }
    if (!(await looksLikePickle(source, at, { engine: run.engine }))) continue;
    const found = await readPickle(source, at, { engine: run.engine });
    if (!found.traces.some(isTelling)) {
      found.close();
      continue;
    }
    free = Math.max(at + 1, stateProgram(scope, at, 'carved', run.programs.length, found).end);
  }
}

/** Offsets where a stream may start, in order. */
async function* candidates(scope: Scope, offset: number, length: number): AsyncGenerator<number> {
  let base = offset;
  let last = -1;
  let tail: Uint8Array = new Uint8Array(0);
  for await (const chunk of linear(scope.source, offset, length)) {
    scope.run.reached(scope.source, base);
    const bytes = new Uint8Array(tail.length + chunk.length);
    bytes.set(tail);
    bytes.set(chunk, tail.length);
    const start = base - tail.length;
    for (const at of [...binaryStarts(bytes), ...textStarts(bytes)].sort((a, b) => a - b)) {
      if (start + at > last) yield (last = start + at);
    }
    base += chunk.length;
    tail = bytes.slice(-SEAM);
  }
}

function* binaryStarts(bytes: Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(0x80); at !== -1; at = bytes.indexOf(0x80, at + 1)) {
    const protocol = bytes[at + 1];
    const next = bytes[at + 2];
    if (protocol !== undefined && protocol <= 5 && next !== undefined && STARTS.has(next)) yield at;
  }
}

function* textStarts(bytes: Uint8Array): Generator<number> {
  const text = new TextDecoder('latin1').decode(bytes);
  for (const match of text.matchAll(TEXT_IMPORT)) yield match.index;
}

/** Imports something by a plausible name, or runs to its STOP over enough steps. */
function isTelling(trace: Trace): boolean {
  if (trace.ending.kind === 'stop' && trace.steps >= TELLING_STEPS) return true;
  for (let i = 0; i < trace.events; i += 1) {
    const event = trace.event(i);
    if (event.kind !== 'import') continue;
    const module = trace.value(event.target);
    if (module.kind === 'text' && /^[A-Za-z_][\w.]*$/.test(module.text)) return true;
    if (module.kind === 'text8') return true;
  }
  return false;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { interpret } from './semantics/interpret.ts';
import { readPickle } from './read.ts';
import type { Trace } from './trace.ts';

const engine = instantiate(loadModule());
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

async function traceOf(program: string): Promise<Trace> {
  const [trace] = (await readPickle(bytesSource(ascii(program), 'x.pkl'), 0, { engine })).traces;
  if (trace === undefined) throw new Error('no trace');
  return trace;
}

function tellingOf(trace: Trace): number[] {
  const told: number[] = [];
  for (let i = trace.telling(0); i < trace.events; i = trace.telling(i + 1)) told.push(i);
  return told;
}

/** `OrderedDict()` from memo 0, `print()` from memo 1, and a storage as torch names it, with its type in memo 2. */
const NAMES =
  'ccollections\nOrderedDict\nq\x000cbuiltins\nprint\nq\x010ctorch\nFloatStorage\nq\x020X\x07\0\0\0storageq\x030';
const PIECES = [
  'h\x00)R0',
  'h\x00)\x810',
  'h\x01)R0',
  '(h\x03h\x02X\x01\0\0\x007tQ0',
  '(X\x03\0\0\0oddh\x02tQ0',
  'h\x00]\x85R0',
  'h\x00K\x01\x85R0',
  'h\x00h\x01\x85R0',
] as const;

test('ordinary calls and storages tell something once, everything else each time', async () => {
  const [dict, made, print, storage, odd] = PIECES;
  const trace = await traceOf(
    `\x80\x02${NAMES}${dict}${dict}${made}${dict}${print}${print}${storage}${storage}${odd}N.`,
  );
  // Three imports; NEWOBJ of a name that REDUCE called first is looked at each time.
  expect(tellingOf(trace)).toEqual([0, 1, 2, 3, 5, 7, 8, 9, 11]);
  const callees: [string, number][] = [];
  const tally = trace.tally((callee, calls) => callees.push([trace.value(callee).kind, calls]));
  expect(tally).toEqual({ imports: 3, calls: 6 });
  expect(callees).toEqual([
    ['global', 4],
    ['global', 2],
  ]);
});

test('a call with arguments of other kinds tells whether it raises', async () => {
  const [dict, list, number] = [PIECES[0], PIECES[5], PIECES[6]];
  const trace = await traceOf(`\x80\x02${NAMES}${dict}${list}${list}${dict}${number}${number}N.`);
  expect(tellingOf(trace)).toEqual([0, 1, 2, 3, 4, 7]);
  const { raises } = interpret(trace, bytesSource(new Uint8Array(0)), () => undefined);
  expect(raises.call?.offset).toBe(trace.event(7).offset);
});

test('callees that are no names are counted one by one', async () => {
  const trace = await traceOf(`\x80\x02${NAMES}h\x00)R)R0${PIECES[0]}N.`);
  let [all, seen] = [0, 0];
  trace.tally((_, calls) => ((all += calls), (seen += 1)));
  expect([all, seen]).toEqual([3, 3]);
});

test('what is skipped changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(PIECES.length - 1), { maxLength: 40 }), async (picks) => {
      const trace = await traceOf(`\x80\x02${NAMES}${picks.map((i) => PIECES[i]).join('')}N.`);
      const every: Trace = new Proxy(trace, {
        get: (target, key) => {
          if (key === 'telling') return (index: number) => index;
          if (key === 'event') return (index: number) => ({ ...target.event(index), again: false, alike: false });
          const value: unknown = Reflect.get(target, key, target);
          return value instanceof Function
            ? (...given: unknown[]): unknown => Reflect.apply(value, target, given)
            : value;
        },
      });
      const source = bytesSource(new Uint8Array(0));
      const [few, all] = [trace, every].map((one) => interpret(one, source, () => undefined));
      expect(few?.acts).toEqual(all?.acts);
      expect(few?.names).toEqual(all?.names);
      expect(few?.raises).toEqual(all?.raises);
    }),
    { numRuns: 40 },
  );
});

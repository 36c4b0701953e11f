import { data, prose } from '../../../report/prose.ts';
import { dict, func, list, type Meter, mistake, Stop, textOf, type Value } from './value.ts';

/** The functions engines give to chat templates. */
export function builtins(meter: Meter): (readonly [string, Value])[] {
  return [
    ['range', func((args) => ranged(args, meter))],
    ['namespace', func((_, named) => dict(named, true))],
    ['dict', func((_, named) => dict(named))],
    [
      'raise_exception',
      func(([said = '']) => {
        throw new Stop('raised', prose`The template refuses it: “${data(textOf(said, meter), 200)}”`);
      }),
    ],
    ['strftime_now', func(([format = '']) => dated(textOf(format, meter)))],
  ];
}

function ranged(args: readonly Value[], meter: Meter): Value {
  const numbers = args.map((value) => (typeof value === 'number' ? Math.trunc(value) : 0));
  const [from = 0, to = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  if (step === 0) throw mistake('a range with the step', '0');
  const count = Math.max(0, Math.ceil((to - from) / step));
  meter.make(count);
  return list(Array.from({ length: count }, (_, i) => from + i * step));
}

/** The day a preview is set on, so that it is the same every time: 1 January 2026. */
const DATE: Readonly<Record<string, string>> = {
  d: '01', m: '01', Y: '2026', y: '26', b: 'Jan', B: 'January', a: 'Thu', A: 'Thursday', H: '12', M: '00', S: '00', '%': '%',
}; // prettier-ignore

function dated(format: string): string {
  return format.slice(0, 200).replace(/%([A-Za-z%])/g, (whole, letter: string) => DATE[letter] ?? whole);
}

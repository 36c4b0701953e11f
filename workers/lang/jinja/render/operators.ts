import { isIn } from './filters.ts';
import { repeated } from './text.ts';
import { isEqual, isMissing, isUndefined, list, type Meter, mistake, Stop, textOf, type Value } from './value.ts';

export function compared(sign: string, left: Value, right: Value, meter: Meter): boolean {
  if (sign === 'in') return isIn(left, right, meter);
  if (sign === '==') return isEqual(left, right, meter);
  if (sign === '!=') return !isEqual(left, right, meter);
  if (typeof left === 'string' && typeof right === 'string') {
    meter.work(Math.min(left.length, right.length));
    return holds(sign, left < right ? -1 : left > right ? 1 : 0);
  }
  return holds(sign, numberOf(left, meter) - numberOf(right, meter));
}

export function binary(sign: string, left: Value, right: Value, meter: Meter): Value {
  if (sign === '~') return concatenated(textOf(left, meter), textOf(right, meter), meter);
  if (isMissing(left)) throw isUndefined(left.name);
  if (isMissing(right)) throw isUndefined(right.name);
  if (sign === '+') {
    if (typeof left === 'string' && typeof right === 'string') return concatenated(left, right, meter);
    if (typeof left === 'object' && typeof right === 'object' && left?.kind === 'list' && right?.kind === 'list') {
      meter.make(left.items.length + right.items.length);
      return list([...left.items, ...right.items]);
    }
  }
  if (sign === '*' && typeof left === 'string') return repeated(left, numberOf(right, meter), meter);
  if (sign === '*' && typeof right === 'string') return repeated(right, numberOf(left, meter), meter);
  if (sign === '%' && typeof left === 'string')
    throw new Stop('unknown', ['The preview does not have text formats with %.']);
  const [a, b] = [numberOf(left, meter), numberOf(right, meter)];
  if (b === 0 && (sign === '/' || sign === '//' || sign === '%')) throw new Stop('mistake', ['It divides by zero.']);
  return ARITHMETIC[sign]?.(a, b) ?? 0;
}

function concatenated(left: string, right: string, meter: Meter): string {
  meter.make(left.length + right.length);
  return left + right;
}

export function numberOf(value: Value, meter: Meter): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isMissing(value)) throw isUndefined(value.name);
  throw mistake('not a number', textOf(value, meter));
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a - b * Math.floor(a / b),
  '**': (a, b) => a ** b,
};

function holds(sign: string, by: number): boolean {
  if (sign === '<') return by < 0;
  if (sign === '>') return by > 0;
  return sign === '<=' ? by <= 0 : by >= 0;
}

import { C, c, D, R, s, t, u8, U } from '../build.ts';

/** Bytes that push one value; anything else is turned into such bytes by `value`. */
export class Code {
  readonly bytes: string;

  constructor(bytes: string) {
    this.bytes = bytes;
  }
}

export type Literal =
  Code | string | number | null | boolean | readonly Literal[] | { readonly [key: string]: Literal };

/** A value as Python would write it: text, int, None, list and dict; `Code` as it is. */
export function value(literal: Literal): string {
  if (literal instanceof Code) return literal.bytes;
  if (literal === null) return 'N';
  if (typeof literal === 'boolean') return literal ? '\x88' : '\x89';
  if (typeof literal === 'string') return U(literal);
  if (typeof literal === 'number') return literal >= 0 && literal < 256 ? `K${u8(literal)}` : `J${D(literal)}`;
  if (isList(literal)) return `](${literal.map(value).join('')}e`;
  return `}(${Object.entries(literal)
    .map(([key, item]) => s(key) + value(item))
    .join('')}u`;
}

function isList(literal: Literal): literal is readonly Literal[] {
  return Array.isArray(literal);
}

/** `module:attribute.path`, looked up with GLOBAL. Dotted paths need protocol 4. */
export function name(path: string): Code {
  const [module = '', attribute = ''] = path.split(':');
  return new Code(c(module, attribute));
}

/** `callee(*args)` by REDUCE; a text as callee is a name. */
export function call(callee: string | Code, ...args: readonly Literal[]): Code {
  const target = typeof callee === 'string' ? name(callee) : callee;
  return new Code(R(target.bytes, ...args.map(value)));
}

/** `cls.__new__(cls, *args)` by NEWOBJ. */
export function create(callee: string | Code, ...args: readonly Literal[]): Code {
  const target = typeof callee === 'string' ? name(callee) : callee;
  return new Code(`${target.bytes}${t(...args.map(value))}\x81`);
}

/** BUILD: the state goes into the object. */
export function build(object: Code, state: Literal): Code {
  return new Code(object.bytes + value(state) + 'b');
}

/** `object.append(item)` by APPEND. */
export function append(object: Code, item: Literal): Code {
  return new Code(`${object.bytes}${value(item)}a`);
}

/** `object[key] = item` by SETITEM. */
export function setItem(object: Code, key: Literal, item: Literal): Code {
  return new Code(object.bytes + value(key) + value(item) + 's');
}

export function tuple(...items: readonly Literal[]): Code {
  return new Code(t(...items.map(value)));
}

export function bytes(text: string): Code {
  return new Code(text.length < 256 ? C(text) : `B${D(text.length)}${text}`);
}

/** One after the other; the last value is the result. */
export function inTurn(...steps: readonly Code[]): Code {
  return new Code(steps.map(({ bytes: step }) => step).join('0'));
}

export const attribute = (object: Code, path: string): Code => call('builtins:getattr', object, path);

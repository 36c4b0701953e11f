import { D, F, Q, s, U, u8, utf8 } from '../build.ts';

/** One opcode with its argument, as latin1 text. */
export interface Op {
  readonly code: string;
  readonly bytes: string;
}

/** The same program in other opcodes; null where this one cannot be written so. */
export type Rewrite = (ops: readonly Op[]) => string | null;

const each = (ops: readonly Op[], write: (op: Op, at: number) => string): string => ops.map(write).join('');

/** The text a BINUNICODE or SHORT_BINUNICODE pushes. */
function textOf({ code, bytes }: Op): string | null {
  const payload = code === 'X' ? bytes.slice(5) : code === '\x8c' ? bytes.slice(2) : null;
  return payload === null ? null : new TextDecoder().decode(Uint8Array.from(payload, (c) => c.charCodeAt(0)));
}

function withTexts(write: (text: string) => string | null): Rewrite {
  return (ops) =>
    each(ops, (op) => {
      const text = textOf(op);
      return (text === null ? null : write(text)) ?? op.bytes;
    });
}

function withInts(write: (value: number) => string): Rewrite {
  return (ops) => each(ops, (op) => (op.code === 'K' ? write(op.bytes.charCodeAt(1)) : op.bytes));
}

/** Something without effect between any two opcodes. */
function noise(bytes: string): Rewrite {
  return (ops) => each(ops, (op) => (op.code === '.' || op.code === '\x80' ? op.bytes : op.bytes + bytes));
}

/** Every text is put into the memo, dropped and fetched again. MEMOIZE counts what is there, so programs with it change. */
function throughMemo(put: (at: number) => string, get: (at: number) => string): Rewrite {
  return (ops) =>
    ops.some(({ code }) => code === '\x94')
      ? null
      : each(ops, (op, at) => (textOf(op) === null && op.code !== 'c' ? op.bytes : `${op.bytes}${put(at)}0${get(at)}`));
}

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text) && !/[\\']/.test(text);

export const REWRITES: Readonly<Record<string, Rewrite>> = {
  'NONE POP between': noise('N0'),
  'MARK POP_MARK between': noise('(1'),
  'a list made and dropped between': noise(']0'),
  'DUP POP between': (ops) =>
    each(ops, (op) => (textOf(op) === null && op.code !== 'c' && op.code !== '\x93' ? op.bytes : `${op.bytes}20`)),
  'through BINPUT and BINGET': throughMemo(
    (at) => `q${u8(100 + (at % 150))}`,
    (at) => `h${u8(100 + (at % 150))}`,
  ),
  'through LONG_BINPUT and LONG_BINGET': throughMemo(
    (at) => `r${D(70_000 + at)}`,
    (at) => `j${D(70_000 + at)}`,
  ),
  'through PUT and GET': throughMemo(
    (at) => `p${(3000 + at).toString()}\n`,
    (at) => `g${(3000 + at).toString()}\n`,
  ),
  'texts as BINUNICODE': withTexts(U),
  'texts as SHORT_BINUNICODE': withTexts((text) => (utf8(text).length < 256 ? s(text) : null)),
  'texts as BINUNICODE8': withTexts((text) => `\x8d${Q(utf8(text).length)}${utf8(text)}`),
  'texts as UNICODE': withTexts((text) => (isPlain(text) ? `V${text}\n` : null)),
  'texts as UNICODE in escapes': withTexts((text) =>
    isPlain(text)
      ? `V${Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}\n`
      : null,
  ),
  'texts as STRING': withTexts((text) => (isPlain(text) ? `S'${text}'\n` : null)),
  'texts as SHORT_BINSTRING': withTexts((text) =>
    isPlain(text) && text.length < 256 ? `U${u8(text.length)}${text}` : null,
  ),
  'texts as BINSTRING': withTexts((text) => (isPlain(text) ? `T${D(text.length)}${text}` : null)),
  'numbers as BININT': withInts((value) => `J${D(value)}`),
  'numbers as INT': withInts((value) => `I${value < 2 ? ` ${value.toString()} ` : value.toString()}\n`),
  'numbers as LONG': withInts((value) => `L${value.toString()}L\n`),
  'numbers as LONG1': withInts((value) => `\x8a\x02${u8(value)}\0`),
  'names as STACK_GLOBAL': (ops) =>
    each(ops, (op) => {
      if (op.code !== 'c') return op.bytes;
      const [module = '', name = ''] = op.bytes.slice(1).split('\n');
      return /[^\x20-\x7e]/.test(op.bytes.slice(1, -1).replace('\n', '')) ? op.bytes : `${U(module)}${U(name)}\x93`;
    }),
  'MARK TUPLE as TUPLE1 to TUPLE3': (ops) => {
    // Only tuples of plain values, where the MARK is known.
    const out = ops.map(({ bytes }) => bytes);
    ops.forEach(({ code }, end) => {
      const start = ops.slice(0, end).findLastIndex((op) => !'XK\x8cNqh'.includes(op.code));
      const count = end - start - 1;
      if (code !== 't' || ops[start]?.code !== '(' || count < 1 || count > 3) return;
      if (ops.slice(start + 1, end).some((op) => 'qh'.includes(op.code))) return;
      out[start] = '';
      out[end] = u8(0x84 + count);
    });
    return out.join('');
  },
  'in one frame': (ops) => {
    const rest = ops.filter(({ code }) => code !== '\x80' && code !== '\x95');
    if (rest.length < ops.length - 1 || ops[0]?.code !== '\x80') return null;
    const body = each(rest, (op) => op.bytes);
    return `${ops[0].bytes}${F(body.length)}${body}`;
  },
  'a frame for each opcode': (ops) =>
    ops[0]?.code === '\x80'
      ? each(ops, (op) => (op.code === '\x80' || op.code === '\x95' ? op.bytes : `${F(op.bytes.length)}${op.bytes}`))
      : null,
  'PROTO 5 in front': (ops) =>
    ops[0]?.bytes === '\x80\x04' ? `\x80\x05${each(ops.slice(1), (op) => op.bytes)}` : null,
  'PROTO again and again': (ops) =>
    ops[0]?.bytes === '\x80\x04' ? each(ops, (op) => (op.code === '.' ? op.bytes : `${op.bytes}\x80\x04`)) : null,
  'another value left below': (ops) => `K\x07${each(ops, (op) => op.bytes)}`,
};

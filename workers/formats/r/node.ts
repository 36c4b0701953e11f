import { CONSTANTS, TYPE, typeName } from './types.ts';

/** An item as far as it is kept: names, first texts, and the parts of calls and functions. */
export interface Item {
  readonly type: number;
  readonly at: number;
  /** Symbols, texts, and names of builtin functions. */
  text: string | null;
  /** Elements of a vector. */
  length: number;
  /** The name it stands under in its parent. */
  tag: string | null;
  /** Kept parts, in the order of the file. */
  readonly parts: Item[];
  /** Of a call: what it calls; of a function or a promise: its body. */
  body: Item | null;
  /** Of a promise: it has no value yet. */
  isWaiting: boolean;
}

export function newItem(type: number, at: number, text: string | null = null): Item {
  return { type, at, text, length: 0, tag: null, parts: [], body: null, isWaiting: false };
}

const MOST = 300;
const DEEP = 12;
const INFIX = /^(?:[-+*/^<>~:&|=?]|<-|<<-|==|!=|<=|>=|&&|\|\||%[^%]*%|::|:::|\$|@)$/;

/** A call as R would write it, shortened: functions, names and literal arguments. */
export function shown(item: Item): string {
  const out: string[] = [];
  let size = 0;
  const put = (text: string): void => {
    if (size < MOST) out.push(text);
    size += text.length;
  };
  write(item, put, () => size >= MOST, DEEP);
  const text = out.join('');
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** Nested to `depth` at most, whatever the file holds. */
function write(item: Item, put: (text: string) => void, isFull: () => boolean, depth: number): void {
  if (isFull()) return;
  if (depth === 0) {
    put('…');
    return;
  }
  const deeper = (part: Item | undefined): void => {
    if (part !== undefined) write(part, put, isFull, depth - 1);
  };
  const [first, ...rest] = item.parts;
  switch (item.type) {
    case TYPE.call:
    case TYPE.attrCall: {
      writeCall(first, rest, put, deeper);
      return;
    }
    case TYPE.symbol: {
      put(/^[A-Za-z.][\w.]*$|^[^\w\s]+$/.test(item.text ?? '') ? (item.text ?? '') : `\`${item.text ?? ''}\``);
      return;
    }
    case TYPE.char: {
      put(JSON.stringify(item.text ?? 'NA'));
      return;
    }
    case TYPE.string:
      if (item.length > 1) put('c(');
      writeList(item.parts, put, deeper);
      if (item.length > item.parts.length) put(', …');
      {
        put(item.length > 1 ? ')' : '');
        return;
      }
    case TYPE.closure:
      put('function(…) ');
      {
        deeper(item.body ?? undefined);
        return;
      }
    case TYPE.promise:
    case TYPE.bytecode: {
      deeper(item.body ?? first);
      return;
    }
    case TYPE.special:
    case TYPE.builtin: {
      put(item.text ?? 'builtin');
      return;
    }
    default:
      put(CONSTANTS.get(item.type) ?? item.text ?? `<${typeName(item.type)}>`);
  }
}

function writeCall(
  head: Item | undefined,
  args: readonly Item[],
  put: (text: string) => void,
  deeper: (part: Item | undefined) => void,
): void {
  const [left, right] = args;
  const name = head?.type === TYPE.symbol ? head.text : null;
  if (name === '{') {
    put('{ ');
    writeList(args, put, deeper, '; ');
    put(' }');
    return;
  }
  if (name !== null && right !== undefined && args.length === 2 && INFIX.test(name)) {
    deeper(left);
    put(/^(?:::|:::|\$|@|:|\^)$/.test(name) ? name : ` ${name} `);
    deeper(right);
    return;
  }
  if (head?.type === TYPE.closure) put('(');
  deeper(head);
  put(head?.type === TYPE.closure ? ')(' : '(');
  writeList(args, put, deeper);
  put(')');
}

function writeList(
  parts: readonly Item[],
  put: (text: string) => void,
  deeper: (part: Item | undefined) => void,
  between = ', ',
): void {
  parts.forEach((part, i) => {
    if (i > 0) put(between);
    if (part.tag !== null) put(`${part.tag} = `);
    deeper(part);
  });
}

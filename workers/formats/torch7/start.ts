import { u32 } from '../../source/little-endian.ts';

const ASCII =
  /^(?:4\n\d+\n\d+\nV -?\d+\n\d+\n[\w.]+\n|3\n\d+\n\d+\n(?:1\n1\n|2\n\d+\n)|[78]\n\d+\n\d+\n\x1bL|6\n\d+\n\x1bL)/;

/** How a file of Torch7 begins (File.lua, writeObject): an object of a class, a table, or a function; null for anything else. */
export function torch7Start(head: Uint8Array): 'binary' | 'ascii' | null {
  if (ASCII.test(LATIN1.decode(head.subarray(0, 256)))) return 'ascii';
  const type = u32(head, 0);
  if (type === 6) return isBytecode(head, 8) ? 'binary' : null;
  if (type === 7 || type === 8) return isBytecode(head, 12) ? 'binary' : null;
  if ((type !== 3 && type !== 4) || u32(head, 4) === 0 || u32(head, 4) > 0xffff) return null;
  return (type === 4 ? isObject(head) : isTable(head)) ? 'binary' : null;
}

const LATIN1 = new TextDecoder('latin1');

function isBytecode(head: Uint8Array, at: number): boolean {
  return head[at] === 0x1b && head[at + 1] === 0x4c;
}

function wordAt(head: Uint8Array, at: number): string {
  const length = u32(head, at);
  return length > 256 ? '' : LATIN1.decode(head.subarray(at + 4, at + 4 + length));
}

/** A version and a class, or, as older writers have it, the class alone. */
function isObject(head: Uint8Array): boolean {
  const first = wordAt(head, 8);
  return /^V -?\d+$/.test(first) ? /^[\w.]+$/.test(wordAt(head, 12 + first.length)) : /^\w+\.[\w.]+$/.test(first);
}

/** A first key that is a name, or the number one. */
function isTable(head: Uint8Array): boolean {
  if (u32(head, 8) === 0 || u32(head, 8) > 0xffffff) return false;
  if (u32(head, 12) === 2) return /^[\x20-\x7e]{1,256}$/.test(wordAt(head, 16));
  return u32(head, 12) === 1 && u32(head, 16) === 0 && u32(head, 20) === 0x3ff00000;
}

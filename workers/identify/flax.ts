import { walk } from '../formats/flax/walk.ts';
import { Cursor } from '../source/cursor.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';

/** Values looked at before it is decided; where nothing but its end tells, so many more. */
const ENOUGH = 64;
const WHOLE = 4096;

/**
 * MessagePack has no magic. A map at the top whose first key is a text, and then an array as flax writes them, or a name that
 * says so and a start that reads, or values that end where the file does.
 */
export async function messagePackKind({ source, head }: Probe): Promise<FormatKey[]> {
  const [first = 0, second = 0] = head;
  const isMap = (first > 0x80 && first < 0x90) || first === 0xde || first === 0xdf;
  const key = first === 0xde ? (head[3] ?? 0) : first === 0xdf ? (head[5] ?? 0) : second;
  const isText = (key >= 0xa0 && key < 0xc0) || key === 0xd9 || key === 0xda || key === 0xdb;
  if (!isMap || !isText) return [];
  const isNamed = /\.(?:msgpack|flax)$/i.test(source.name);
  let seen = 0;
  let arrays = 0;
  const cursor = new Cursor(source, 0, false);
  const end = await walk(cursor, (item) => {
    seen += 1;
    if (item.kind === 'ext' && (item.code === 1 || item.code === 3)) arrays += 1;
    return seen > (isNamed ? ENOUGH : WHOLE) || arrays > 0 ? Promise.reject(new Enough()) : Promise.resolve();
  }).catch((cause: unknown) => {
    if (cause instanceof Enough) return null;
    throw cause;
  });
  if (arrays > 0) return ['flax'];
  const isWhole = end?.why === 'end' && cursor.at === source.size;
  return isWhole || (isNamed && (end === null || end.why === 'end')) ? ['msgpack'] : [];
}

/** Ends a walk that has seen enough. */
class Enough extends Error {}

import { walk } from '../formats/flax/walk.ts';
import { Cursor } from '../source/cursor.ts';
import type { Probe } from './probe.ts';

/** Values looked at before it is decided. */
const ENOUGH = 64;

/**
 * MessagePack has no magic. A map at the top whose first key is a text, and then an array as flax writes them, or a name that
 * says so and a start that reads.
 */
export async function isFlax({ source, head }: Probe): Promise<boolean> {
  const [first = 0, second = 0] = head;
  const isMap = (first > 0x80 && first < 0x90) || first === 0xde || first === 0xdf;
  const key = first === 0xde ? (head[3] ?? 0) : first === 0xdf ? (head[5] ?? 0) : second;
  const isText = (key >= 0xa0 && key < 0xc0) || key === 0xd9 || key === 0xda || key === 0xdb;
  if (!isMap || !isText) return false;
  let seen = 0;
  let arrays = 0;
  const end = await walk(new Cursor(source, 0, false), (item) => {
    seen += 1;
    if (item.kind === 'ext' && (item.code === 1 || item.code === 3)) arrays += 1;
    return seen > ENOUGH || arrays > 0 ? Promise.reject(new Enough()) : Promise.resolve();
  }).catch((cause: unknown) => {
    if (cause instanceof Enough) return null;
    throw cause;
  });
  if (arrays > 0) return true;
  const isNamed = /\.(?:msgpack|flax)$/i.test(source.name);
  return isNamed && (end === null || end.why === 'end');
}

/** Ends a walk that has seen enough. */
class Enough extends Error {}

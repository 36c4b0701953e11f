import { prose } from '../../../report/prose.ts';
import { encodedLater } from './fold/codec.ts';
import { adopt } from './load.ts';
import { SEMANTICS } from './limits.ts';
import type { Bytes } from './sym.ts';
import { encodeLatin1, encodeUtf8 } from './text.ts';
import type { World } from './world.ts';

/** Bytes in the program that are a pickle themselves and that nothing hands to a loader. */
export function findDormant(world: World): void {
  const heads = world.trace.pickleHeads(SEMANTICS.dormant + 1);
  if (heads.length > SEMANTICS.dormant)
    world.stop(
      'dormant',
      () => prose`More than ${SEMANTICS.dormant} values begin as a pickle does; the rest was not read.`,
    );
  for (const ref of heads.slice(0, SEMANTICS.dormant)) {
    const value = world.trace.value(ref);
    const payload = payloadOf(value);
    if (payload === null || world.isLoaded(payload)) continue;
    const key = `dormant.${ref}`;
    const answer = world.answer(key);
    if (answer === undefined) {
      world.wanted.push({ key, does: 'pickle', payload });
      continue;
    }
    if (answer.kind !== 'programs') continue;
    const children = answer.programs;
    const isProgram = children.some(
      ({ trace }) => trace.events > 0 || (trace.ending.kind === 'stop' && trace.steps > 2),
    );
    if (!isProgram) continue;
    adopt(world, children);
    const place = payload.offset === null ? {} : { offset: payload.offset, length: payload.length };
    world.act('dormant', { ...place, shown: prose`${payload.length} bytes`, child: children });
  }
}

function payloadOf(value: ReturnType<World['trace']['value']>): Bytes | null {
  if (value.kind === 'bytes' || value.kind === 'bytearray')
    return { kind: 'bytes', bytes: value.bytes, length: value.length, offset: value.offset };
  if (value.kind === 'text8') return { kind: 'bytes', bytes: value.bytes, length: value.bytes.length, offset: null };
  if (value.kind !== 'text') return null;
  const { text, length, offset } = value;
  if (offset !== undefined)
    return encodedLater({ kind: 'str', text, whole: false, computed: false, at: { offset, length } });
  const encoded = encodeLatin1(value.text) ?? encodeUtf8(value.text);
  return { kind: 'bytes', bytes: encoded, length: encoded.length, offset: null };
}

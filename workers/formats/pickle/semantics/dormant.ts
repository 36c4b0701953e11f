import { readMarshal } from '../../../lang/marshal/marshal.ts';
import type { CodeSummary } from '../../../lang/marshal/summary.ts';
import { prose } from '../../../report/prose.ts';
import { encodedLater } from './fold/codec.ts';
import { adopt } from './load.ts';
import { SEMANTICS } from './limits.ts';
import type { Bytes } from './sym.ts';
import { encodeLatin1, encodeUtf8 } from './text.ts';
import type { World } from './world.ts';

/** Bytes in the program that are a pickle or code of Python themselves and that nothing hands to a loader. */
export function findDormant(world: World): void {
  const heads = world.trace.pickleHeads(SEMANTICS.dormant + 1);
  if (heads.length > SEMANTICS.dormant)
    world.stop(
      'dormant',
      () => prose`More than ${SEMANTICS.dormant} values begin as a pickle or as code does; the rest was not read.`,
    );
  for (const ref of heads.slice(0, SEMANTICS.dormant)) {
    const value = world.trace.value(ref);
    const payload = payloadOf(value);
    if (payload === null || world.isLoaded(payload)) continue;
    const at = payload.offset === null ? {} : { offset: payload.offset, length: payload.length };
    const code = codeIn(payload);
    if (code !== null) {
      if (!isCodeTold(world, payload.offset))
        world.act('dormant', { ...at, shown: prose`${payload.length} bytes`, code });
      continue;
    }
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
    world.act('dormant', { ...at, shown: prose`${payload.length} bytes`, child: children });
  }
}

/** A code object as marshal writes it, by itself or as a .pyc; null for anything else. */
function codeIn({ bytes, length }: Bytes): CodeSummary | null {
  const isPyc = bytes[2] === 0x0d && bytes[3] === 0x0a;
  for (const header of isPyc ? PYC_HEADERS : [0]) {
    const type = (bytes[header] ?? 0) & 0x7f;
    if (type !== TYPE_CODE) continue;
    // The engine saw that it begins like code; more than its head is not held of a long one. No name of a module has NULs.
    if (bytes.length !== length && bytes[header + 3] === 0) return UNREAD;
    const code = readMarshal(bytes.subarray(header));
    if (code !== null) return code;
  }
  return null;
}

const UNREAD: CodeSummary = { name: '?', names: [], texts: [], complete: false };
const TYPE_CODE = 0x63;
/** Magic number and time (2.7), and size (3.3), and flags (3.7). */
const PYC_HEADERS = [8, 12, 16];

/** Whether something does with these bytes what is told of it: `marshal.loads`. */
function isCodeTold(world: World, offset: number | null): boolean {
  return offset !== null && world.acts.some((act) => act.kind !== 'dormant' && act.offset === offset);
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

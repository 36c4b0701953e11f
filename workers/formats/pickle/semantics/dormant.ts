import { readMarshal } from '../../../lang/marshal/marshal.ts';
import type { CodeSummary } from '../../../lang/marshal/summary.ts';
import { prose } from '../../../report/prose.ts';
import { encodedLater } from './fold/codec.ts';
import { adopt } from './load.ts';
import { SEMANTICS } from './limits.ts';
import type { Bytes, Digits } from './sym.ts';
import { encodeLatin1, encodeUtf8, fromDigits } from './text.ts';
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
    const own = payloadOf(value);
    const payload = own === null ? null : undigested(own);
    if (payload === null || world.isLoaded(payload)) continue;
    const at = own?.offset == null ? {} : { offset: own.offset, length: own.length };
    const code = codeIn(payload);
    if (code !== null) {
      if (!isCodeTold(world, own?.offset ?? null))
        world.act('dormant', { ...at, shown: prose`${payload.length} bytes`, code });
      continue;
    }
    const key = `dormant.${ref}`;
    const answer = world.answer(key);
    if (answer === undefined) {
      world.wanted.push({ key, does: 'pickle', payload, ...(own?.offset === null ? { find: own.bytes } : {}) });
      continue;
    }
    if (answer.kind !== 'programs') continue;
    const children = answer.programs;
    // Digits are sure to be meant as a pickle when all of it is one.
    if (payload.digits !== undefined && !children.some(({ trace }) => trace.ending.kind === 'stop')) continue;
    const isProgram = children.some(
      ({ trace }) => trace.events > 0 || (trace.ending.kind === 'stop' && trace.steps > 2),
    );
    if (!isProgram) continue;
    adopt(world, children);
    world.act('dormant', {
      ...at,
      ...(answer.at === undefined ? {} : { offset: answer.at, length: own?.length ?? 0 }),
      shown: prose`${own?.length ?? 0} bytes`,
      child: children,
      digits: payload.digits ?? null,
    });
  }
}

/** Of digits, what they stand for; read later when not all of them are at hand. */
function undigested(payload: Bytes): Bytes | null {
  const digits = digitsOf(payload.bytes);
  if (digits === null) return payload;
  if (payload.bytes.length !== payload.length) return { ...payload, digits };
  const decoded = fromDigits(payload.bytes, digits);
  return decoded === null ? null : { kind: 'bytes', bytes: decoded, length: decoded.length, offset: null, digits };
}

/** By the first bytes: PROTO, a container or a name begin differently. */
function digitsOf([first = 0, second = 0, third = 0]: Uint8Array): Digits | null {
  const head = String.fromCharCode(first, second, third);
  if (/^(?:80|28|29|5[dD]|7[dD]|6[39])/.test(head)) return 'hexadecimal digits';
  // `cos…` and the like are names, `Y29z` is what Base64 makes of them.
  return /^(?:gA|K[A-Za-f]|[Xfa][Q-Za-f]|Y[w-z0-9+/_-])/.test(head) ? 'Base64' : null;
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

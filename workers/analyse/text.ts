import { asText, isEightBit } from '../identify/text.ts';
import { LIMITS } from '../limits.ts';
import { linear } from '../source/linear.ts';
import { carveText } from './carve.ts';
import type { Reader } from './reader.ts';
import { survey } from './survey.ts';

/** Claims the source as text up to the first bytes that are none, but for programs in it that are written in letters. */
export const readText: Reader = async (scope) => {
  let length = 0;
  let carry: Uint8Array = new Uint8Array(0);
  for await (const chunk of linear(scope.source)) {
    const bytes = new Uint8Array(carry.length + chunk.length);
    bytes.set(carry);
    bytes.set(chunk, carry.length);
    const last = length + bytes.length >= scope.source.size;
    const isUtf8 = asText(bytes, !last) !== null;
    if (!isUtf8 && !isEightBit(bytes)) break;
    const whole = last || !isUtf8 ? bytes.length : lastCharacter(bytes);
    length += whole;
    carry = bytes.slice(whole);
  }
  const searched = scope.run.budgets.take('carved', length);
  const range = { offset: 0, length: searched };
  await carveText(scope, range, await survey(scope, range, LIMITS.carveAttempts));
  scope.claim({ offset: 0, length }, 'text', 'text');
};

/** Where the last character of some UTF-8 begins: it may go on in the next chunk. */
function lastCharacter(bytes: Uint8Array): number {
  let at = bytes.length - 1;
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return Math.max(0, at);
}

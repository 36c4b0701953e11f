import { u32 } from '../source/little-endian.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';
import { asText } from './text.ts';

/** Models that are told by more than a few letters. */
export async function classicalKind({ source, head, size }: Probe): Promise<FormatKey[]> {
  const text = LATIN1.decode(head.subarray(0, 256));
  // An object of UBJSON, and the first name in it.
  if (/^\{(?:L\0{7}|l\0{3}|I\0|i|U)[\x01-\x40](?:learner|version|Config|Model|booster)/.test(text)) return ['xgboost'];
  // Parameters of the learner, then what it was trained for and by what; a head in front is optional.
  if (/^(?:binf)?[^]{136}[\x01-\x40]\0{7}[\w:]+(?:\x06\0{7}gbtree|\x08\0{7}gblinear|\x04\0{7}dart)/.test(text))
    return ['xgboost-old'];
  const [line = '', words = '', dimensions = ''] = /^(\d{1,9}) (\d{1,5})\n/.exec(text) ?? [];
  const needed = Number(words) * (Number(dimensions) * 4 + 2) + line.length;
  // The same vectors may be written as text.
  const isBinary = line !== '' && asText(head, size > head.length) === null;
  if (isBinary && needed > line.length && needed <= size && needed * 2 > size) return ['word2vec'];
  // Ultralytics puts its own description in front.
  const behind = 4 + u32(head, 0);
  if (head[4] === BRACE && behind < size && /^[pf]trt$/.test(LATIN1.decode(await source.read(behind, 4))))
    return ['tensorrt'];
  return [];
}

const LATIN1 = new TextDecoder('latin1');
const BRACE = 0x7b;

/**
 * A report link as codes to be read by eye. What fits into one code is the link itself, which any camera opens. What does not is cut into
 * frames: `VITRINE:1:<schema>:<index>:<total>:<check>:<base45 of a part of the packed report>`. The check is the start of the SHA-256 of the
 * whole fragment: it says which frames belong together, and in the end that nothing was lost. Same link, same frames.
 */
import { fromBase64Url, toBase64Url } from '../link/base64url.ts';
import { MAX_FRAGMENT, PREFIX } from '../link/report-link.ts';
import { fromBase45, toBase45 } from './base45.ts';

export const FRAME_VERSION = 1;
/** Characters of a link in one code: version 25 at the lowest level of correction, 117 modules a side. */
export const MOST_IN_ONE = 1_273;
/** Bytes in a frame: version 17, 85 modules a side, which a phone reads from a screen at arm's length. */
const FRAME_BYTES = 600;
/** Frames of one sequence; a link of the largest size has ten. */
export const MOST_FRAMES = 64;
const CHECK_DIGITS = 16;
/** What the largest QR code holds, in characters. */
const MOST_TEXT = 4_296;

/** The texts of the codes for a link; `fragment` is its part from `#` on. */
export async function codesOf(link: string, fragment: string): Promise<readonly string[]> {
  return link.length <= MOST_IN_ONE ? [link] : framesOf(fragment);
}

/** A fragment that is none of ours has no frames. */
export async function framesOf(fragment: string): Promise<readonly string[]> {
  const [, schema = '', text = ''] = /^#r=([1-9]\d{0,8})\.([\w-]+)$/.exec(fragment) ?? [];
  const bytes = fromBase64Url(text);
  if (schema === '' || bytes === null) return [];
  const total = Math.ceil(bytes.length / FRAME_BYTES);
  if (total > MOST_FRAMES) return [];
  // As long as each other, and even: codes of one size.
  const each = Math.ceil(bytes.length / total / 2) * 2;
  const check = await checkOf(fragment);
  return Array.from({ length: total }, (_, i) => {
    const part = toBase45(bytes.subarray(i * each, (i + 1) * each));
    return ['VITRINE', FRAME_VERSION, schema, i + 1, total, check, part].join(':');
  });
}

export interface Frame {
  readonly schema: number;
  /** From 1. */
  readonly index: number;
  readonly total: number;
  readonly check: string;
  readonly bytes: Uint8Array;
}

export type Code =
  { readonly kind: 'link'; readonly fragment: string } | { readonly kind: 'frame'; readonly frame: Frame } | NotRead;
export interface NotRead {
  /** Another's code; a frame of a later version; a frame with something wrong. */
  readonly kind: 'other' | 'newer' | 'broken';
}

/** What the text of a code is. Of a link only the fragment counts, whatever address stands before it. */
export function readCode(text: string): Code {
  const at = text.indexOf(PREFIX);
  if (at >= 0 && text.length <= MAX_FRAGMENT) return { kind: 'link', fragment: text.slice(at) };
  const version = /^VITRINE:([1-9]\d{0,5}):/.exec(text)?.[1];
  if (version === undefined || text.length > MOST_TEXT) return { kind: 'other' };
  if (Number(version) > FRAME_VERSION) return { kind: 'newer' };
  const [, schema, index, total, check, part] =
    /^VITRINE:1:([1-9]\d{0,8}):([1-9]\d?):([1-9]\d?):([0-9A-F]{16}):(.+)$/.exec(text) ?? [];
  const bytes = fromBase45(part ?? '');
  const frame = { schema: Number(schema), index: Number(index), total: Number(total), check: check ?? '' };
  if (bytes === null || check === undefined || frame.index > frame.total || frame.total > MOST_FRAMES)
    return { kind: 'broken' };
  return { kind: 'frame', frame: { ...frame, bytes } };
}

/** The fragment that all frames of a sequence make; null when they do not make what was cut. */
export async function joined(frames: readonly Frame[]): Promise<string | null> {
  const [first] = frames;
  if (first === undefined) return null;
  const sorted = [...frames].sort((a, b) => a.index - b.index);
  const bytes = new Uint8Array(sorted.flatMap((frame) => [...frame.bytes]));
  const fragment = `${PREFIX}${first.schema.toString()}.${toBase64Url(bytes)}`;
  return (await checkOf(fragment)) === first.check ? fragment : null;
}

async function checkOf(fragment: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(fragment));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, CHECK_DIGITS).toUpperCase();
}

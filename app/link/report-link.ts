/**
 * A report as a fragment: `#r=<schema>.<base64url(deflate-raw(JSON))>`. Browsers never send a fragment to a server.
 * Reading bounds everything before it builds anything: the text, what it inflates to, the depth and number of values.
 */
import { isBounded, type ReadLimits, readReport } from '../../workers/report/exports/read.ts';
import { withAllFindings } from '../../workers/report/folder.ts';
import { type Report, SCHEMA } from '../../workers/report/schema.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { deflate, inflate } from './deflate.ts';
import { withoutNames } from './redact.ts';
import { shorten, stepsOf, within } from './shorten.ts';

export const PREFIX = '#r=';
/** Many chats and mail programs break longer links. */
export const MAX_LINK = 8_000;
/** A fragment longer than this is not looked at. */
export const MAX_FRAGMENT = 64 << 10;
const LIMITS: ReadLimits = { characters: 1 << 20, values: 100_000, depth: 128 };

export type ReportLink =
  | { readonly kind: 'link'; readonly fragment: string; readonly report: Report }
  /** Even the shortest form does not fit; `length` is that of the longest. */
  | { readonly kind: 'too-long'; readonly length: number };

/** The same report gives the same link in the same browser: nothing in it but the report. */
export async function encodeLink(report: Report, { names }: { readonly names: boolean }): Promise<ReportLink> {
  const light = within(report);
  const shared = names ? light : withoutNames(light);
  if (shared === null) return { kind: 'too-long', length: 0 };
  let length = 0;
  for (const step of stepsOf(shared)) {
    const short = shorten(shared, step);
    const fragment = await pack(short);
    if (fragment === null) continue;
    if (fragment.length <= MAX_LINK) return { kind: 'link', fragment, report: withAllFindings(short) };
    length = Math.max(length, fragment.length);
  }
  return { kind: 'too-long', length };
}

/** Null when whoever opens it would refuse it: a few letters can stand for much that is alike. */
async function pack(report: Report): Promise<string | null> {
  const json = JSON.stringify(report);
  if (json.length > LIMITS.characters || !isBounded(json, LIMITS)) return null;
  const packed = await deflate(new TextEncoder().encode(json));
  return `${PREFIX}${SCHEMA.toString()}.${toBase64Url(packed)}`;
}

export type DecodedLink =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'newer'; readonly schema: number }
  | { readonly kind: 'too-large' }
  /** Which step of reading it went wrong, in words for people. */
  | { readonly kind: 'broken'; readonly step: string };

/** Any text: never throws, never holds more than the limits. */
export async function decodeLink(fragment: string): Promise<DecodedLink> {
  if (fragment.length > MAX_FRAGMENT) return { kind: 'too-large' };
  const parts = /^#r=([1-9]\d{0,8})\.([\w-]*)$/.exec(fragment);
  if (parts === null) return { kind: 'broken', step: 'it does not have the form of a report link' };
  const schema = Number(parts[1]);
  if (schema > SCHEMA) return { kind: 'newer', schema };
  const packed = fromBase64Url(parts[2] ?? '');
  if (packed === null) return { kind: 'broken', step: 'characters are missing or changed' };
  const inflated = await inflate(packed, LIMITS.characters);
  if (inflated.kind === 'too-large') return { kind: 'too-large' };
  if (inflated.kind === 'broken') return { kind: 'broken', step: 'it cannot be unpacked: the end may be missing' };
  const json = decodeUtf8(inflated.bytes);
  if (json === null) return { kind: 'broken', step: 'what it holds is not text' };
  const answer = readReport(json, LIMITS);
  if (answer.kind === 'report') return { kind: 'report', report: withAllFindings(answer.report) };
  if (answer.kind !== 'invalid') return answer;
  return {
    kind: 'broken',
    step: answer.at === null ? 'what it holds is not JSON' : `this part is wrong: ${answer.at}`,
  };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

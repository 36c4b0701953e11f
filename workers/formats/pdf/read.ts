import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { inflateMember } from '../../containers/zip/inflate.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { decodeLatin1 } from '../pickle/text.ts';
import { Oddities } from '../oddities.ts';

/** What a document has its viewer do: key of rules/pdf/pdf.ts. */
export type PdfCode = 'script' | 'launch' | 'form' | 'remote' | 'attached';

/** Names of actions and of what they need (ISO 32000-2, 12.6.4, 7.11.4, Annex K). */
const NAMES: ReadonlyMap<string, PdfCode> = new Map<string, PdfCode>([
  ['JavaScript', 'script'],
  ['Launch', 'launch'],
  ['SubmitForm', 'form'],
  ['ImportData', 'form'],
  ['GoToE', 'remote'],
  ['GoToR', 'remote'],
  ['RichMedia', 'script'],
  ['XFA', 'script'],
  ['EmbeddedFiles', 'attached'],
]);
/** A name, any of its characters as `#xx`, and what ends it. */
const NAME = /\/((?:#[0-9a-fA-F]{2}|[A-Za-z]){2,80})(?=[\s/<>[\]()%]|$)/g;
/** The type of a stream of packed objects, and how far behind it the stream may begin. */
const PACKED = '/ObjStm';
const NEAR = 400;
/** Streams of packed objects that are opened. */
const MOST = 1_000;

/**
 * The names of actions in a document, wherever its objects stand: written out, or packed together. What else is in it is not read, and
 * the document stays one that is not known.
 */
export const readPdf: Reader = async (scope) => {
  const { source } = scope;
  const bytes = await source.read(0, Math.min(source.size, LIMITS.mediaBytes), 'direct');
  const text = decodeLatin1(bytes);
  const odd = new Oddities<PdfCode>(scope, 'pdf');
  const told = new Set<PdfCode>();
  stateNames(odd, told, text, null);
  if (bytes.length < source.size)
    scope.problem('limit', bytes.length, source.size - bytes.length, prose`Actions were not looked for beyond here.`);
  for (const { at, from, end } of packedObjects(scope, text)) {
    const place = { offset: at, length: from - at };
    stateNames(odd, told, await unpacked(scope, from, end - from), place);
  }
  odd.close();
};

/** Each stream once, from its type to its end. */
function* packedObjects(scope: Scope, text: string): Generator<{ at: number; from: number; end: number }> {
  let count = 0;
  for (let at = text.indexOf(PACKED); at >= 0;) {
    if (++count > MOST) {
      scope.problem('limit', at, text.length - at, prose`Packed objects from here on were not opened.`);
      return;
    }
    const begin = /stream\r?\n/.exec(text.slice(at, at + NEAR));
    const from = at + (begin === null ? PACKED.length : begin.index + begin[0].length);
    const end = begin === null ? from : text.indexOf('endstream', from);
    if (end < 0) return;
    if (end > from) yield { at, from, end };
    at = text.indexOf(PACKED, end);
  }
}

async function unpacked(scope: Scope, offset: number, length: number): Promise<string> {
  const { source } = await inflateMember(scope, scope.source.slice(offset, length), 'zlib', 'objects');
  if (source.size > LIMITS.chunk)
    scope.problem(
      'limit',
      offset,
      length,
      prose`Of these packed objects only the first ${LIMITS.chunk} bytes were read.`,
    );
  return decodeLatin1(await source.read(0, Math.min(source.size, LIMITS.chunk)));
}

interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** Each kind once: where it comes first. What is packed is placed where its stream begins. */
function stateNames(odd: Oddities<PdfCode>, told: Set<PdfCode>, text: string, packed: Stretch | null): void {
  for (const { 0: written, 1: raw = '', index } of text.matchAll(NAME)) {
    const name = raw.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    const code = NAMES.get(name);
    if (code === undefined || told.has(code)) continue;
    told.add(code);
    const at = packed ?? { offset: index, length: written.length };
    const where = packed === null ? '' : ' among its packed objects';
    odd.state({ code, ...at, subject: name, what: prose`The document has “${data(written, 120)}”${where}.` });
  }
}

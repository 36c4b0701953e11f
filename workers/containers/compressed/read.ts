import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { FormatKey } from '../../identify/formats.ts';
import { Oddities } from '../../formats/oddities.ts';
import { asText } from '../../identify/text.ts';
import { LIMITS } from '../../limits.ts';
import { prose, type Prose } from '../../report/prose.ts';
import { hold, type Held } from '../hold.ts';
import type { Framing } from './framing.ts';
import { FRAMINGS } from './framings.ts';
import { BREAKS } from './breaks.ts';
import { type CompressedCode } from './oddities.ts';
import { newWalk, type Seen, unpack, type Walk } from './streams.ts';

/** One reader per format: each file is one compressed content. */
export const COMPRESSED_READERS: readonly { readonly formats: readonly FormatKey[]; readonly reader: Reader }[] = [
  ...FRAMINGS,
].map(([format, framing]) => ({ formats: [format], reader: readerOf(framing) }));

/** Decompressed, its parts accounted for, the content read as what it is. */
function readerOf(framing: Framing): Reader {
  return async (scope, _probe, inspect) => {
    const { source } = scope;
    if (!scope.canNest) {
      const what = prose`Not decompressed: containers are nested more than ${LIMITS.depth} deep.`;
      scope.problem('limit', 0, source.size, what);
      scope.claim({ offset: 0, length: source.size }, 'compressed', framing.name);
      return;
    }
    const walk = newWalk();
    const held = await hold(scope, contentName(source.name), source.size, (maxOutput) =>
      unpack(source, scope.run.engine, framing, maxOutput, newWalkOnce(walk)),
    );
    await claimAll(scope, framing, walk);
    stateWalk(scope, framing, walk, held);
    if (held.produced > 0) await inspectContent(scope, held, inspect);
  };
}

/** The first walk is told about; later ones only give the bytes again. */
function newWalkOnce(walk: Walk): Walk {
  return walk.seen.length === 0 && walk.end === 0 ? walk : newWalk();
}

async function inspectContent(scope: Scope, { source, produced, stopped }: Held, inspect: Inspect): Promise<void> {
  if (source.size < produced || stopped) {
    const what = stopped
      ? prose`Decompression was stopped after ${produced} bytes: far more comes out than went in.`
      : prose`Only the first ${source.size} of ${produced} decompressed bytes were read.`;
    scope.problem('limit', 0, scope.source.size, what);
  }
  await inspect(scope.child(source, null, 'structure'));
}

async function claimAll(scope: Scope, framing: Framing, walk: Walk): Promise<void> {
  for (const { frame, range, end, trailer } of walk.seen) {
    const stop = range.offset + range.length;
    if (frame.kind === 'skipped') {
      const header = { offset: range.offset, length: Math.min(8, range.length) };
      scope.claim(frame.known ? range : header, 'structure', 'skipped frame');
      continue;
    }
    const data = { offset: frame.data, length: end?.consumed ?? stop - frame.data };
    scope.claim(data, 'compressed', framing.name);
    if (trailer !== null) {
      const after = data.offset + data.length;
      scope.claim({ offset: after, length: trailer.end - after }, 'structure', 'checksum');
    }
    await claimHeader(scope, range.offset, frame);
  }
}

/** All of the header but what people may have written: that is explained when it is text. */
async function claimHeader(scope: Scope, start: number, frame: Seen['frame'] & { kind: 'data' }): Promise<void> {
  let at = start;
  for (const comment of frame.comments) {
    scope.claim({ offset: at, length: comment.offset - at }, 'structure', 'header');
    const bytes = await scope.source.read(comment.offset, comment.length);
    if (asText(bytes, false) !== null) scope.claim(comment, 'text', 'header');
    at = comment.offset + comment.length;
  }
  scope.claim({ offset: at, length: frame.data - at }, 'structure', 'header');
}

type Note = (code: CompressedCode, offset: number, length: number, what: Prose) => void;

function stateWalk(scope: Scope, framing: Framing, walk: Walk, held: Held): void {
  const { source } = scope;
  const { name } = framing;
  const oddities = new Oddities<CompressedCode>(scope, 'compressed');
  const note: Note = (code, offset, length, what) => oddities.state({ code, offset, length, what });
  const streams = walk.seen.filter(({ frame }) => frame.kind === 'data');
  for (const each of walk.seen) stateOne(scope, name, each, note);
  const second = streams[1];
  if (second !== undefined) {
    const what = prose`${streams.length} streams stand one after the other; most readers join them, some stop after the first.`;
    note('members', second.range.offset, source.size - second.range.offset, what);
  }
  if (walk.more) {
    const what = prose`Only the first ${LIMITS.streams} streams were decompressed.`;
    scope.problem('limit', walk.end, source.size - walk.end, what);
  }
  if (streams.length === 0) {
    scope.problem('malformed', 0, source.size, prose`This is no ${name} stream that can be decompressed.`);
  } else if (!walk.more && walk.end < source.size && streams.at(-1)?.end?.status === 'done') {
    const length = source.size - walk.end;
    note('trailing', walk.end, length, prose`${length} bytes stand after the end of the compressed content.`);
  }
  if (held.stopped) {
    note('bomb', 0, source.size, prose`${source.size} bytes become more than ${held.produced}.`);
  } else if (held.produced > LIMITS.ratioFloor && held.produced / source.size > LIMITS.ratio) {
    note('ratio', 0, source.size, prose`${source.size} bytes become ${held.produced}.`);
  }
  oddities.close();
}

function stateOne(scope: Scope, name: string, { frame, range, end, trailer }: Seen, note: Note): void {
  const { offset, length } = range;
  if (frame.kind === 'skipped') {
    if (!frame.known) {
      const what = prose`A frame that decoders pass over holds ${Math.max(0, length - 8)} bytes.`;
      note('skippable', offset, length, what);
    }
    if (frame.end > scope.source.size) truncated(scope, name, note);
    return;
  }
  if (trailer?.fault?.code === 'truncated') truncated(scope, name, note);
  else if (trailer?.fault != null) note(trailer.fault.code, offset, length, trailer.fault.what);
  if (end === null || end.status === 'done') return;
  const at = frame.data + end.consumed;
  if (end.status === 'truncated') truncated(scope, name, note);
  else if (end.status === 'checksum') {
    note('checksum', offset, length, prose`The content does not have the checksum the ${name} stream gives.`);
  } else {
    const { kind, what } = BREAKS[end.status];
    scope.problem(kind, at, Math.max(1, scope.source.size - at), prose`The ${name} stream ${what}`);
  }
}

function truncated(scope: Scope, name: string, note: Note): void {
  const { size } = scope.source;
  const what = prose`The ${name} stream breaks off: the file ends before it does. What came out before was read.`;
  note('truncated', size - 1, 1, what);
  scope.problem('malformed', size - 1, 1, what);
}

const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/\.tgz$/i, '.tar'],
  [/\.tbz2?$/i, '.tar'],
  [/\.txz$/i, '.tar'],
  [/\.(?:gz|bz2|xz|zst|zstd|lz4|lzma|z|zlib)$/i, ''],
];

/** What the content is called: the file's name without the ending that says how it is compressed. */
export function contentName(name: string): string {
  for (const [pattern, replacement] of SUFFIXES) {
    const bare = name.replace(pattern, replacement);
    if (bare !== name && bare !== '') return bare;
  }
  return `${name} (decompressed)`;
}

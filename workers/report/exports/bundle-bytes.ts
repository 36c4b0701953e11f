/** The file's own bytes in an evidence bundle: what decides, and each dangerous member whole. Inert: `.bin.txt` is opened by no loader. */
import type { EngineApi, Result } from '../../protocol.ts';
import type { Artifact, Finding, Place, Report } from '../schema.ts';
import { bytesOf, offsetsOf, pathOf, said } from './wording.ts';

export type ByteTables = Pick<EngineApi, 'bytes'>;

const MOST = { ranges: 100, rangeBytes: 64 << 10, memberBytes: 8 << 20 };
/** Bytes of members in one bundle. */
export const MEMBER_ROOM = 32 << 20;
/** As much as one call answers. */
const PIECE = 1 << 20;

export interface Room {
  bytes: number;
}

export interface FileBytes {
  /** Under names no program opens by itself. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What is not in it, a sentence each. */
  readonly left: readonly string[];
}

/** `prefix` tells the files of a folder apart; `room` is what the members of all of them share. */
export async function bytesOfFile(report: Report, tables: ByteTables, prefix: string, room: Room): Promise<FileBytes> {
  const files = new Map<string, Uint8Array>();
  const left: string[] = [];
  const artifacts = flat(report.tree);
  const seen = new Set<string>();
  let ranges = 0;
  for (const finding of report.findings) {
    const range = rangeOf(finding);
    const artifact = ownerOf(artifacts, finding.place);
    const key = `${finding.place.path.join('!')} ${range.offset.toString()} ${range.length.toString()}`;
    if (range.length === 0 || seen.has(key)) continue;
    seen.add(key);
    const where = `Bytes of ${pathOf(finding.place)} at ${offsetsOf({ ...finding.place, ...range, file: [] })}`;
    if (artifact === null || ranges >= MOST.ranges) {
      left.push(`${where}.`);
      continue;
    }
    const answer = await tables.bytes(artifact.id, range.offset, Math.min(range.length, MOST.rangeBytes));
    if (!answer.ok) left.push(`${where}: ${said([{ data: answer.error.message }])}.`);
    else {
      if (answer.value.length < range.length) left.push(`${where}: the first ${bytesOf(answer.value.length)}.`);
      const at = range.offset.toString(16).padStart(8, '0');
      files.set(`bytes/${prefix}${artifact.id.toString()}-${at}.bin.txt`, answer.value);
      ranges += 1;
    }
  }
  await addMembers(report, tables, prefix, artifacts, { files, left, room });
  return { files, left };
}

/** Programs and members with a finding that could run something, from their first byte to their last. */
async function addMembers(
  report: Report,
  tables: ByteTables,
  prefix: string,
  artifacts: readonly Artifact[],
  { files, left, room }: { files: Map<string, Uint8Array>; left: string[]; room: Room },
): Promise<void> {
  for (const place of wholes(report, artifacts)) {
    const owner = ownerOf(artifacts, place);
    const where = `The whole of ${pathOf(place)}, ${bytesOf(place.length)}`;
    if (owner === null || place.length > Math.min(room.bytes, MOST.memberBytes)) {
      left.push(`${where}: ${owner === null ? 'not found' : 'too large'}. The bytes of findings are in bytes/.`);
      continue;
    }
    const whole = await wholeOf(owner.id, place, tables);
    const at = place.offset.toString(16).padStart(8, '0');
    if (whole.ok) files.set(`members/${prefix}${owner.id.toString()}-${at}.bin.txt`, whole.value);
    else left.push(`${where}: ${said([{ data: whole.error.message }])}.`);
    room.bytes -= place.length;
  }
}

/** Of a pickle in a large file the program alone: what follows are weights. */
function wholes({ findings, programs }: Report, artifacts: readonly Artifact[]): readonly Place[] {
  const out = new Map<string, Place>();
  for (const { severity, evidence, place } of findings) {
    if (severity !== 'critical' && severity !== 'high') continue;
    const program = evidence.kind === 'program' ? programs.find(({ id }) => id === evidence.program) : undefined;
    const whole = program?.place ?? ownerOf(artifacts, place)?.place;
    if (whole !== undefined) out.set(`${whole.path.join('!')} ${whole.offset.toString()}`, whole);
  }
  return [...out.values()];
}

async function wholeOf(id: number, { offset, length }: Place, tables: ByteTables): Promise<Result<Uint8Array>> {
  const pieces: Uint8Array[] = [];
  let at = 0;
  while (at < length) {
    const answer = await tables.bytes(id, offset + at, Math.min(PIECE, length - at));
    if (!answer.ok) return answer;
    if (answer.value.length === 0)
      return { ok: false, error: { code: 'unreadable', message: `it ends after ${bytesOf(at)}` } };
    pieces.push(answer.value);
    at += answer.value.length;
  }
  const bytes = new Uint8Array(at);
  let to = 0;
  for (const piece of pieces) {
    bytes.set(piece, to);
    to += piece.length;
  }
  return { ok: true, value: bytes };
}

/** What the evidence shows, and the whole place when it is longer. */
function rangeOf({ evidence, place }: Finding): { readonly offset: number; readonly length: number } {
  const block = evidence.bytes;
  const shown = block === null ? 0 : block.hex.length / 2;
  if (block === null || place.length >= shown) return { offset: place.offset, length: place.length };
  return { offset: block.offset, length: shown };
}

function flat(root: Artifact): readonly Artifact[] {
  const out: Artifact[] = [];
  const todo = [root];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    out.push(next);
    todo.push(...next.children);
  }
  return out;
}

/** The artifact a place is measured in: the one with its path, or the nearest above that starts where its bytes do. */
function ownerOf(artifacts: readonly Artifact[], { path, offset, length }: Place): Artifact | null {
  let best: Artifact | null = null;
  for (const artifact of artifacts) {
    const { place } = artifact;
    const same = place.path.length === path.length && place.path.every((name, i) => name === path[i]);
    if (!same || offset < place.offset || offset + length > place.offset + place.length) continue;
    if (best === null || place.length <= best.place.length) best = artifact;
  }
  return best;
}

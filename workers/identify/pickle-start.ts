import { looksLikePickle, readPickle } from '../formats/pickle/read.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { startsWith } from '../source/little-endian.ts';
import type { Engine } from '../wasm/engine.ts';

/**
 * Whether a pickle starts at `at`. With PROTO the opcode walk decides. Without, text and other formats may begin with a
 * letter that is an opcode (a ZIP is PERSID and a line), so it must also import something by a name that can be imported
 * and go on from there, or run to its STOP.
 */
export async function startsPickle(source: ByteSource, at: number, engine: Engine): Promise<boolean> {
  const isProto = startsWith(await source.read(at, 1), [0x80]);
  if (!(await looksLikePickle(source, at, { engine }))) {
    if (at !== 0) return false;
    if ((await declaresBeyondEnd(source)) || (await isLongNumber(source))) return true;
    if (isProto && (await beginsAsWritten(source, engine))) return true;
    // C stops at once where others read on: at a frame that is too long, or a number only Python reads.
    return (isProto || (await isNumberLine(source))) && (await isReadByOthers(source, engine));
  }
  if (isProto) return true;
  const read = await readPickle(source, at, { engine });
  try {
    const { size } = source;
    for (const trace of read.traces) {
      if ((importsByName(trace) && goesOn(trace)) || runsThrough(trace, size)) return true;
      if (importsByName(trace) && (await keepsFirst(trace, source))) return true;
    }
    return false;
  } finally {
    read.close();
  }
}

/** What comes first is kept in the first slot of the memo, as picklers do (Python 2's `cPickle` counts from one): no word begins so. */
async function keepsFirst(trace: Trace, source: ByteSource): Promise<boolean> {
  if (trace.firstUse(MEMOIZE) !== null) return true;
  const slots = [
    { opcode: BINPUT, as: /^q[\0\x01]/ },
    { opcode: LONG_BINPUT, as: /^r[\0\x01]\0\0\0/ },
    { opcode: PUT, as: /^p[01]\n/ },
  ];
  for (const { opcode, as } of slots) {
    const use = trace.firstUse(opcode);
    if (use !== null && as.test(String.fromCharCode(...(await source.read(use.offset, 5))))) return true;
  }
  return false;
}

/** A frame inside the file, or some opcodes that can be executed: a pickle that breaks off early. */
async function beginsAsWritten(source: ByteSource, engine: Engine): Promise<boolean> {
  const [, version = 0xff, opcode, ...length] = await source.read(0, Math.min(11, source.size));
  if (version > 5) return false;
  const frame = length.reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (opcode === FRAME && length.length === 8 && frame >= LEAST_FRAME && frame <= source.size - 11) return true;
  const read = await readPickle(source, 0, { engine });
  try {
    return read.traces.some(({ steps }) => steps >= SOME_STEPS);
  } finally {
    read.close();
  }
}

/** Words one below the other begin like an import (`car`, `dog`); what follows then is no opcode, or calls nothing for long. */
function goesOn(trace: Trace): boolean {
  return trace.ending.kind === 'stop' || trace.steps >= 8 || doesMore(trace);
}

/** Anything besides importing. */
export function doesMore(trace: Trace): boolean {
  for (let i = 0; i < trace.events; i += 1) if (trace.event(i).kind !== 'import') return true;
  return false;
}

/** PROTO, then at once a length of 64 bits that no file has: a trap for loaders that make room for it first. */
async function declaresBeyondEnd(source: ByteSource): Promise<boolean> {
  const [proto, version = 0xff, opcode = 0, ...length] = await source.read(0, Math.min(11, source.size));
  if (proto !== 0x80 || version > 5 || !WIDE.has(opcode) || length.length < 8) return false;
  return length.slice(5).some((byte) => byte > 0);
}

async function isReadByOthers(source: ByteSource, engine: Engine): Promise<boolean> {
  const [first, version = 0xff] = await source.read(0, 2);
  if (first === 0x80 && version > 5) return false;
  const read = await readPickle(source, 0, { engine });
  try {
    return read.traces.some((trace) => importsByName(trace) || runsThrough(trace, source.size));
  } finally {
    read.close();
  }
}

/** A number of more digits than Python converts, alone in its stream: text to the eye, and a trap to an unpickler. */
async function isLongNumber(source: ByteSource): Promise<boolean> {
  const [first] = await source.read(0, 1);
  if (first !== INT && first !== LONG) return false;
  const text = String.fromCharCode(...(await source.read(0, MOST_DIGITS)));
  return /^[IL][+-]?\d{4301,}(?:L?\n[^]|$)/.test(text);
}

/** A number of its own line, spelled as some unpickler reads it, and something behind it. */
async function isNumberLine(source: ByteSource): Promise<boolean> {
  return /^[FIL][ \t]*[+-]?[\w.+-]{1,40}[ \t]*\0?[^\n]{0,40}\n[^]/.test(
    String.fromCharCode(...(await source.read(0, 96))),
  );
}

/** Picklers frame nothing shorter. */
const LEAST_FRAME = 4;
/** Of a random file one in some million begins with PROTO and so many opcodes that can be executed. */
const SOME_STEPS = 5;

const MOST_DIGITS = 16 * 1024;
const BINPUT = 0x71;
const LONG_BINPUT = 0x72;
const PUT = 0x70;
const MEMOIZE = 0x94;
const FRAME = 0x95;
const INT = 0x49;
const LONG = 0x4c;

/** BINUNICODE8, BINBYTES8, FRAME, BYTEARRAY8. */
const WIDE: ReadonlySet<number> = new Set([0x8d, 0x8e, 0x95, 0x96]);

/** Some import has names without spaces and punctuation: what is no text. */
export function importsByName(trace: Trace): boolean {
  for (let i = 0; i < trace.events; i += 1) {
    const { kind, target, args } = trace.event(i);
    if (kind === 'import' && isNameLike(trace, target) && isNameLike(trace, args)) return true;
  }
  return false;
}

/** Some import has names that are spelled out: random bytes hardly do that, and who computes a name has to import what computes it. */
export function importsSpelled(trace: Trace): boolean {
  for (let i = 0; i < trace.events; i += 1) {
    const { kind, target, args } = trace.event(i);
    if (kind === 'import' && [target, args].every((ref) => isText(trace, ref) && isNameLike(trace, ref))) return true;
  }
  return false;
}

/** Unpicklers take texts of eight bits a character for names, too. */
function isText(trace: Trace, ref: number): boolean {
  const { kind } = trace.value(ref);
  return kind === 'text' || kind === 'text8';
}

function isNameLike(trace: Trace, ref: number): boolean {
  const value = trace.value(ref);
  // A name that is computed or is no text is no English either.
  return value.kind !== 'text' || /^[^\s(){}[\]=:;,"'#*/\\-]+$/.test(value.text);
}

/** To its STOP, over some steps or over the whole source. */
function runsThrough({ ending, steps, start, end }: Trace, size: number): boolean {
  return ending.kind === 'stop' && (steps >= 4 || (start === 0 && end === size));
}

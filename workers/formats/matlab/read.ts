import { carvePassed } from '../../analyse/carve.ts';
import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { explainRest } from '../../analyse/unclaimed.ts';
import { inflateMember } from '../../containers/zip/inflate.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { startsWith } from '../../source/little-endian.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked } from '../pieces.ts';
import type { MatlabCode } from './codes.ts';
import { isFunction, reachesOutside } from './function-text.ts';
import { HEADER, matStart } from './start.ts';
import { CLASS, isOwn } from './types.ts';
import { type Described, Walk } from './walk.ts';

/** What all parts of one file share. */
interface Reading {
  readonly littleEndian: boolean;
  readonly inspect: Inspect;
  told: number;
  readonly classes: Set<string>;
}

const JAVA = [0xac, 0xed, 0, 5];
/** Letters and small numbers that are searched for programs. */
const SEARCHED = 16;
const MOST_CLASSES = 1000;
const KINDS: Readonly<Record<number, string>> = {
  [CLASS.cell]: 'cell',
  [CLASS.struct]: 'struct',
  [CLASS.object]: 'object',
  [CLASS.char]: 'char',
  [CLASS.sparse]: 'sparse',
  [CLASS.function]: 'function handle',
};

/** MAT-files of level 5 (MATLAB 5 to 7): every element, those inside compressed ones too. */
export const readMat: Reader = async (scope, { head }, inspect) => {
  const start = matStart(head);
  if (start === null) return;
  scope.claim({ offset: 0, length: HEADER }, 'structure', 'header');
  tell(scope, 'MATLAB', 'header', prose`${data(start.text, 120)}`, { offset: 0, length: HEADER });
  const reading: Reading = { littleEndian: start.littleEndian, inspect, told: 0, classes: new Set() };
  await readElements(scope, reading, HEADER);
  if (reading.told > LIMITS.metadata)
    scope.problem('limit', 0, 0, prose`${reading.told - LIMITS.metadata} more variables are not listed by their kind.`);
};

function tell(scope: Scope, key: string, type: string, value: Prose, { offset, length }: Range): void {
  scope.state({ kind: 'metadata', at: placeIn(scope.source, offset, length), key, type, value });
}

async function readElements(scope: Scope, reading: Reading, from: number): Promise<void> {
  const odd = new Oddities<MatlabCode>(scope, 'matlab');
  const passed: Range[] = [];
  const walk = new Walk(scope, from, reading.littleEndian, from === HEADER, {
    variable: (name, kind, shape, range) => {
      // Numbers are listed as what they are.
      const type = KINDS[kind];
      if (name === '' || type === undefined || ++reading.told > LIMITS.metadata) return;
      tell(scope, name, 'variable', prose`${shape.join(' × ')} ${type}`, range);
    },
    object: (name, system, range) => {
      if (system === 'java' || isOwn(name) || reading.classes.has(name) || reading.classes.size === MOST_CLASSES)
        return;
      reading.classes.add(name);
      odd.state({ code: 'class', ...range, subject: name, what: prose`An object is of the class ${data(name, 120)}.` });
    },
    handle: (parts) => judge(scope, odd, parts),
    bytes: (range) => {
      if (range.length >= SEARCHED) passed.push(range);
    },
    packed: (range) => readPacked(scope, reading, range),
  });
  const stop = await walk.run();
  walk.numbers.close();
  odd.close();
  for (const { offset, length } of passed) {
    const isJava = startsWith(await scope.source.read(offset, 4), JAVA) && scope.canNest;
    if (isJava)
      await reading.inspect(
        scope.child(scope.source.slice(offset, length, `bytes at 0x${offset.toString(16)}`), offset, 'structure'),
      );
    else await carvePassed(scope, { offset, length }, ['mat'], reading.inspect);
  }
  const gaps = walk.gaps.map((range) => ({ ...range, label: null }));
  claimWalked(scope, [...walk.numbers.pieces, ...gaps], stop?.at ?? walk.at, 'variables');
  if (stop !== null) scope.problem(stop.kind, stop.at, scope.source.size - stop.at, [stop.what]);
}

/** Elements that are compressed, one variable in each. */
async function readPacked(scope: Scope, reading: Reading, { offset, length }: Range): Promise<void> {
  if (!scope.canNest || !scope.run.budgets.afford('members', 1)) {
    scope.problem(
      'limit',
      offset,
      length,
      prose`Not decompressed: there are more parts, or they are nested deeper, than are read.`,
    );
    return;
  }
  const packed = scope.source.slice(offset, length);
  const { source, end, produced } = await inflateMember(scope, packed, 'zlib', `variable at 0x${offset.toString(16)}`);
  scope.claim({ offset, length: Math.min(length, end?.consumed ?? length) }, 'compressed', 'zlib');
  if (end === null || source.size < produced)
    scope.problem(
      'limit',
      offset,
      length,
      prose`Only the first ${source.size} decompressed bytes of this variable were read.`,
    );
  else if (end.status !== 'done')
    scope.problem(
      'malformed',
      offset,
      length,
      prose`The compressed variable breaks off or its checksum is wrong. What came out was read.`,
    );
  if (produced === 0) return;
  const child = scope.child(source, null, 'structure');
  child.describe('mat', 'structure');
  await readElements(child, reading, 0);
  await explainRest(child, [], reading.inspect);
  child.close();
}

/** Octave evaluates what stands behind four letters of an anonymous function, and opens the file of a simple one (ls-mat5.cc). */
const PREFIX = 4;
const NATIVE = /\.(?:oct|mex)$/;

function judge(scope: Scope, odd: Oddities<MatlabCode>, parts: readonly Described[]): void {
  const isAnonymous = parts.some(({ key, text }) => key === 'type' && text === 'anonymous');
  for (const { key, text, isWhole, range } of parts) {
    if (text === '') continue;
    if (key === 'file' && NATIVE.test(text))
      odd.state({
        code: 'native',
        ...range,
        subject: text,
        what: prose`A function is in the file ${data(text, 200)}.`,
      });
    if (key !== 'function') continue;
    if (!isWhole)
      scope.problem('limit', range.offset, range.length, prose`Only the beginning of this function was looked at.`);
    const evaluated = text.slice(PREFIX);
    const isOrdinary = isFunction(evaluated) || (isFunction(text) && !reachesOutside(evaluated)) || !isWhole;
    const what = prose`The function is ${data(text, 300)}.`;
    if (isAnonymous && !isOrdinary) odd.state({ code: 'evaluated', ...range, what });
    else if (reachesOutside(text)) odd.state({ code: 'reach', ...range, what });
  }
}

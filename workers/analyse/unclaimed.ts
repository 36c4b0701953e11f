import { formatOf, type FormatKey } from '../identify/formats.ts';
import { identify } from '../identify/identify.ts';
import { Probe } from '../identify/probe.ts';
import { LIMITS } from '../limits.ts';
import { type Prose, prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import { linear } from '../source/linear.ts';
import { isAllZero } from '../source/zeros.ts';
import type { ScanResult } from '../wasm/scan.ts';
import { carve, openRange } from './carve.ts';
import { evenness, isEven } from './evenness.ts';
import type { Inspect } from './reader.ts';
import type { Scope } from './scope.ts';
import { survey } from './survey.ts';

/** Shorter ranges are reported but can hold nothing that is worth identifying. */
const TELLING = 16;

/**
 * Accounts for every byte no reader claimed: zeros are filler; anything else is a problem, is identified again and searched
 * for programs. `unread` formats were recognised and not read: with one, unclaimed bytes are no surprise. Returns what the
 * first bytes nobody claimed look like; null when there are none.
 */
export async function explainRest(
  scope: Scope,
  unread: readonly FormatKey[],
  inspect: Inspect,
): Promise<ScanResult | null> {
  const open = scope.open();
  let first: ScanResult | null = null;
  for (const range of open.slice(0, LIMITS.unclaimedRanges)) {
    const zeros = await leadingZeros(scope, range);
    // A few zeros belong to what follows; more are filler before it.
    const filler = zeros === range.length || zeros >= TELLING ? zeros : 0;
    if (filler > 0) scope.claim({ offset: range.offset, length: filler }, 'padding', 'zeros');
    const rest = { offset: range.offset + filler, length: range.length - filler };
    if (rest.length === 0) continue;
    const scan = await explain(scope, rest, unread, inspect);
    first ??= scan;
  }
  const rest = open[LIMITS.unclaimedRanges];
  if (rest === undefined) return first;
  const what = prose`${open.length - LIMITS.unclaimedRanges} more stretches that no reader explains were not looked at one by one.`;
  scope.problem('limit', rest.offset, scope.source.size - rest.offset, what);
  return first;
}

async function explain(
  scope: Scope,
  range: Range,
  unread: readonly FormatKey[],
  inspect: Inspect,
): Promise<ScanResult> {
  const searched = withinBudget(scope, range);
  const scan = await survey(scope, searched, LIMITS.carveAttempts);
  const looks = unread.length > 0 || range.length < TELLING ? [] : await identifyRange(scope, range);
  if (unread.length === 0) scope.problem('unclaimed', range.offset, range.length, describe(range, scan, looks));
  const isOpened = looks.some(isContainer) && scope.canNest;
  if (looks.some(isContainer) && !scope.canNest) {
    const what = prose`Not opened: containers are nested more than ${LIMITS.depth} deep.`;
    scope.problem('limit', range.offset, range.length, what);
  }
  await (isOpened ? openRange(scope, range, inspect) : carve(scope, searched, scan, unread, inspect));
  return scan;
}

/** Cuts the range to what may still be searched in this file, and says so. */
function withinBudget(scope: Scope, { offset, length }: Range): Range {
  const searched = scope.run.budgets.take('carved', length);
  if (searched < length) {
    const what = prose`Not searched for hidden programs: more than ${LIMITS.carveBytes} bytes of the file are not explained.`;
    scope.problem('limit', offset + searched, length - searched, what);
  }
  return { offset, length: searched };
}

function describe(range: Range, scan: ScanResult, looks: readonly FormatKey[]): Prose {
  const known =
    looks.length === 0 ? '' : ` They look like: ${looks.map((format) => formatOf(format).name).join(', ')}.`;
  const even = looks.length === 0 && isEven(scan) ? prose` They look encrypted or compressed: ${evenness(scan)}.` : [];
  return prose`No part of the format explains these ${range.length} bytes.${known}${even}`;
}

/** What a range looks like; a range that is the whole source has been identified already. */
async function identifyRange(scope: Scope, range: Range): Promise<FormatKey[]> {
  if (range.length === scope.source.size) return [];
  const window = scope.source.slice(range.offset, range.length);
  return identify(await Probe.of(window, scope.run.engine));
}

/** Pickles are read in place, by carving; texts hold nothing. */
function isContainer(format: FormatKey): boolean {
  return format !== 'pickle' && format !== 'joblib' && formatOf(format).support !== 'text';
}

async function leadingZeros(scope: Scope, { offset, length }: Range): Promise<number> {
  const head = await scope.source.read(offset, Math.min(length, 4096));
  if (!isAllZero(head)) return head.findIndex((byte) => byte !== 0);
  let zeros = 0;
  for await (const chunk of linear(scope.source, offset, length)) {
    if (!isAllZero(chunk)) return zeros + chunk.findIndex((byte) => byte !== 0);
    zeros += chunk.length;
  }
  return zeros;
}

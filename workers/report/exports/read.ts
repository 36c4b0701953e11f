/** A Report out of text from outside: bounded, upgraded, and exactly what the schema describes. */
import { type Report, SCHEMA } from '../schema.ts';
import { conform, Misfit } from './json-schema.ts';
import { REPORT_SCHEMA } from './report-schema.ts';

export interface ReadLimits {
  /** UTF-16 units of JSON. */
  readonly characters: number;
  /** Values: objects, lists, and what stands in them. */
  readonly values: number;
  /** Objects and lists inside each other. */
  readonly depth: number;
}

export const FILE_LIMITS: ReadLimits = { characters: 64 << 20, values: 4_000_000, depth: 128 };

export type ReadReport =
  | { readonly kind: 'report'; readonly report: Report }
  /** Written by a later version. */
  | { readonly kind: 'newer'; readonly schema: number }
  | { readonly kind: 'too-large' }
  /** `at` is the first place that is not as it should be; null when it is not even JSON. */
  | { readonly kind: 'invalid'; readonly at: string | null };

/** `UPGRADES[n]` makes schema n + 2 out of schema n + 1. A version that removes or redefines a field adds one. */
export const UPGRADES: readonly ((value: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>)[] =
  [];

export function readReport(json: string, limits: ReadLimits): ReadReport {
  if (json.length > limits.characters || !isBounded(json, limits)) return { kind: 'too-large' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: 'invalid', at: null };
  }
  if (!isRecord(value)) return { kind: 'invalid', at: 'the document' };
  const schema = value['schema'];
  if (typeof schema !== 'number' || !Number.isSafeInteger(schema) || schema < 1)
    return { kind: 'invalid', at: 'schema' };
  if (schema > SCHEMA) return { kind: 'newer', schema };
  let current = value;
  for (const upgrade of UPGRADES.slice(schema - 1)) current = upgrade(current);
  try {
    const report = conform(current, REPORT_SCHEMA, REPORT_SCHEMA);
    if (!isReport(report)) return { kind: 'invalid', at: 'the document' };
    const wrong = contradiction(report);
    return wrong === null ? { kind: 'report', report } : { kind: 'invalid', at: wrong };
  } catch (misfit) {
    if (misfit instanceof Misfit) return { kind: 'invalid', at: misfit.message };
    throw misfit;
  }
}

/** Depth and number of values, told from the brackets and commas before anything is built. */
export function isBounded(json: string, { values, depth }: Omit<ReadLimits, 'characters'>): boolean {
  let open = 0;
  let count = 0;
  for (let i = 0; i < json.length; i++) {
    const unit = json.charCodeAt(i);
    if (unit === 0x22) {
      i = endOfString(json, i);
      if (i < 0) return true; // No JSON: the parser says so.
    } else if (unit === 0x7b || unit === 0x5b) {
      open += 1;
      count += 1;
      if (open > depth) return false;
    } else if (unit === 0x7d || unit === 0x5d) open -= 1;
    else if (unit === 0x2c) count += 1;
    if (count > values) return false;
  }
  return true;
}

function endOfString(json: string, start: number): number {
  for (let i = start + 1; i < json.length; i++) {
    const unit = json.charCodeAt(i);
    if (unit === 0x5c) i += 1;
    else if (unit === 0x22) return i;
  }
  return -1;
}

/** After `conform`: a property of the right type is there, or it would have thrown. */
function isReport(value: unknown): value is Report {
  return isRecord(value) && value['schema'] === SCHEMA;
}

/** What no report of ours can say, whoever wrote it: the first place, or null. */
function contradiction({ coverage, tree, status, verdict, findings, files = [] }: Report): string | null {
  let at = 0;
  for (const { offset, length } of coverage.segments) {
    if (offset !== at) return 'coverage/segments';
    at += length;
  }
  if (coverage.segments.length > 0 && at !== coverage.size) return 'coverage/segments';
  if (status === 'complete' && coverage.accounted < coverage.size) return 'status';
  const quiet = findings.every(({ severity }) => severity === 'low' || severity === 'note');
  if (verdict === 'nothing-runs' && (status !== 'complete' || !quiet)) return 'verdict';
  const ids = new Set<number>();
  const todo = [tree];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (ids.has(next.id)) return 'tree';
    ids.add(next.id);
    for (const child of next.children) todo.push(child);
  }
  if (files.some((file) => file.files !== undefined)) return 'files';
  if (verdict === 'nothing-runs' && files.some((file) => file.verdict !== 'nothing-runs')) return 'verdict';
  return files.map(contradiction).find((wrong) => wrong !== null) ?? null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

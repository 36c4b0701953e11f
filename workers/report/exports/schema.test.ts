import Ajv from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conform, Misfit } from './json-schema.ts';
import { CARDED, folder, hostile, HOSTILE_TEXT, manyFindings } from './report.fixture.ts';
import { FILE_LIMITS, readReport, UPGRADES } from './read.ts';
import { REPORT_SCHEMA } from './report-schema.ts';
import { SCHEMA } from '../schema.ts';

const published: unknown = JSON.parse(readFileSync(new URL('report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ unknownFormats: 'ignore' }).compile(REPORT_SCHEMA);

function accepts(value: unknown): boolean {
  try {
    conform(value, REPORT_SCHEMA, REPORT_SCHEMA);
    return true;
  } catch (misfit) {
    if (misfit instanceof Misfit) return false;
    throw misfit;
  }
}

/** Paths to every value inside, so that each can be replaced. */
function places(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, i) => places(item, [...at, i]))];
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, item]) => places(item, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (i === key ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]),
  );
}

describe('the JSON Schema of a report', () => {
  it('is the one that is published', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(REPORT_SCHEMA)));
  });

  it('accepts reports, for a standard validator as for ours', () => {
    for (const report of [CARDED, folder(2), manyFindings(50), hostile(HOSTILE_TEXT)]) {
      const json: unknown = JSON.parse(JSON.stringify(report));
      expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
      expect(accepts(json)).toBe(true);
    }
  });

  it('refuses, and accepts, what a standard validator does', () => {
    const json: unknown = JSON.parse(JSON.stringify(CARDED));
    const all = places(json);
    const other = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(-1, 1.5, 2 ** 53, null, true, '', [], {}));
    fc.assert(
      fc.property(fc.constantFrom(...all), other, (at, by) => {
        const changed = replaced(json, at, by);
        expect(accepts(changed)).toBe(validate(changed));
      }),
      { numRuns: 1500 },
    );
  });

  it('names every field of a report', () => {
    expect(conform(CARDED, REPORT_SCHEMA, REPORT_SCHEMA)).toEqual(CARDED);
  });
});

describe('reading a report', () => {
  it('has an upgrade from every earlier schema', () => {
    expect(UPGRADES).toHaveLength(SCHEMA - 1);
  });

  it('brings infinity back, which JSON writes as null', () => {
    const tensors = { count: 1, parameters: Infinity, bytes: 1, dtypes: [] };
    const answer = readReport(JSON.stringify({ ...CARDED, tensors }), FILE_LIMITS);
    expect(answer).toEqual({ kind: 'report', report: { ...CARDED, tensors } });
  });

  it('of any JSON gives an answer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (json) => {
        expect(readReport(json, FILE_LIMITS).kind).toBe('invalid');
      }),
    );
  });
});

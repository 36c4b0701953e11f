import Ajv from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../schema.ts';
import { folderReport } from '../folder.ts';
import { CARDED, folder, hostile, HOSTILE_TEXT, manyFindings, SMALL } from './report.fixture.ts';
import { sarifReport } from './sarif.ts';

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { id: string; help: { text: string } }[] } };
      readonly artifacts: readonly unknown[];
      readonly invocations: readonly unknown[];
      readonly results: readonly { readonly partialFingerprints: unknown; readonly locations: readonly unknown[] }[];
    },
  ];
}

/** The official schema of 2.1.0 (rtm.5), without its descriptions; draft 4, which Ajv reads without the two marks of it. */
const schema = JSON.parse(readFileSync(new URL('fixtures/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;
delete schema['$schema'];
delete schema['id'];
const validate = new Ajv({ unknownFormats: 'ignore' }).compile(schema);

async function logOf(report: Report): Promise<Log> {
  const log: unknown = JSON.parse(await sarifReport(report));
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  return log as Log;
}

describe('SARIF', () => {
  it('is valid for ordinary, full, partial and hostile reports', async () => {
    for (const report of [SMALL, CARDED, manyFindings(200), hostile(HOSTILE_TEXT), { ...SMALL, findings: [] }])
      await logOf(report);
  });

  it('has rules with help from the cards, bytes, the member, hashes and taxa', async () => {
    const { runs } = await logOf(CARDED);
    const [run] = runs;
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['pickle.call.process', 'zip.names']);
    expect(run.tool.driver.rules[0]).toMatchObject({
      shortDescription: { text: 'A pickle starts a program' },
      properties: { 'security-severity': '9.5', tags: ['security', 'external/cwe/cwe-502'] },
    });
    expect(run.tool.driver.rules[0]?.help.text).toContain('What happens: The program runs as you.');
    expect(run.tool.driver.rules[0]?.help.text).toContain('1. Do not load it. Keep it as evidence.');
    expect(run.results[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'secret-project.bin', index: 0 },
          region: { startLine: 1, byteOffset: 100, byteLength: 1 },
        },
        logicalLocations: [
          { name: 'secret-project/data.pkl', fullyQualifiedName: 'secret-project/data.pkl', kind: 'member' },
        ],
        properties: { memberOffset: 36, memberLength: 1, stored: true },
      },
    ]);
    expect(run.artifacts[0]).toMatchObject({ hashes: { 'sha-256': SMALL.file.sha256 }, length: 200 });
  });

  it('is the same every time, and a renamed copy has the same fingerprints', async () => {
    expect(await sarifReport(CARDED)).toBe(await sarifReport(structuredClone(CARDED)));
    const renamed = JSON.parse(JSON.stringify(SMALL).replaceAll('secret-project.bin', 'other.bin')) as Report;
    const prints = async (report: Report): Promise<unknown> =>
      (await logOf(report)).runs[0].results.map((result) => result.partialFingerprints);
    expect(await prints(renamed)).toEqual(await prints(SMALL));
  });

  it('says that a partial inspection is not a success, and why', async () => {
    const { runs } = await logOf(hostile('x'));
    expect(runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'problem.limit' }, level: 'error' }],
    });
  });

  it('has no machine path, and no character that hides, for any name', async () => {
    const full = await sarifReport({ ...SMALL, file: { ...SMALL.file, path: '/home/someone/models/a b.bin' } });
    expect(full).toContain('"a%20b.bin"');
    expect(full).not.toContain('someone');
    expect(await sarifReport(hostile(HOSTILE_TEXT))).not.toMatch(/\u202e|\\u0000|\\u202e/);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (path) => {
        await logOf({ ...SMALL, file: { ...SMALL.file, path } });
      }),
    );
  });
});

describe('SARIF of a folder', () => {
  it('has its files as artifacts, and each finding at its file', async () => {
    const report = folder(2);
    const { runs } = await logOf(report);
    const [run] = runs;
    expect(run.artifacts).toHaveLength(5);
    expect(run.artifacts[0]).toMatchObject({ location: { uri: 'northmere/' }, roles: ['directory', 'analysisTarget'] });
    expect(run.artifacts[3]).toMatchObject({
      location: { uri: 'northmere/part-1/secret-project.bin' },
      parentIndex: 0,
      hashes: { 'sha-256': report.files?.[2]?.file.sha256 },
    });
    expect(run.results).toHaveLength(5);
    const at = { uri: 'northmere/part-1/secret-project.bin', index: 3 };
    expect(run.results[1]?.locations[0]).toMatchObject({ physicalLocation: { artifactLocation: at } });
    expect(new Set(run.results.map((one) => JSON.stringify(one.partialFingerprints))).size).toBe(5);
  });

  it('tells what any of its files did not say, and no way on the machine', async () => {
    const broken = { ...hostile('x'), file: { ...SMALL.file, path: '/home/someone/m/a.bin' } };
    const report = folderReport(SMALL, '/home/someone/m', 'm', [broken], []);
    const { runs } = await logOf(report);
    expect(runs[0].invocations[0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{}] });
    expect(JSON.stringify(runs)).not.toContain('someone');
  });
});

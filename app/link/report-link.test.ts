import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../workers/report/prose.ts';
import type { Report } from '../../workers/report/schema.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { LINKS } from './links.data.ts';
import { CARDED, manyFindings, SMALL } from '../../workers/report/exports/report.fixture.ts';
import { decodeLink, encodeLink, MAX_FRAGMENT, MAX_LINK, PREFIX } from './report-link.ts';

const NAMES = { names: true };
const link = (json: string): string => `${PREFIX}1.${deflateRawSync(json).toString('base64url')}`;

async function fragmentOf(report: Report): Promise<string> {
  const made = await encodeLink(report, NAMES);
  if (made.kind !== 'link') throw new Error('too long');
  return made.fragment;
}

describe('a report link', () => {
  it('brings the report back as it was', async () => {
    const decoded = await decodeLink(await fragmentOf(SMALL));
    expect(decoded).toEqual({ kind: 'report', report: SMALL });
  });

  it('is the same for the same report, and base64url of deflate-raw of JSON', async () => {
    const fragment = await fragmentOf(SMALL);
    expect(await fragmentOf(structuredClone(SMALL))).toBe(fragment);
    expect(JSON.parse(inflateRawSync(Buffer.from(fragment.slice(5), 'base64url')).toString())).toEqual(SMALL);
  });

  it('leaves out evidence first, then notes, and says how much inside the report', async () => {
    const made = await encodeLink(manyFindings(60), NAMES);
    if (made.kind !== 'link') throw new Error('too long');
    expect(made.fragment.length).toBeLessThanOrEqual(MAX_LINK);
    expect(made.report.leftOut?.evidence).toBeGreaterThan(0);
    const longer = await encodeLink(manyFindings(1500), NAMES);
    if (longer.kind !== 'link') throw new Error('too long');
    expect(longer.fragment.length).toBeLessThanOrEqual(MAX_LINK);
    expect(longer.report.leftOut?.findings).toBeGreaterThan(0);
    expect(longer.report.findings.length + (longer.report.leftOut?.findings ?? 0)).toBe(1500);
    expect(longer.report.findings[0]?.severity).toBe('critical');
    expect(await decodeLink(longer.fragment)).toEqual({ kind: 'report', report: longer.report });
  });

  it('carries everything but the rule cards while there is room, then folds long contents first', async () => {
    const small = await encodeLink(CARDED, NAMES);
    if (small.kind !== 'link') throw new Error('too long');
    expect({ ...small.report, cards: CARDED.cards }).toEqual(CARDED);
    const child = SMALL.tree.children[0]!;
    const hex = (i: number): string => ((i * 2654435761) % 4294967296).toString(16);
    const children = Array.from({ length: 2000 }, (_, i) => ({
      ...child,
      id: i + 1,
      name: hex(i),
      worst: i === 1999 ? child.worst : null,
    }));
    const large = await encodeLink({ ...SMALL, tree: { ...SMALL.tree, children } }, NAMES);
    if (large.kind !== 'link') throw new Error('too long');
    expect(large.report.leftOut).toEqual({ findings: 0, evidence: 0, contents: 1975, names: false });
    expect(large.report.tree.children.at(-1)?.worst).toBe('critical');
    expect(large.report.tree.omitted).toBe(1975);
  });

  it('gives up in words when not even one finding fits', async () => {
    let seed = 1;
    const noise = Array.from({ length: 20_000 }, () => {
      seed = (seed * 48_271) % 0x7fffffff;
      return String.fromCharCode(0x21 + (seed % 90));
    }).join('');
    const made = await encodeLink({ ...SMALL, file: { ...SMALL.file, path: noise } }, NAMES);
    expect(made).toMatchObject({ kind: 'too-long' });
  });

  it('without names has the name of the file in no text and in no bytes', async () => {
    const made = await encodeLink(SMALL, { names: false });
    if (made.kind !== 'link') throw new Error('too long');
    expect(JSON.stringify(SMALL)).toContain('secret-project');
    expect(JSON.stringify(made.report)).not.toContain('secret-project');
    expect(JSON.stringify(made.report)).not.toContain(Buffer.from('secret-project').toString('hex'));
    expect(made.report.leftOut?.names).toBe(true);
    expect(made.report.file.sha256).toBe(SMALL.file.sha256);
  });

  it('opens every link that was ever given out', async () => {
    for (const { made, fragment, headline } of LINKS) {
      const decoded = await decodeLink(fragment);
      expect(decoded.kind, made).toBe('report');
      if (decoded.kind === 'report')
        expect(plain(decoded.report.summary.headline).startsWith(headline), made).toBe(true);
    }
  });
});

describe('a hostile link', () => {
  it('is told apart: newer, too large, broken', async () => {
    expect(await decodeLink('#r=2.AAAA')).toEqual({ kind: 'newer', schema: 2 });
    expect(await decodeLink(link('{"schema":7}'))).toEqual({ kind: 'newer', schema: 7 });
    expect(await decodeLink(`#r=1.${'A'.repeat(MAX_FRAGMENT)}`)).toEqual({ kind: 'too-large' });
    expect(await decodeLink(`#r=1.${'A'.repeat(2 << 20)}`)).toEqual({ kind: 'too-large' });
    for (const text of [
      '',
      '#r=',
      '#r=1',
      '#r=1.',
      '#r=01.AA',
      '#r=1.A',
      '#r=1.AB',
      '#r=1.!!',
      '#r=-1.AA',
      '#r=1.AA&x=1',
    ])
      expect((await decodeLink(text)).kind, text).toBe('broken');
    const whole = await fragmentOf(SMALL);
    expect((await decodeLink(whole.slice(0, -9))).kind).toBe('broken');
  });

  it('that inflates to gigabytes is stopped', async () => {
    const bomb = deflateRawSync(Buffer.alloc(40 << 20), { level: 9 });
    const fragment = `${PREFIX}1.${bomb.toString('base64url')}`;
    expect(fragment.length).toBeLessThanOrEqual(MAX_FRAGMENT);
    expect(await decodeLink(fragment)).toEqual({ kind: 'too-large' });
  });

  it('with deep or many values is stopped before anything is built', async () => {
    expect(await decodeLink(link('['.repeat(400_000)))).toEqual({ kind: 'too-large' });
    expect(await decodeLink(link(`[${'0,'.repeat(200_000)}0]`))).toEqual({ kind: 'too-large' });
  });

  it('with one wrong type anywhere is refused, with the place', async () => {
    const wrong = { ...SMALL, findings: [{ ...SMALL.findings[0], severity: { toString: 'critical' } }] };
    expect(await decodeLink(link(JSON.stringify(wrong)))).toEqual({
      kind: 'broken',
      step: 'this part is wrong: findings/0/severity',
    });
  });

  it('keeps nothing the schema does not name, and shows characters that hide', async () => {
    const json = JSON.stringify({ ...SMALL, summary: { ...SMALL.summary, headline: ['a\u202eb'] } }).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":2,"extra":{"a":[1]},',
    );
    const decoded = await decodeLink(link(json));
    if (decoded.kind !== 'report') throw new Error(decoded.kind);
    expect(Object.keys(decoded.report).sort()).toEqual(Object.keys(SMALL).sort());
    expect(decoded.report.summary.headline).toEqual(['a\\u{202e}b']);
    expect('polluted' in {}).toBe(false);
  });

  it('that contradicts itself is refused', async () => {
    const claims = [
      { ...SMALL, verdict: 'nothing-runs' },
      { ...SMALL, coverage: { ...SMALL.coverage, accounted: 0 } },
      { ...SMALL, coverage: { ...SMALL.coverage, segments: [{ ...SMALL.coverage.segments[0], offset: 5 }] } },
      { ...SMALL, tree: { ...SMALL.tree, children: [SMALL.tree] } },
    ];
    for (const claim of claims) expect((await decodeLink(link(JSON.stringify(claim)))).kind).toBe('broken');
  });

  it('of any bytes gives an answer', async () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => `${PREFIX}1.${toBase64Url(bytes)}`),
      fc.json({ maxDepth: 6 }).map(link),
      fc.anything().map((value) => link(JSON.stringify({ ...SMALL, findings: value, schema: 1 }))),
    );
    await fc.assert(
      fc.asyncProperty(any, async (fragment) => {
        expect(['report', 'newer', 'too-large', 'broken']).toContain((await decodeLink(fragment)).kind);
      }),
      { numRuns: 400 },
    );
  });

  it('with one character changed never opens as something else than a whole report', async () => {
    const whole = await fragmentOf(SMALL);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.constantFrom('A', 'z', '0', '9', '-', '_', '.', '#'),
        async (at, character) => {
          const decoded = await decodeLink(whole.slice(0, at) + character + whole.slice(at + 1));
          if (decoded.kind === 'report') expect(decoded.report.schema).toBe(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('base64url', () => {
  it('round trips, and agrees with Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  it('has one text for the same bytes', () => {
    fc.assert(
      fc.property(fc.base64String({ maxLength: 20 }), (text) => {
        const bytes = fromBase64Url(text);
        if (bytes !== null) expect(toBase64Url(bytes)).toBe(text);
      }),
    );
  });
});

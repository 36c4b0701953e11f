import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { Aes } from './aes.ts';
import { decrypt, type Seal } from './decrypt.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const engine = instantiate(loadModule());
const fixture = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(FIXTURES, name)));
const inspect = (file: Uint8Array, ...passwords: string[]): Promise<Report> =>
  inspectBytes(file, 'model.zip', engine, passwords);
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.zip'));
const locked = names.filter((name) => name.startsWith('locked'));

describe('members packed in another way than deflate', () => {
  test.each(['bzip2.zip', 'deflate64.zip', 'lzma.zip', 'zstd.zip', 'xz.zip'])('%s: opened and read', async (name) => {
    const report = await inspect(fixture(name));
    expect([report.verdict, report.status, report.findings[0]?.place.path]).toEqual([
      'runs-code',
      'complete',
      ['model.zip', 'call.pkl'],
    ]);
    expect(report.findings.map(({ rule }) => rule)).not.toContain('zip.crc-wrong');
  });
});

describe('members that are encrypted', () => {
  test.each(locked)('%s: with the password it is read', async (name) => {
    const report = await inspect(fixture(name), 'wrong', 'vitrine');
    expect([report.verdict, report.status, report.findings[0]?.rule]).toEqual([
      'runs-code',
      'complete',
      'pickle.call.process',
    ]);
    expect(report.coverage.accounted).toBe(report.coverage.size);
    const rules = report.findings.map(({ severity, rule }) => `${severity} ${rule}`);
    expect(rules).toContain('note zip.unlocked');
    expect(rules.filter((rule) => /zip\.(?:encrypted|code-wrong)/.test(rule))).toEqual([]);
  });

  test('a byte that was changed after it was encrypted: the code behind the data says so', async () => {
    const file = fixture('locked-aes256-stored.zip');
    const name = file.indexOf(0x63, 30);
    const data = name + 'call.pkl'.length + 11;
    // Salt and check of the password come first; then the pickle, one of whose bytes is flipped.
    file[data + 16 + 2 + 40] = (file[data + 16 + 2 + 40] ?? 0) ^ 1;
    const report = await inspect(file, 'vitrine');
    expect(report.findings.map(({ rule }) => rule)).toContain('zip.code-wrong');
  });

  test.each(locked)('%s: without one it is said that it cannot be looked into', async (name) => {
    const none = await inspect(fixture(name));
    expect([none.verdict, none.status, none.findings[0]?.rule]).toEqual(['review', 'partial', 'zip.encrypted']);
    expect(plain(none.problems[0]?.what ?? [])).toBe(
      'call.pkl can not be looked into: encrypted with a password. Give the password to look inside (in the terminal: --password).',
    );
    const wrong = await inspect(fixture(name), 'Vitrine', '');
    expect(plain(wrong.problems[0]?.what ?? [])).toContain('none of those given fits');
  });

  test('the mark alone hides nothing', async () => {
    const report = await inspect(fixture('marked-only.zip'));
    expect([report.verdict, report.status]).toEqual(['runs-code', 'complete']);
  });

  test('cut and damaged, with and without the password: no reader gives up, nothing turns clean', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (name, length, at, bits, knows) => {
          const all = fixture(name);
          const file = all.slice(0, all.length - (length % (all.length - 30)));
          if (at % file.length > 3) file[at % file.length]! ^= bits;
          const report = await inspect(file, ...(knows ? ['vitrine'] : []));
          expect(report.problems.some(({ kind }) => kind === 'reader-failed')).toBe(false);
          expect(report.verdict).not.toBe('nothing-runs');
        },
      ),
      { numRuns: 150 },
    );
  });
});

test('AES as node has it, for every length of key', () => {
  for (const bits of [128, 192, 256]) {
    const [key, block] = [randomBytes(bits / 8), randomBytes(16)];
    const cipher = createCipheriv(`aes-${bits}-ecb`, key, null).setAutoPadding(false);
    expect(Buffer.from(new Aes(new Uint8Array(key)).encrypt(new Uint8Array(block)))).toEqual(cipher.update(block));
  }
});

test('too few bytes for a header are no content', async () => {
  const seals: readonly Seal[] = [
    { kind: 'zipcrypto', method: 0, check: 0 },
    { kind: 'aes', method: 0, keyBytes: 32, checked: false },
  ];
  for (const seal of seals) expect(await decrypt(bytesSource(new Uint8Array(5)), seal, 'x')).toBeNull();
});

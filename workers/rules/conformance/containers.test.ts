import { describe, expect, test } from 'vitest';
import { zip } from '../../containers/zip/build-zip.ts';
import { legacy, stateDict } from '../../formats/torch/build-checkpoint.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytesOf, c, CMD, EVIL, F, P, R, U } from './build.ts';
import { inspectBytes } from './inspect.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Uint8Array, name = 'model.pt'): Promise<Report> => inspectBytes(bytes, name, engine);
const member = (name: string, text: string): { name: string; data: Uint8Array } => ({
  name: `model/${name}`,
  data: bytesOf(text),
});
const rest = [member('byteorder', 'little'), member('version', '3\n')];
const archive = (data: string, ...more: { name: string; data: Uint8Array }[]): Uint8Array =>
  zip([member('data.pkl', data), ...more, ...rest]);
const loader = (report: Report, id: string): string => report.loaders.find((row) => row.id === id)?.outcome ?? 'none';
const rules = (report: Report): string[] => report.findings.map(({ severity, rule }) => `${severity} ${rule}`);

describe('research/pickle.md §6, containers', () => {
  test('a torch archive that calls: who runs it, who refuses', async () => {
    const report = await inspect(archive(`${EVIL}.`));
    expect([report.verdict, report.status]).toEqual(['runs-code', 'complete']);
    expect(plain(report.summary.headline)).toBe('Loading this file with torch.load would run a shell command.');
    expect(plain(report.summary.call ?? [])).toBe('os.system("exit 7")');
    expect(
      ['torch.load<2.6', 'torch.load>=2.6', 'torch.load-weights', 'torch.load-full', 'pickle.load'].map((id) =>
        loader(report, id),
      ),
    ).toEqual(['runs', 'refuses', 'refuses', 'runs', 'fails']);
  });

  test('an ordinary state_dict: nothing to say, everybody loads it', async () => {
    const tensors = [{ name: 'w', key: '0', shape: [2], strides: [1], offset: 0, numel: 2, type: 'FloatStorage' }];
    const report = await inspect(
      zip([
        { name: 'model/data.pkl', data: stateDict(tensors) },
        { name: 'model/data/0', data: new Uint8Array(8) },
        ...rest,
      ]),
    );
    expect(rules(report)).toEqual([]);
    expect([report.verdict, loader(report, 'torch.load<2.6'), loader(report, 'torch.load>=2.6')]).toEqual([
      'nothing-runs',
      'loads',
      'loads',
    ]);
  });

  test('H01 two data.pkl: both are judged', async () => {
    const report = await inspect(archive(`${EVIL}.`, member('data.pkl', 'N.')));
    expect(report.verdict).toBe('runs-code');
    expect(report.findings.some(({ rule }) => rule === 'zip.duplicate-name')).toBe(true);
    expect((await inspect(archive('N.', member('data.pkl', `${EVIL}.`)))).findings[0]?.rule).toBe(
      'pickle.call.process',
    );
  });

  test('H02 the local header gives another name', async () => {
    const report = await inspect(
      zip([{ ...member('data.pkl', `${EVIL}.`), local: { name: 'model/XXXX.pkl' } }, ...rest]),
    );
    expect(report.verdict).toBe('runs-code');
    expect(rules(report)).toContain('high zip.name-differs');
  });

  test('H03 a checksum that is wrong', async () => {
    const report = await inspect(
      zip([{ ...member('data.pkl', `${EVIL}.`), local: { crc: 1 }, central: { crc: 1 } }, ...rest]),
    );
    expect(report.verdict).toBe('runs-code');
    expect(report.findings.some(({ rule }) => rule === 'zip.crc-wrong')).toBe(true);
  });

  test('H04 constants.pkl makes it TorchScript', async () => {
    const report = await inspect(archive('N.', member('constants.pkl', `${P(2)}).`)));
    expect(rules(report)).toContain('medium torch.script');
    expect(loader(report, 'torch.load>=2.6')).toBe('refuses');
  });

  test('H05 legacy: the first pickle computes the magic, the fourth calls', async () => {
    const magic = R(c('builtins', 'int'), U('119547037146038801333356'));
    const report = await inspect(bytesOf(`${magic}.${P(2)}M\xe9\x03.${P(2)}}.${EVIL}.${P(2)}].`));
    expect(report.verdict).toBe('runs-code');
    expect(rules(report)).toContain('medium torch.legacy-magic');
    expect(loader(report, 'torch.load>=2.6')).toBe('refuses');
  });

  test('a legacy file that calls in its object', async () => {
    const report = await inspect(legacy(bytesOf(`${EVIL}.`), {}));
    expect([report.verdict, loader(report, 'torch.load<2.6'), loader(report, 'pickle.load')]).toEqual([
      'runs-code',
      'runs',
      'loads',
    ]);
  });

  test('H07 a dropped frame rest, as torch.load reads archives', async () => {
    const report = await inspect(archive(`${P(4)}${F(6)}cnumpyos\nsystem\n${CMD}\x85R.`));
    expect(report.verdict).toBe('runs-code');
    expect(rules(report)).toContain('high pickle.stream.differs');
    expect([loader(report, 'torch.load<2.6'), loader(report, 'torch.load>=2.6')]).toEqual(['runs', 'refuses']);
  });

  test('H08 the encoding decides, and torch’s is utf-8', async () => {
    const report = await inspect(archive(`S'\xc3\xa9'\n0${EVIL}.`));
    expect([report.verdict, loader(report, 'torch.load<2.6')]).toEqual(['runs-code', 'runs']);
  });

  test('a pickle beside data.pkl is opened by nobody, and said to be there', async () => {
    const report = await inspect(archive('N.', member('extra.pkl', `${EVIL}.`)));
    expect([report.verdict, report.findings[0]?.severity, loader(report, 'torch.load<2.6')]).toEqual([
      'can-run-code',
      'high',
      'loads',
    ]);
    expect(plain(report.summary.headline)).toBe(
      'This file can run a shell command when somebody extracts a part of it and loads that.',
    );
    expect(report.summary.certainty?.word).toBe('Possible');
  });

  test('a pickle in another kind of archive is there to be opened', async () => {
    const report = await inspect(zip([{ name: 'model.pkl', data: bytesOf(`${P(4)}${EVIL}.`) }]), 'bundle.zip');
    expect([report.verdict, loader(report, 'pickle.load-member')]).toEqual(['runs-code', 'runs']);
  });
});

test('the same bytes give the same report', async () => {
  const bytes = archive(`${EVIL}.`, member('extra.pkl', `${EVIL}.`));
  expect(JSON.stringify(await inspect(bytes))).toBe(JSON.stringify(await inspect(bytes)));
});

test('text from the file is marked as such wherever it is part of a sentence', async () => {
  const report = await inspect(archive(`${R(c('evil\u202e', 'x<script>'), U('</td>'))}.`));
  // Names of programs, parts and places are text from the file as a whole (schema.ts).
  const ours = JSON.stringify({ ...report, programs: [], tree: null }, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'data' in value ? null : value,
  );
  expect(ours).not.toContain('<script>');
  expect(ours).not.toContain('evil');
});

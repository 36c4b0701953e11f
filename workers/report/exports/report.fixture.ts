/** Reports for the tests of exports and links: one small, one hostile in every text, one with many findings. */
import { folderReport } from '../folder.ts';
import { FILE_LIMITS, readReport } from './read.ts';
import type { Finding, Place, Report, Severity } from '../schema.ts';

const NAME = 'secret-project.bin';
const place = (offset: number, length: number): Place => ({
  path: [NAME, 'secret-project/data.pkl'],
  offset,
  length,
  file: [{ offset: offset + 64, length }],
});
const whole: Place = { path: [NAME], offset: 0, length: 200, file: [{ offset: 0, length: 200 }] };

const call: Finding = {
  id: `pickle.call.process@${NAME}!secret-project/data.pkl:24`,
  rule: 'pickle.call.process',
  severity: 'critical',
  title: ['Calls ', { code: 'os.system' }, ' with a shell command'],
  where: [{ data: 'secret-project/data.pkl' }, ', step ', '4'],
  snippet: [{ code: 'REDUCE' }, ' ', { data: 'os.system' }, '("', { data: 'echo 1 | cat' }, '")'],
  place: place(36, 1),
  what: ['While the weights are unpacked, step 4 calls ', { code: 'os.system' }, ' with a fixed text.'],
  certainty: { word: 'Certain', reason: ['The call is on the only path through the program.'] },
  todo: [['Do not load it. Keep it as evidence.'], ['Ask the publisher for safetensors and compare hashes.']],
  evidence: {
    kind: 'program',
    program: 0,
    step: 4,
    from: 1,
    to: 4,
    lines: [{ text: [{ data: 'os.system' }, '("', { data: 'echo 1 | cat' }, '")'], hit: true }],
    opcodes: [
      {
        step: 1,
        offset: 2,
        name: 'GLOBAL',
        argument: [{ data: 'os' }, '.', { data: 'system' }],
        note: 'looks up a name',
        hit: false,
      },
      { step: 4, offset: 36, name: 'REDUCE', argument: [], note: 'calls the function', hit: true },
    ],
    bytes: {
      offset: 32,
      hex: '2063617485522e',
      marks: [{ offset: 32, length: 5 }],
      hit: { offset: 37, length: 1 },
    },
  },
  references: ['AML.T0011.000', 'CWE-502'],
  count: 1,
};

const directory: Finding = {
  ...call,
  id: `zip.names@${NAME}:80`,
  rule: 'zip.names',
  severity: 'note',
  title: ['Two names'],
  where: ['ZIP directory'],
  place: { path: [NAME], offset: 128, length: 24, file: [{ offset: 128, length: 24 }] },
  evidence: {
    kind: 'compare',
    rows: [{ label: 'name', left: [{ data: 'secret-project/a' }], right: [{ data: 'secret-project/b' }] }],
    leftLabel: 'directory',
    rightLabel: 'header',
    bytes: { offset: 128, hex: '7365637265742d70726f6a6563742f61', marks: [], hit: { offset: 128, length: 16 } },
  },
  references: ['CWE-436'],
};

export const SMALL: Report = {
  schema: 1,
  engine: { name: 'vitrine', version: '0.1.0' },
  rules: { version: '1', hash: '0123456789abcdef', count: 2 },
  file: {
    path: NAME,
    size: 200,
    sha256: '9c1f40ab6e02d7f518c3a9b47d50e6c1a2f8934e05bd716c4f9e28a3d06b77e2',
    format: 'torch-zip',
    formatName: 'PyTorch checkpoint (ZIP)',
  },
  status: 'complete',
  verdict: 'runs-code',
  summary: {
    headline: ['Loading this file with ', { code: 'torch.load' }, ' would run a shell command.'],
    call: [{ data: 'os.system' }, '("', { data: 'echo 1 | cat' }, '")'],
    certainty: call.certainty,
    detail: ['PyTorch 2.6 and later refuse by default; older versions run it.'],
  },
  findings: [call, directory],
  loaders: [
    {
      id: 'torch.load<2.6',
      call: 'torch.load(f)',
      detail: 'PyTorch 2.5 and older',
      outcome: 'runs',
      reason: ['It unpickles everything.'],
      at: place(36, 1),
      ranBefore: true,
    },
  ],
  tree: {
    id: 0,
    name: NAME,
    kind: 'structure',
    format: 'torch-zip',
    size: 200,
    place: whole,
    worst: 'critical',
    omitted: 0,
    children: [
      {
        id: 1,
        name: 'secret-project/data.pkl',
        kind: 'program',
        format: 'pickle',
        size: 39,
        place: place(0, 39),
        worst: 'critical',
        omitted: 0,
        children: [],
      },
    ],
  },
  coverage: {
    size: 200,
    accounted: 200,
    read: 200,
    segments: [
      { offset: 0, length: 64, kind: 'structure', label: 'entry header', artifact: 0, parts: 1 },
      { offset: 64, length: 39, kind: 'program', label: 'pickle program', artifact: 1, parts: 1 },
      { offset: 103, length: 97, kind: 'structure', label: 'directory', artifact: 0, parts: 1 },
    ],
  },
  programs: [
    {
      id: 0,
      name: 'secret-project/data.pkl',
      place: place(0, 39),
      steps: 6,
      calls: 1,
      imports: 1,
      maxDepth: 3,
      memo: 0,
      protocol: 2,
      ending: { kind: 'stop' },
      names: ['os.system'],
    },
  ],
  tensors: { count: 1, parameters: 4, bytes: 16, dtypes: [{ dtype: 'float32', count: 1, bytes: 16 }] },
  problems: [],
};

const CARDS: NonNullable<Report['cards']> = [
  {
    id: 'pickle.call.process',
    title: 'A pickle starts a program',
    means: ['The file calls a function that starts other programs.'],
    happens: ['The program runs as you.'],
    how: ['We follow the opcodes without running them.'],
    falseAlarm: ['None known.'],
  },
];
/** With all that a link does not carry. */
export const CARDED: Report = {
  ...SMALL,
  cards: CARDS,
  metadata: {
    entries: [{ key: { data: 'format' }, type: 'string', value: ['"', { data: 'pt' }, '"'], place: whole }],
    omitted: 1,
  },
  templates: [
    {
      name: { data: 'default' },
      holder: 'json',
      place: whole,
      source: { data: '{{ messages }}', cut: 2 },
      reads: [{ data: 'messages' }],
      calls: [],
      filters: [],
      loads: false,
      beyond: [{ kind: 'call', shown: { data: 'x()' }, place: whole }],
      steady: true,
      stop: { place: whole, what: ['here'] },
      preview: {
        conversation: [{ role: 'user', content: 'Hello' }],
        output: { data: 'Hello' },
        stop: { kind: 'limit', what: ['too long'] },
      },
    },
  ],
};

/** What a file can bring into a report: markup, links, mentions, fences, tables, characters that hide or reorder. */
export const HOSTILE_TEXT =
  '"><img src=x onerror=alert(1)></code><script>alert(2)</script>`` ``` ~~~ ](https://evil.example) <https://evil.example> ' +
  'www.evil.example @everyone #1 | a | b |\n|---|---|\r\n# big\n- [x] list\u202egpj.exe\u0000\u200b&amp;\u2028end';

/** Every text of the fixture that comes from a file, replaced; also the words, as in a report somebody else wrote. */
export function hostile(text: string): Report {
  const path = [text, text];
  const place: Place = { path, offset: 36, length: 1, file: null };
  const prose = [text, { data: text }, { code: text }, { data: text, cut: 3 }];
  const finding: Finding = {
    ...call,
    id: text,
    rule: text,
    title: prose,
    where: prose,
    snippet: prose,
    what: prose,
    todo: [prose],
    place,
    references: [text],
    evidence: {
      kind: 'compare',
      rows: [{ label: text, left: prose, right: prose }],
      leftLabel: text,
      rightLabel: text,
      bytes: null,
    },
  };
  return {
    ...SMALL,
    file: { ...SMALL.file, path: text, formatName: text, format: text },
    engine: { name: 'vitrine', version: text },
    rules: { ...SMALL.rules, hash: text, version: text },
    status: 'partial',
    summary: { headline: prose, call: prose, certainty: { word: 'Certain', reason: prose }, detail: prose },
    findings: [finding, { ...call, title: prose }],
    loaders: SMALL.loaders.map((loader) => ({ ...loader, id: text, call: text, detail: text, reason: prose })),
    tree: { ...SMALL.tree, name: text, format: text },
    programs: SMALL.programs.map((program) => ({ ...program, name: text, names: [text] })),
    problems: [{ kind: 'limit', place, what: prose }],
    cards: CARDS.map((card) => ({ ...card, id: text, title: text, means: prose, happens: prose })),
  };
}

const LADDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'note'];

export function manyFindings(count: number): Report {
  let seed = 1;
  const noise = (): string => {
    seed = (seed * 48_271) % 0x7fffffff;
    return seed.toString(16).padStart(8, '0');
  };
  const findings = Array.from({ length: count }, (_, i): Finding => {
    const offset = i % 30;
    const bytes = { offset, hex: Array.from({ length: 16 }, noise).join(''), marks: [], hit: { offset, length: 1 } };
    return {
      ...call,
      id: `${call.id}+${i.toString()}`,
      severity: LADDER[Math.floor((i * LADDER.length) / count)] ?? 'note',
      place: place(offset, 1),
      evidence: { kind: 'bytes', bytes },
    };
  });
  return { ...SMALL, findings };
}

/** A folder: the same bad file in `count` places with a quiet one beside each, and a finding about all of them. */
export function folder(count: number): Report {
  const files = Array.from({ length: count }, (_, i) => [
    inFolder(SMALL, `northmere/part-${i.toString()}/${NAME}`, i),
    inFolder(QUIET, `northmere/part-${i.toString()}/notes.txt`, i + 1000),
  ]).flat();
  const about = { path: [`northmere/part-0/${NAME}`], offset: 0, length: 0, file: [] };
  const own: Finding = {
    ...directory,
    id: 'folder.copies@northmere:0',
    rule: 'folder.copies',
    severity: 'low',
    place: about,
  };
  return folderReport(SMALL, 'northmere', 'northmere', files, [], [own]);
}

const QUIET: Report = {
  ...SMALL,
  verdict: 'nothing-runs',
  summary: { headline: ['Nothing in this file runs when you load it.'], call: null, certainty: null, detail: [] },
  findings: [],
  loaders: [],
  programs: [],
};

function inFolder(report: Report, path: string, seed: number): Report {
  const sha256 = (seed * 2654435761).toString(16).padStart(16, '0').repeat(4).slice(0, 64);
  const json = JSON.stringify(report).replaceAll(`"${NAME}`, `"${path}`).replaceAll(`@${NAME}`, `@${path}`);
  const moved = readReport(json, FILE_LIMITS);
  if (moved.kind !== 'report') throw new Error(`The fixture is ${moved.kind}.`);
  return { ...moved.report, file: { ...moved.report.file, sha256 } };
}

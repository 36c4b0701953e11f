/** The Report as a JSON Schema document: what schema.ts says, for other programs, and for reading reports back. */
import { SCHEMA, SEVERITIES } from '../schema.ts';
import type { JsonDocument, JsonSchema } from './json-schema.ts';

const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });
const list = (items: JsonSchema, maxItems: number): JsonSchema => ({ type: 'array', items, maxItems });
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const constant = (value: string | number): JsonSchema => ({ const: value });
const oneOf = (...values: readonly string[]): JsonSchema => ({ enum: values });
/** Text from outside. */
const text = (maxLength = 4096): JsonSchema => ({ type: 'string', maxLength });
/** Words of the program that wrote the report. */
const words: JsonSchema = { type: 'string', maxLength: 4096, 'x-words': true };
const natural: JsonSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const hash: JsonSchema = { type: 'string', maxLength: 64, pattern: '^[0-9a-f]{64}$' };
const flag: JsonSchema = { type: 'boolean' };
const prose = ref('prose');

function object(properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.includes(name)) };
}

const range = { offset: natural, length: natural };
const kind = oneOf('program', 'weights', 'text', 'structure', 'padding', 'compressed', 'unclaimed');
const MANY = 100_000;

const fileText = object({ data: text(65_536), cut: natural }, ['cut']);
const names = list(ref('fileText'), 4096);

const evidence: JsonSchema = {
  anyOf: [
    object({
      kind: constant('program'),
      program: natural,
      step: natural,
      from: natural,
      to: natural,
      lines: list(object({ text: prose, hit: flag }), 256),
      opcodes: list(ref('opcode'), 256),
      bytes: ref('hexBlock'),
    }),
    object({ kind: constant('bytes'), bytes: ref('hexBlock') }),
    object({
      kind: constant('compare'),
      rows: list(object({ label: words, left: prose, right: prose }), 256),
      leftLabel: words,
      rightLabel: words,
      bytes: nullable(ref('hexBlock')),
    }),
  ],
};

const definitions: Readonly<Record<string, JsonSchema>> = {
  prose: list(
    {
      anyOf: [words, ref('fileText'), object({ code: words })],
    },
    4096,
  ),
  range: object(range),
  place: object({ path: list(text(65_536), 64), ...range, file: nullable(list(ref('range'), 4096)) }),
  certainty: object({ word: oneOf('Certain', 'Likely', 'Possible'), reason: prose }),
  hexBlock: object({
    offset: natural,
    hex: { type: 'string', maxLength: 8192, pattern: '^([0-9a-f]{2})*$' },
    marks: list(ref('range'), 256),
    hit: ref('range'),
  }),
  opcode: object({ step: natural, offset: natural, name: words, argument: prose, note: words, hit: flag }),
  finding: object({
    id: text(MANY),
    rule: words,
    severity: oneOf(...SEVERITIES),
    title: prose,
    where: prose,
    snippet: prose,
    place: ref('place'),
    what: prose,
    certainty: ref('certainty'),
    todo: list(prose, 64),
    evidence,
    references: list(words, 64),
    count: natural,
  }),
  loader: object({
    id: words,
    call: words,
    detail: words,
    outcome: oneOf('runs', 'refuses', 'fails', 'loads', 'unknown'),
    reason: prose,
    at: nullable(ref('place')),
    ranBefore: flag,
  }),
  artifact: object({
    id: natural,
    name: text(65_536),
    kind,
    format: nullable(words),
    size: natural,
    place: ref('place'),
    worst: nullable(oneOf(...SEVERITIES)),
    children: list(ref('artifact'), MANY),
    omitted: natural,
  }),
  segment: object({ ...range, kind, label: text(65_536), artifact: natural, parts: natural }),
  program: object(
    {
      id: natural,
      name: text(65_536),
      place: ref('place'),
      steps: natural,
      calls: natural,
      imports: natural,
      maxDepth: natural,
      memo: natural,
      protocol: natural,
      ending: {
        anyOf: [
          object({ kind: constant('stop') }),
          object({ kind: constant('failed'), offset: natural, reason: prose }),
        ],
      },
      names: list(text(65_536), 1000),
      callees: list(object({ name: text(65_536), count: natural }), 1000),
      sha256: hash,
    },
    ['callees', 'sha256'],
  ),
  fileText: fileText,
  metadata: object({
    entries: list(object({ key: ref('fileText'), type: words, value: prose, place: ref('place') }), MANY),
    omitted: natural,
  }),
  template: object({
    name: ref('fileText'),
    holder: oneOf('gguf', 'json', 'file'),
    place: ref('place'),
    source: { ...fileText, properties: { ...fileText.properties, data: text(4 << 20) } },
    reads: names,
    calls: names,
    filters: names,
    loads: flag,
    beyond: list(object({ kind: words, shown: ref('fileText'), place: ref('place') }), 4096),
    steady: flag,
    stop: nullable(object({ place: ref('place'), what: prose })),
    preview: object({
      conversation: list(object({ role: words, content: text(65_536) }), 256),
      output: { ...fileText, properties: { ...fileText.properties, data: text(4 << 20) } },
      stop: nullable(object({ kind: oneOf('limit', 'raised', 'refused', 'unknown', 'mistake'), what: prose })),
    }),
  }),
  problem: object({
    kind: oneOf('limit', 'malformed', 'unsupported', 'reader-failed', 'unreadable', 'unclaimed'),
    place: ref('place'),
    what: prose,
  }),
  card: object({ id: words, title: words, means: prose, happens: prose, how: prose, falseAlarm: prose }),
  /** Products of a file's own numbers can leave the integers. */
  amount: {
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'null', 'x-infinity': true },
    ],
  },
  report: object(
    {
      schema: constant(SCHEMA),
      engine: object({ name: constant('vitrine'), version: words }),
      rules: object({ version: words, hash: words, count: natural }),
      file: object({
        path: text(65_536),
        size: natural,
        sha256: nullable(hash),
        format: nullable(words),
        formatName: words,
      }),
      status: oneOf('complete', 'partial', 'failed'),
      verdict: oneOf('runs-code', 'can-run-code', 'review', 'nothing-runs', 'not-known'),
      summary: object({
        headline: prose,
        call: nullable(prose),
        certainty: nullable(ref('certainty')),
        detail: prose,
      }),
      findings: list(ref('finding'), 10_000),
      loaders: list(ref('loader'), 256),
      tree: ref('artifact'),
      coverage: object({ size: natural, accounted: natural, read: natural, segments: list(ref('segment'), MANY) }),
      programs: list(ref('program'), 10_000),
      tensors: nullable(
        object(
          {
            count: natural,
            parameters: ref('amount'),
            bytes: ref('amount'),
            dtypes: list(object({ dtype: text(), count: natural, bytes: ref('amount') }), 4096),
            listed: list(
              object({ name: text(65_536), dtype: text(), shape: list(natural, 64), sha256: hash }, ['sha256']),
              2000,
            ),
          },
          ['listed'],
        ),
      ),
      metadata: ref('metadata'),
      templates: list(ref('template'), 1000),
      problems: list(ref('problem'), MANY),
      files: list(ref('report'), 10_000),
      cards: list(ref('card'), 1000),
      leftOut: object({ findings: natural, evidence: natural, contents: natural, files: natural, names: flag }, [
        'files',
      ]),
    },
    ['metadata', 'templates', 'files', 'cards', 'leftOut'],
  ),
};

export const REPORT_SCHEMA: JsonDocument = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: `Vitrine report, schema ${SCHEMA.toString()}`,
  description: 'What loading a machine-learning model file would do. Text in {"data": …} came from the file.',
  definitions,
  $ref: '#/definitions/report',
};

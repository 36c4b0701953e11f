import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import { membersOf } from '../../lang/json/members.ts';
import { parseJson } from '../../lang/json/parse.ts';
import { afterSpace } from '../../lang/json/scan.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import type { CoremlCode } from '../coreml/codes.ts';
import { manifestOddities } from '../coreml/manifest.ts';
import { isKeras } from '../keras/config.ts';
import { stateKeras } from '../keras/state.ts';
import { type OciCode, ociOddities } from '../oci/manifest.ts';
import { Oddities } from '../oddities.ts';
import { statePir } from '../paddle/pir.ts';
import { stateSkops } from '../skops/schema.ts';
import type { TextCode } from '../text/oddities.ts';
import { stateTfjs } from '../tfjs/model.ts';
import { readText } from '../../analyse/text.ts';
import { notebookOddities } from './notebook.ts';
import { openEncoded } from './encoded.ts';
import { components, type FoundSetting, moduleTypes, outsideFiles, settingsIn } from './settings.ts';
import { stateTemplates } from './json-templates.ts';
import { type TokenizerCode, tokenizerOddities } from './tokenizer.ts';

export type JsonCode = 'duplicate-key' | 'duplicate-entry' | 'not-finite' | 'byte-order-mark' | 'template-path';

/** Objects of more keys are tables (words and their numbers), not settings. */
const TABLE = 1000;
/** Files in which they are settings all the same, however much else stands beside them. */
const SETTINGS = /config|settings|tokenizer|index|manifest|metadata|schema|adapter|special_tokens/i;

/** JSON beside models: its settings, templates and shard index. JSON Lines are read line by line, any other text as text. */
export const readJson: Reader = async (scope, probe, inspect) => {
  const { source } = scope;
  if (source.size > LIMITS.jsonBytes) {
    scope.problem('limit', 0, source.size, prose`Not parsed: JSON of more than ${LIMITS.jsonBytes} bytes.`);
    return readText(scope, probe, inspect);
  }
  const bytes = await source.read(0, source.size, 'direct');
  const json = parseJson(bytes);
  const isWhole = json.stop === null && json.isSpaceAfter();
  stateDocument(scope, json);
  await stateKeras(scope, json, inspect);
  // Those of Keras are opened as what its layers make of them.
  if (!isKeras(json)) await openEncoded(scope, json, inspect);
  stateSkops(scope, json);
  statePir(scope, json);
  stateTfjs(scope, json);
  if (isWhole) return readText(scope, probe, inspect);
  if (isLines(bytes, json)) readLines(scope, bytes, json.end);
  else stateMistake(scope, json);
  return readText(scope, probe, inspect);
};

/** JSON Lines: another value follows the first one on a line of its own. */
function isLines(bytes: Uint8Array, json: JsonDocument): boolean {
  return json.stop === null && bytes[json.end] === 0x0a;
}

/** The values after the first one, which ends at `from`. A line that is no JSON is text, and the next one may be JSON again. */
function readLines(scope: Scope, bytes: Uint8Array, from: number): void {
  let next = lineAfter(bytes, from);
  for (let line = 0; next < bytes.length; line++) {
    if (line === LIMITS.jsonLines) {
      const what = prose`Not parsed: lines of JSON after the first ${LIMITS.jsonLines}.`;
      scope.problem('limit', next, bytes.length - next, what);
      return;
    }
    const json = parseJson(bytes, next);
    stateDocument(scope, json);
    next = lineAfter(bytes, json.end);
  }
}

/** Where the first line after an offset begins that is not empty. */
function lineAfter(bytes: Uint8Array, offset: number): number {
  const end = bytes.indexOf(0x0a, offset);
  return end < 0 ? bytes.length : afterSpace(bytes, end);
}

/** Only what is called JSON has to be JSON. */
function stateMistake(scope: Scope, { stop, end }: JsonDocument): void {
  const at = stop?.offset ?? end;
  if (!/\.json$/i.test(scope.source.name) && stop?.code !== 'limit') return;
  const what = prose`This is no JSON beyond byte ${at}: ${stop?.what ?? 'something follows its value'}. What comes after it was not read.`;
  scope.problem(stop?.code === 'limit' ? 'limit' : 'malformed', at, Math.max(1, scope.source.size - at), what);
}

function stateDocument(scope: Scope, json: JsonDocument): void {
  stateOddities(scope, json);
  const tokenizer = new Oddities<TokenizerCode>(scope, 'tokenizer');
  for (const oddity of tokenizerOddities(json)) tokenizer.state(oddity);
  tokenizer.close();
  const coreml = new Oddities<CoremlCode>(scope, 'coreml');
  for (const oddity of manifestOddities(json)) coreml.state(oddity);
  coreml.close();
  const notebook = new Oddities<TextCode>(scope, 'text');
  for (const oddity of notebookOddities(json)) notebook.state(oddity);
  notebook.close();
  const oci = new Oddities<OciCode>(scope, 'oci');
  for (const oddity of ociOddities(json)) oci.state(oddity);
  oci.close();
  const outside = outsideFiles(json);
  const more = outside.length - LIMITS.factsPerCode;
  if (more > 0) scope.problem('limit', 0, 1, prose`${more} more files that lie elsewhere are not listed.`);
  for (const found of [
    ...moduleTypes(json),
    ...outside.slice(0, LIMITS.factsPerCode),
    ...(isPipeline(json, scope.source.name) ? components(json) : []),
  ])
    stateSetting(scope, json, found, found.code);
  for (const member of membersOf(json)) {
    for (const found of settingsIn(json, member)) stateSetting(scope, json, found, member.path());
    stateTemplates(scope, json, member);
    if (member.key === 'weight_map' && member.depth === 0) stateIndex(scope, json, member.value);
  }
}

/** A pipeline rather than one model: the settings of a UNet have lists of two texts of their own (`down_block_types`). */
function isPipeline(json: JsonDocument, name: string): boolean {
  const title = json.get(json.root, '_class_name');
  if (title === null || json.get(json.root, '_diffusers_version') === null) return false;
  return name === 'model_index.json' || json.text(title)?.includes('Pipeline') !== false;
}

function stateSetting(
  scope: Scope,
  json: JsonDocument,
  { code, value, node, repo, module }: FoundSetting,
  key: string,
): void {
  const { offset, length } = json.range(node);
  scope.state({ kind: 'setting', at: placeIn(scope.source, offset, length), code, key, value, repo, module });
}

function stateIndex(scope: Scope, json: JsonDocument, value: number): void {
  const entries = [];
  for (const [tensor, node] of json.entries(value)) {
    const shard = json.text(node);
    const { offset, length } = json.range(node);
    if (shard !== null && entries.length < LIMITS.tensors)
      entries.push({ tensor, shard, at: placeIn(scope.source, offset, length) });
  }
  const { offset, length } = json.range(value);
  const total = json.get(json.get(json.root, 'metadata'), 'total_size');
  const totalSize = total === null ? null : Number(json.written(total, 32));
  const at = placeIn(scope.source, offset, length);
  scope.state({ kind: 'shard-index', at, totalSize: Number.isFinite(totalSize) ? totalSize : null, entries });
}

function stateOddities(scope: Scope, json: JsonDocument): void {
  const odd = new Oddities<JsonCode>(scope, 'json');
  if (json.hasBom)
    odd.state({
      code: 'byte-order-mark',
      offset: 0,
      length: 3,
      what: prose`A byte order mark stands before the value.`,
    });
  if (json.nonFinite !== null)
    odd.state({
      code: 'not-finite',
      offset: json.nonFinite,
      length: 3,
      what: prose`NaN or infinity is written where JSON has no such number.`,
    });
  for (const { key, first, again, among } of json.duplicates(LIMITS.factsPerCode)) {
    const [one, two] = [first, again].map((node) => json.written(json.valueAfter(node), 200));
    odd.state({
      code: among.size > TABLE && !SETTINGS.test(scope.source.name) ? 'duplicate-entry' : 'duplicate-key',
      ...json.range(again),
      subject: key,
      what: prose`“${data(key, 120)}” stands in one object more than once.`,
      readings: [
        { reader: 'takes the first', sees: [data(one ?? '')] },
        { reader: 'Python’s json, which takes the last', sees: [data(two ?? '')] },
      ],
    });
  }
  odd.close();
}

import { PassedTexts } from '../../analyse/carve-texts.ts';
import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { explainRest } from '../../analyse/unclaimed.ts';
import { walk as walkTables } from '../../lang/flatbuffers/walk.ts';
import { walk } from '../../lang/protobuf/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { u64 } from '../../source/little-endian.ts';
import type { FlatbufferCode } from '../flatbuffer/codes.ts';
import { claimLayout } from '../flatbuffer/layout.ts';
import { View } from '../flatbuffer/view.ts';
import { stateTemplate } from '../huggingface/template.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { stateEnd } from '../walk-end.ts';
import { headerSchema, messageSchema, PACKED_TOKENIZER, PAIR, SECTION, TEMPLATE, TYPES, WEIGHTS } from './schema.ts';

/** Where the table of sections stands, behind the name, three numbers of a version, and where the table ends. */
const HEADER = 32;
const UTF8 = new TextDecoder();

/** LiteRT-LM: a table of sections, each of which is a file of its own: models, tokenizers, what is said about them. */
export const readLiteRtLm: Reader = async (scope, _probe, inspect) => {
  const { source } = scope;
  const odd = new Oddities<FlatbufferCode>(scope, 'flatbuffer');
  const end = u64(await source.read(0, HEADER), 24);
  scope.claim({ offset: 0, length: HEADER }, 'structure', 'head');
  const walked = await walkTables(source, headerSchema(), 'LiteRTLMMetaData', 4, HEADER);
  const view = new View(source, walked);
  const sections = [];
  for (const table of [...walked.tables.values()].sort((a, b) => a.at - b.at)) {
    if (table.name === 'SectionObject') sections.push(table);
    const [value] = table.name === 'KeyValuePair' ? view.tables(table, PAIR.value) : [];
    if (value?.name !== 'StringValue') continue;
    const [key, text] = [await view.text(table, PAIR.key), await view.text(value, 0)];
    const at = placeIn(source, table.at, table.length);
    scope.state({ kind: 'metadata', at, key, type: 'string', value: prose`${data(text, 200)}` });
  }
  await claimLayout(scope, odd, walked, []);
  const found = sections.map(({ at, length, numbers }) => {
    const offset = numbers.get(SECTION.begin) ?? 0;
    const to = numbers.get(SECTION.end) ?? 0;
    const what = prose`A section is said to be from byte ${offset} to byte ${to} of ${source.size}.`;
    const isWrong = to < offset || offset < end || to > source.size;
    if (isWrong) odd.state({ code: 'bounds', offset: at, length, what });
    return { offset, length: isWrong ? 0 : to - offset, type: numbers.get(SECTION.type) ?? 0 };
  });
  let last = end;
  for (const section of found.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset)) {
    const { offset, length } = section;
    if (offset < last) odd.state({ code: 'overlap', offset, length, what: prose`Two sections share bytes here.` });
    else await readSection(scope, section, inspect);
    last = Math.max(last, offset + length);
  }
  odd.close();
};

interface Section {
  readonly offset: number;
  readonly length: number;
  readonly type: number;
}

async function readSection(scope: Scope, { offset, length, type }: Section, inspect: Inspect): Promise<void> {
  if (type === WEIGHTS) {
    scope.claim({ offset, length }, 'weights', 'weights');
    return;
  }
  const [name, message] = TYPES[type] ?? [`section ${type.toString()}`];
  if (!scope.canNest) {
    scope.problem('limit', offset, length, prose`Not opened: containers are nested more than ${LIMITS.depth} deep.`);
    return;
  }
  // Its size when it is unpacked stands before a packed tokenizer.
  const skip = type === PACKED_TOKENIZER ? 8 : 0;
  if (skip > 0) scope.claim({ offset, length: Math.min(skip, length) }, 'structure', 'size');
  if (length <= skip) return;
  const child = scope.child(scope.source.slice(offset + skip, length - skip, name), offset + skip, 'structure');
  if (message === undefined) await inspect(child);
  else await readMessage(child, message, inspect);
}

/** What is said about the model, its chat template among it. */
async function readMessage(scope: Scope, root: string, inspect: Inspect): Promise<void> {
  scope.describe(root, 'structure');
  const strange: Piece[] = [];
  const passed = new PassedTexts();
  const templates: { offset: number; length: number }[] = [];
  const walked = await walk(
    scope.source,
    messageSchema(),
    root,
    ({ bytes }) => templates.push(...[bytes.get(TEMPLATE) ?? []].flat()),
    (offset, length) => strange.push({ offset, length, label: null }),
    (offset, length) => passed.add(offset, length),
  );
  for (const { offset, length } of templates) {
    const text = UTF8.decode(await scope.source.read(offset, Math.min(length, LIMITS.templateBytes * 6)));
    stateTemplate(scope, { name: 'default', holder: 'file', text, offset, length });
  }
  await passed.carve(scope, ['litert-lm'], inspect);
  claimWalked(scope, strange, walked.at, 'settings');
  stateEnd(scope, walked);
  await explainRest(scope, [], inspect);
  scope.close();
}

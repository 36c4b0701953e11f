import { PassedTexts } from '../../analyse/carve-texts.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { wordsIn } from '../../lang/jinja/trigger.ts';
import { type Text, type Visited, walk } from '../../lang/protobuf/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { hidesText } from '../huggingface/tokenizer.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { stateEnd } from '../walk-end.ts';
import { readCharsmap } from './charsmap.ts';
import type { SentencepieceCode } from './codes.ts';
import { modelSchema, NORMALIZER, PIECE, SPECIAL, TRAINER, TYPES } from './schema.ts';

interface Walk {
  readonly scope: Scope;
  readonly odd: Oddities<SentencepieceCode>;
  readonly tables: Range[];
  pieces: number;
  hasTrainer: boolean;
  hasNormalizer: boolean;
}

/** SentencePiece: every piece, how texts are cleaned before they are cut and put together again. */
export const readSentencepiece: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<SentencepieceCode>(scope, 'sentencepiece');
  const model: Walk = { scope, odd, tables: [], pieces: 0, hasTrainer: false, hasNormalizer: false };
  const strange: Piece[] = [];
  const passed = new PassedTexts();
  const walked = await walk(
    scope.source,
    modelSchema(),
    'Model',
    (visited) => visit(model, visited),
    (offset, length) => strange.push({ offset, length, label: null }),
    (offset, length) => passed.add(offset, length),
  );
  metadata(scope, { at: 0, length: walked.at }, 'pieces', 'count', model.pieces.toString());
  for (const table of model.tables) await stateTable(scope, odd, table);
  odd.close();
  for (const { offset, length } of model.tables) passed.add(offset, length);
  await passed.carve(scope, ['sentencepiece'], inspect);
  claimWalked(scope, strange, walked.at, 'tokenizer');
  stateEnd(scope, walked);
  // Both are in every model: without them the file was cut between two pieces.
  if (walked.end === 'done' && !(model.hasTrainer && model.hasNormalizer))
    scope.problem('malformed', walked.at, 0, prose`The model ends before it says how it was made.`);
};

function visit(model: Walk, { message, at, length, texts, bytes, lists, numbers }: Visited): void {
  const { scope } = model;
  if (message === 'Piece') {
    model.pieces += 1;
    const text = texts.get(PIECE.text);
    if (text === undefined) return;
    if (SPECIAL.has(numbers.get(PIECE.type)?.at(-1) ?? 1) && hidesText(text.text))
      model.odd.state({
        code: 'hidden',
        offset: at,
        length,
        subject: text.text,
        what: prose`The piece ${data(text.text, 120)} holds characters that do not show.`,
      });
  } else if (message === 'Trainer') {
    model.hasTrainer = true;
    const type = numbers.get(TRAINER.type)?.at(-1) ?? 1;
    metadata(scope, { at, length }, 'model_type', 'enum', TYPES[type] ?? type.toString());
    for (const input of lists.get(TRAINER.input) ?? []) metadata(scope, input, 'input', 'string', input.text);
    const prefix = texts.get(TRAINER.prefix);
    if (prefix !== undefined) metadata(scope, prefix, 'model_prefix', 'string', prefix.text);
    stateWords(model.odd, texts.get(TRAINER.surface), 'What is unknown');
  } else if (message === 'Normalizer') {
    model.hasNormalizer = true;
    const name = texts.get(NORMALIZER.name);
    if (name !== undefined && name.length > 0) metadata(scope, name, 'normalizer', 'string', name.text);
    const table = bytes.get(NORMALIZER.table);
    if (table !== undefined && table.length > 0) model.tables.push(table);
  }
}

function metadata(
  scope: Scope,
  { at, length }: Pick<Text, 'at' | 'length'>,
  key: string,
  type: string,
  value: string,
): void {
  scope.state({
    kind: 'metadata',
    at: placeIn(scope.source, at, length),
    key,
    type,
    value: prose`${data(value, 200)}`,
  });
}

function stateWords(odd: Oddities<SentencepieceCode>, text: Text | undefined, what: string): void {
  const words = text === undefined ? null : wordsIn(text.text);
  if (text === undefined || words === null) return;
  odd.state({
    code: 'words',
    offset: text.at,
    length: text.length,
    what: prose`${what} is replaced by a sentence: ${data(words, 200)}.`,
  });
}

async function stateTable(scope: Scope, odd: Oddities<SentencepieceCode>, { offset, length }: Range): Promise<void> {
  if (length > LIMITS.jsonBytes || !scope.run.budgets.afford('opened', length)) {
    scope.problem('limit', offset, length, prose`A table of replacements of ${length} bytes was not read.`);
    return;
  }
  const { fault, texts } = readCharsmap(await scope.source.read(offset, length, 'direct'));
  if (fault !== null)
    odd.state({
      code: 'bounds',
      offset: offset + fault.offset,
      length: 4,
      what: prose`The table of replacements leads to ${fault.what}, outside itself.`,
    });
  for (const text of texts) stateWords(odd, { ...text, at: offset + text.offset, isWhole: true }, 'A text');
}

import type { JsonDocument } from '../../lang/json/document.ts';
import { wordsIn } from '../../lang/jinja/trigger.ts';
import { data, prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';

/** What a tokenizer.json can do besides cutting text into tokens; rules/huggingface/tokenizer.ts says how it is to be taken. */
export type TokenizerCode =
  'id-twice' | 'id-taken' | 'token-hidden' | 'replace-text' | 'replace-word' | 'pattern-long' | 'pattern-nested';

/** Characters that turn or hide text, as tokens people are not meant to see. */
const HIDDEN = /[\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/u;

export function hidesText(text: string): boolean {
  return HIDDEN.test(text);
}

/** Decoders put spaces and signs in, no words. */
const WORD = /^[^<[{]*[\p{L}\p{N}]{3}/u;
const LONG = 20_000;
/** A repeated group that ends in a repetition: matching may take time without end. */
const NESTED = /\((?:[^()\\]|\\.){0,200}[+*]\)[+*]/;

/** The oddities of a tokenizer (huggingface/tokenizers); none for JSON that is something else. */
export function tokenizerOddities(json: JsonDocument): Oddity<TokenizerCode>[] {
  const { root } = json;
  const model = json.get(root, 'model');
  const added = json.get(root, 'added_tokens');
  if (model === null || added === null || json.get(model, 'vocab') === null) return [];
  return [...addedTokens(json, added, vocabularyOf(json, json.get(model, 'vocab'))), ...steps(json)];
}

/** Token by id; a unigram model lists them in order. */
function vocabularyOf(json: JsonDocument, vocab: number | null): Map<number, string> {
  const tokens = new Map<number, string>();
  if (vocab === null) return tokens;
  for (const [token, node] of json.entries(vocab)) tokens.set(numberAt(json, node) ?? -1, token);
  let id = 0;
  for (const item of json.items(vocab)) {
    const [token] = json.items(item);
    const text = token === undefined ? null : json.text(token);
    if (text !== null) tokens.set(id, text);
    id += 1;
  }
  return tokens;
}

function addedTokens(
  json: JsonDocument,
  added: number,
  vocabulary: ReadonlyMap<number, string>,
): Oddity<TokenizerCode>[] {
  const found: Oddity<TokenizerCode>[] = [];
  const seen = new Map<number, string>();
  for (const item of json.items(added)) {
    const content = json.text(json.get(item, 'content'));
    const id = numberAt(json, json.get(item, 'id'));
    if (content === null || id === null) continue;
    const place = { ...json.range(item), subject: content };
    const before = seen.get(id);
    const inModel = vocabulary.get(id);
    if (before !== undefined && before !== content)
      found.push({
        code: 'id-twice',
        ...place,
        what: prose`${data(before, 80)} and ${data(content, 80)} are both token ${id}.`,
      });
    else if (inModel !== undefined && inModel !== content)
      found.push({
        code: 'id-taken',
        ...place,
        what: prose`${data(content, 80)} is added as token ${id}, which is ${data(inModel, 80)} to the model.`,
      });
    if (hidesText(content))
      found.push({ code: 'token-hidden', ...place, what: prose`A token holds characters that do not show.` });
    seen.set(id, content);
  }
  return found;
}

/** Patterns and replacements of all steps: normalizer, pre-tokenizer, post-processor, decoder. */
function steps(json: JsonDocument): Oddity<TokenizerCode>[] {
  const found: Oddity<TokenizerCode>[] = [];
  for (const step of ['normalizer', 'pre_tokenizer', 'post_processor', 'decoder']) {
    const root = json.get(json.root, step);
    if (root === null) continue;
    for (let node = root; node < json.after(root) && found.length < 1000; node += 1) {
      const pattern = json.get(node, 'pattern');
      if (pattern === null) continue;
      const regex = json.text(json.get(pattern, 'Regex')) ?? '';
      const at = { ...json.range(pattern), subject: step };
      if (regex.length > LONG)
        found.push({ code: 'pattern-long', ...at, what: prose`A pattern has ${regex.length} characters.` });
      if (NESTED.test(regex))
        found.push({
          code: 'pattern-nested',
          ...at,
          what: prose`A pattern repeats a repetition: ${data(regex, 160)}.`,
        });
      const content = json.text(json.get(node, 'content'));
      const words = content === null ? null : wordsIn(content);
      if (words !== null)
        found.push({ code: 'replace-text', ...at, what: prose`Text is replaced by a sentence: ${data(words, 200)}.` });
      else if (step === 'decoder' && content !== null && WORD.test(content)) {
        const what = prose`What the model answers is replaced by ${data(content, 80)}.`;
        found.push({ code: 'replace-word', ...at, what });
      }
    }
  }
  return found;
}

function numberAt(json: JsonDocument, node: number | null): number | null {
  if (node === null) return null;
  const value = Number(json.written(node, 24));
  return Number.isSafeInteger(value) ? value : null;
}

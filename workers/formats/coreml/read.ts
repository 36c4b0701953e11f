import { PassedTexts } from '../../analyse/carve-texts.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Text, type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { isOutside } from '../tensorflow/outside.ts';
import { stateEnd } from '../walk-end.ts';
import type { CoremlCode } from './codes.ts';
import { ABOUT, BLOB, modelSchema } from './schema.ts';
import { Tensors } from './tensors.ts';

/** What stands for the package's folder in paths. */
const PACKAGE = '@model_path/';
const ADDRESS = /\bhttps?:\/\/[^\s"'<>]+/i;
/** Values that models give about themselves that are listed, and classes that are told once. */
const MOST_VALUES = 256;

interface Walk {
  readonly scope: Scope;
  readonly odd: Oddities<CoremlCode>;
  readonly tensors: Tensors;
  readonly passed: PassedTexts;
  /** Classes of layers that were told. */
  readonly layers: Set<string>;
  values: number;
}

/** Core ML: every message of every model in it, its numbers, and what it asks for besides. */
export const readCoreml: Reader = async (scope, _probe, inspect) => {
  const odd = new Oddities<CoremlCode>(scope, 'coreml');
  const model: Walk = {
    scope,
    odd,
    tensors: new Tensors(scope),
    passed: new PassedTexts(),
    layers: new Set(),
    values: 0,
  };
  const strange: Piece[] = [];
  const walked = await walk(
    scope.source,
    modelSchema(),
    'Model',
    (visited) => visit(model, visited),
    (offset, length) => strange.push({ offset, length, label: null }),
    (offset, length) => model.passed.add(offset, length),
  );
  model.tensors.close();
  if (model.values > MOST_VALUES)
    scope.problem('limit', 0, 0, prose`${model.values - MOST_VALUES} more values about the model are not listed.`);
  odd.close();
  await model.passed.carve(scope, ['coreml'], inspect);
  claimWalked(scope, [...model.tensors.weights, ...strange], walked.at, 'model');
  stateEnd(scope, walked);
};

function visit(model: Walk, visited: Visited): void {
  const { message, texts, bytes } = visited;
  model.tensors.visit(visited);
  switch (message) {
    case 'Metadata':
      for (const [field, key] of ABOUT) about(model, key, texts.get(field));
      break;
    case 'Metadata.UserDefinedEntry':
      about(model, texts.get(1)?.text ?? '', texts.get(2));
      break;
    case 'CustomModel':
    case 'CustomLayerParams':
      custom(model, visited);
      break;
    case 'StringParameter':
      linked(model.odd, visited);
      break;
    case 'Value.BlobFileValue':
      blob(model.odd, visited);
      break;
    // Models of Apple's own programs, and what custom ones are given.
    case 'SerializedModel':
    case 'TextClassifier':
    case 'Gazetteer':
    case 'WordTagger':
    case 'WordEmbedding':
    case 'CustomModel.CustomModelParamValue':
      for (const { offset, length } of bytes.values()) if (length > 0) model.passed.add(offset, length);
  }
}

function about({ scope, odd, ...model }: Walk, key: string, said: Text | undefined): void {
  if (said === undefined || said.length === 0) return;
  const address = ADDRESS.exec(said.text)?.[0];
  if (address !== undefined)
    odd.state({
      code: 'address',
      offset: said.at,
      length: said.length,
      subject: key,
      what: prose`Under ${data(key, 80)} stands ${data(address, 200)}.`,
    });
  model.values += 1;
  if (model.values > MOST_VALUES) return;
  const at = placeIn(scope.source, said.at, said.length);
  scope.state({ kind: 'metadata', at, key, type: 'string', value: prose`${data(said.text, 200)}` });
}

function custom({ odd, layers }: Walk, { message, at, length, texts }: Visited): void {
  const name = texts.get(10)?.text ?? '';
  const isLayer = message === 'CustomLayerParams';
  if (isLayer && layers.has(name)) return;
  if (isLayer && layers.size < MOST_VALUES) layers.add(name);
  odd.state({
    code: isLayer ? 'layer' : 'class',
    offset: at,
    length,
    subject: name,
    what: prose`The model has the class ${data(name, 120)}.`,
  });
}

/** The file of a linked model, or where it is looked for. */
function linked(odd: Oddities<CoremlCode>, { at, length, texts }: Visited): void {
  const path = texts.get(1);
  if (path === undefined || path.length === 0) return;
  odd.state({
    code: isOutside(path.text) || !path.isWhole ? 'outside' : 'linked',
    offset: at,
    length,
    subject: path.text,
    what: prose`The model is linked to ${data(path.text, 200)}.`,
  });
}

function blob(odd: Oddities<CoremlCode>, { at, length, texts }: Visited): void {
  const { text, isWhole } = texts.get(BLOB.file) ?? { text: '', isWhole: true };
  const path = text.startsWith(PACKAGE) ? text.slice(PACKAGE.length) : text;
  if (!isWhole || isOutside(path))
    odd.state({
      code: 'outside',
      offset: at,
      length,
      subject: text,
      what: prose`Numbers of the model are in ${data(text, 200)}.`,
    });
}

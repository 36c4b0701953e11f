import type { JsonDocument } from '../../lang/json/document.ts';
import { readMarshal } from '../../lang/marshal/marshal.ts';
import type { CodeSummary } from '../../lang/marshal/summary.ts';
import { decodeBase64, encodeLatin1 } from '../pickle/semantics/text.ts';
import type { KerasWhat } from './fact.ts';

/** What one object of a configuration makes Keras do. `node` is the value that says so. */
export interface FoundKeras {
  readonly what: KerasWhat;
  readonly node: number;
  readonly layer: string;
  readonly module: string | null;
  readonly name: string;
  readonly code: CodeSummary | null;
  /** For `torch`: the saved module. */
  readonly bytes?: Uint8Array;
}

/** Where a model's configuration stands: alone, in a file of TensorFlow.js, in a checkpoint of Orbax. */
const HOLDERS = [[], ['model_config'], ['modelTopology'], ['modelTopology', 'model_config']] as const;

/** Whether a JSON text describes a model of Keras: an object with a class and its configuration. */
export function isKeras(json: JsonDocument): boolean {
  return HOLDERS.some((path) => {
    let node = json.root;
    for (const key of path) node = json.get(node, key);
    return textAt(json, node, 'class_name') !== null && json.get(node, 'config') !== null;
  });
}

/**
 * Every object with a class, wherever it stands: layers, their functions, regularizers, losses (keras/src/saving/serialization_lib.py,
 * and legacy/saving/serialization.py for what Keras 2 wrote).
 */
export function* kerasIn(json: JsonDocument): Generator<FoundKeras> {
  for (let node = 0; node < json.size; node += 1) {
    if (json.kind(node) !== 'object') continue;
    const layer = textAt(json, node, 'class_name');
    if (layer !== null) yield* objectOf(json, node, layer);
  }
}

function* objectOf(json: JsonDocument, node: number, layer: string): Generator<FoundKeras> {
  const config = json.get(node, 'config');
  const found = (
    what: KerasWhat,
    at: number,
    name: string,
    more?: { module?: string; code?: CodeSummary | null; bytes?: Uint8Array },
  ): FoundKeras => ({
    what,
    node: at,
    layer,
    name,
    module: more?.module ?? null,
    code: more?.code ?? null,
    ...(more?.bytes === undefined ? {} : { bytes: more.bytes }),
  });
  const bytecode = (at: number): FoundKeras => found('bytecode', at, layer, { code: codeOf(json.text(at) ?? '') });
  if (layer === '__lambda__') {
    const code = json.get(config, 'code');
    yield bytecode(code ?? node);
    return;
  }
  for (const key of LAMBDAS) {
    const value = json.get(config, key);
    if (value === null) continue;
    // A tuple, as Keras 2 writes it beside a SavedModel.
    const [first] = json.items(json.get(value, 'items') ?? value);
    const type = textAt(json, config, `${key}_type`);
    if (type === 'lambda') yield bytecode(first ?? value);
    else if (layer === 'Lambda' && key === 'function' && type === null && isOddFunction(json, value)) {
      const at = first ?? value;
      yield codeOf(json.text(at) ?? '') === null ? found('unclear', at, layer) : bytecode(at);
    }
  }
  yield* namedBy(json, node, layer, found);
  const path = (key: string): number | null => {
    const value = json.get(config, key);
    return value !== null && json.kind(value) === 'string' ? value : null;
  };
  if (layer === 'TorchModuleWrapper') {
    const value = json.get(config, 'module');
    const bytes = value === null ? null : torchBytes(json, value);
    yield found('torch', value ?? node, layer, bytes === null ? {} : { bytes });
  }
  const model = layer === 'TFSMLayer' ? path('filepath') : null;
  if (model !== null) yield found('model', model, json.text(model) ?? '');
  const vocabulary = path('vocabulary');
  if (vocabulary !== null) yield found('file', vocabulary, json.text(vocabulary) ?? '');
  const label = path('name');
  if (label !== null && /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:/.test(json.text(label) ?? ''))
    yield found('label', label, json.text(label) ?? '');
}

/** Neither the name of a function nor an object that describes one. */
function isOddFunction(json: JsonDocument, value: number): boolean {
  const kind = json.kind(value);
  return kind === 'array' || (kind === 'string' && !/^[\w.>$]*$/.test(json.text(value) ?? ''));
}

/** Members of a Lambda layer that hold a function. */
const LAMBDAS = ['function', 'output_shape', 'mask'] as const;

type Found = (what: KerasWhat, at: number, name: string, more?: { module?: string }) => FoundKeras;

/** The class or function that is looked up: functions are called `function` and named by their configuration. */
function* namedBy(json: JsonDocument, node: number, layer: string, found: Found): Generator<FoundKeras> {
  const module = textAt(json, node, 'module');
  const config = json.get(node, 'config');
  const spec = layer === '__typespec__' ? json.get(node, 'spec_name') : null;
  const isFunction = layer === 'function' && config !== null && json.kind(config) === 'string';
  const at = spec ?? (isFunction ? config : json.get(node, 'class_name'));
  const name = json.text(at);
  const registered = textAt(json, node, 'registered_name');
  if (at === null || name === null || (spec === null && /^__\w+__$/.test(layer))) return;
  if (module !== null && !isLayer(module, name)) yield found('name', at, name, { module });
  else if (module === null && (registered ?? name).includes('>')) yield found('custom', at, registered ?? name);
}

/** A class of Keras itself. Its functions are named, for not all of them are harmless to call. */
function isLayer(module: string, name: string): boolean {
  return KERAS.test(module) && /^[A-Z]\w*$/.test(name);
}

const KERAS = /^(?:keras|tf_keras|tensorflow\.keras|tensorflow\.python\.keras|keras_hub|keras_nlp|keras_cv)(?:\.|$)/;

const NOTHING = new Uint8Array(0);

/** base64 as Keras writes it now, or the marshalled bytes as text, as it once did. */
function codeOf(text: string): CodeSummary | null {
  const decoded = decodeBase64(text);
  return readMarshal(decoded ?? NOTHING) ?? readMarshal(encodeLatin1(text) ?? NOTHING);
}

/** base64 of what torch.save wrote, alone or as Keras spells bytes. */
function torchBytes(json: JsonDocument, value: number): Uint8Array | null {
  const text = json.text(value) ?? json.text(json.get(json.get(value, 'config'), 'value')) ?? '';
  const isText = /^[A-Za-z0-9+/=\s]+$/.test(text);
  return isText ? decodeBase64(text) : text === '' ? null : encodeLatin1(text);
}

function textAt(json: JsonDocument, node: number | null, key: string): string | null {
  return json.text(json.get(node, key));
}

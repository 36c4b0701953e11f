import type { Draft } from '../rule.ts';

type Effect = Omit<NonNullable<Draft['effect']>, 'call'>;

const LOADS: Effect = { capability: 'DESERIALIZE', would: 'load another model' };

/** Functions of Keras itself that do more than compute, by their last name: modules move between versions. */
const HELPERS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['get_file', { capability: 'NET', would: 'download a file and unpack it' }],
  [
    'enable_unsafe_deserialization',
    { capability: 'STATE_MUTATE', would: 'turn safe mode off for the rest of the model' },
  ],
  ['set_global_attribute', { capability: 'STATE_MUTATE', would: 'change settings of Keras' }],
  ['load_model', LOADS],
  ['load_weights', LOADS],
  ['model_from_json', LOADS],
  ['model_from_yaml', LOADS],
  ['model_from_config', LOADS],
  ['deserialize_keras_object', LOADS],
  ['deserialize_model_from_bytecode', LOADS],
  ['func_load', { capability: 'REFLECT_CODE', would: 'run Python bytecode that it holds' }],
  ['load_data', { capability: 'NET', would: 'download a file' }],
  ['extract_archive', { capability: 'FS_WRITE', would: 'unpack an archive' }],
  ['save_model', { capability: 'FS_WRITE', would: 'write a file' }],
  ['save_img', { capability: 'FS_WRITE', would: 'write a file' }],
  ['plot_model', { capability: 'FS_WRITE', would: 'write a file' }],
]);

const KERAS = /^(?:keras|tf_keras|tensorflow|keras_hub|keras_nlp|keras_cv)(?:\.|$)/;

/** What calling a function of Keras' own packages would do; null for the others. */
export function helperOf(module: string, name: string): Effect | null {
  return KERAS.test(module) ? (HELPERS.get(name.split('.').at(-1) ?? '') ?? null) : null;
}

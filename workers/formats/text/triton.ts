import type { FoundSetting } from '../huggingface/settings.ts';
import { isOutside } from '../tensorflow/outside.ts';

/** A setting of a text and where its value stands, in UTF-16 units. */
export interface TextSetting extends Omit<FoundSetting, 'node' | 'repo' | 'module'> {
  readonly key: string;
  readonly at: number;
}

export function isTriton(name: string): boolean {
  return /\.pbtxt$/i.test(name);
}

/** Fields that name a file, or make the path of one (triton-inference-server/common, model_config.proto). */
const FIELD =
  /\b(backend|default_model_filename|platform|filename|string_value|libraries|value|key)\s*[:{]\s*(?:"((?:[^"\\\n]|\\.){0,4000})"|'((?:[^'\\\n]|\\.){0,4000})')/g;
/** Of this folder: the server puts its path in. */
const OWN = /^\$\$TRITON_MODEL_DIRECTORY(?=[\\/])/;

/** What the settings of a model in a Triton repository make the server read or run, from elsewhere. */
export function tritonSettings(text: string): TextSetting[] {
  const found: TextSetting[] = [];
  let environment = false;
  for (const match of text.matchAll(FIELD)) {
    const [whole, field = ''] = match;
    const value = match[2] ?? match[3] ?? '';
    const at = match.index + whole.length - value.length - 1;
    if (field === 'key') environment = value === 'EXECUTION_ENV_PATH';
    else if (environment && (field === 'string_value' || field === 'value')) {
      found.push({ code: 'execution-env', key: 'EXECUTION_ENV_PATH', value, at });
      environment = false;
    } else if (NAMING.has(field) && isOutside(value.replace(OWN, '.')))
      found.push({ code: 'outside-file', key: field, value, at });
  }
  return found;
}

const NAMING: ReadonlySet<string> = new Set(['backend', 'default_model_filename', 'platform', 'filename', 'libraries']);

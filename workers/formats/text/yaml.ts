import type { Scope } from '../../analyse/scope.ts';
import { UnitOffsets } from '../../lang/json/string.ts';
import { readYaml, type YamlPair, type YamlTag } from '../../lang/yaml/read.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import type { SettingCode } from '../huggingface/settings.ts';
import { reachesInternals, stateTemplate } from '../huggingface/template.ts';
import { isOutside } from '../tensorflow/outside.ts';

/** Whether a text is YAML by its name, or begins as YAML does: a document, a directive, a key, an item. */
export function isYaml(name: string, head: string): boolean {
  if (/\.ya?ml$|^MLmodel$/i.test(name)) return true;
  if (/\.(?:md|rst|txt|csv|tsv|log|py|sh|bat|ps1|pth|jinja2?|html?|xml)$/i.test(name)) return false;
  const first = head.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? '';
  return /^\s*(?:---|%(?:YAML|TAG)\s|["']?[\w.$/-]+["']?\s*:(?:\s|$)|-\s+\S|!)/.test(first);
}

/** States what programs that read configurations call or make of it, by name. */
export function stateYaml(scope: Scope, bytes: Uint8Array, text: string): void {
  const { pairs, tags, more } = readYaml(text);
  const offsets = new UnitOffsets(bytes, false);
  const files = FILES.find(({ names }) => names.test(scope.source.name))?.keys;
  const found = [
    ...pairs.flatMap((pair) => [...settingOf(pair), ...outsideFile(pair, files)]),
    ...tags.flatMap((tag) => objectOf(tag)),
  ];
  for (const { code, key, value, at, end } of found.sort((a, b) => a.at - b.at).slice(0, LIMITS.factsPerCode)) {
    const offset = offsets.at(at);
    const length = Math.max(1, end - at);
    scope.state({
      kind: 'setting',
      at: placeIn(scope.source, offset, length),
      code,
      key,
      value,
      repo: null,
      module: null,
    });
  }
  for (const pair of pairs) stateTemplateOf(scope, text, offsets, pair);
  const left = more + Math.max(0, found.length - LIMITS.factsPerCode);
  if (left > 0) scope.problem('limit', 0, 1, prose`${left} more keys or tags of this text were not looked at.`);
}

/** A template by its key, or by what it reaches. What is written with escapes or over several lines is placed where it begins. */
function stateTemplateOf(scope: Scope, text: string, offsets: UnitOffsets, { key, value, at, end }: YamlPair): void {
  if (key !== 'chat_template' && !reachesInternals(value)) return;
  const start = text.slice(at, end).indexOf(value);
  const from = start < 0 ? at : at + start;
  const offset = offsets.at(from);
  const length = offsets.at(start < 0 ? end : from + value.length) - offset;
  const beginning = { at: (unit: number): number => (unit < value.length ? 0 : length) };
  const name = key === 'chat_template' ? 'default' : key;
  stateTemplate(scope, {
    name,
    holder: 'file',
    text: value,
    offset,
    length,
    ...(start < 0 ? { offsets: beginning } : {}),
  });
}

interface Found {
  readonly code: SettingCode;
  readonly key: string;
  readonly value: string;
  readonly at: number;
  readonly end: number;
}

/** Hydra and OmegaConf, Lightning and jsonargparse, latent diffusion, MLflow. */
const KEYS: ReadonlyMap<string, SettingCode> = new Map<string, SettingCode>([
  ['_target_', 'target'],
  ['class_path', 'class-path'],
  ['target', 'class-path'],
  ['loader_module', 'loader-module'],
]);

/** Descriptions of models whose keys name their files: MLflow, KitOps. Elsewhere such keys name files of the machine. */
const FILES: readonly { readonly names: RegExp; readonly keys: ReadonlySet<string> }[] = [
  {
    names: /^MLmodel$/,
    keys: new Set(['model_path', 'pickled_model', 'python_model', 'model_code_path', 'data', 'code', 'path', 'conda']),
  },
  { names: /^Kitfile$/, keys: new Set(['path']) },
];

function outsideFile({ key, value, at, end }: YamlPair, keys: ReadonlySet<string> | undefined): Found[] {
  return keys?.has(key) === true && isOutside(value) ? [{ code: 'outside-file', key, value, at, end }] : [];
}

function settingOf({ key, value, at, end }: YamlPair): Found[] {
  const code = KEYS.get(key);
  // A word alone (`target: eval`) is something else's setting.
  const isName = code === 'class-path' ? value.includes('.') : value !== '';
  return code === undefined || !isName ? [] : [{ code, key, value, at, end }];
}

/** PyYAML makes Python objects of `!!python/…`, SnakeYAML Java objects of any class that is named, Ruby its own. */
function objectOf({ tag, at, end }: YamlTag): Found[] {
  const [, form, name] =
    /^tag:yaml\.org,2002:python\/(object\/apply|object\/new|object|name|module):(.+)$/s.exec(tag) ?? [];
  if (form !== undefined && name !== undefined)
    return [{ code: 'yaml-python', key: `!!python/${form}`, value: name, at, end }];
  const foreign = /^(?:tag:yaml\.org,2002:|!)((?:[a-z][\w-]*\.)+[A-Z]\w*|ruby\/\w+:.+)$/s.exec(tag)?.[1];
  return foreign === undefined ? [] : [{ code: 'yaml-foreign', key: 'tag', value: foreign, at, end }];
}

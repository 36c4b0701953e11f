import type { JsonDocument } from '../../lang/json/document.ts';
import type { Member } from '../../lang/json/members.ts';
import { isOutside } from '../tensorflow/outside.ts';

/** A setting that decides which code or files a loader takes; rules/huggingface says how it is to be taken. */
export type SettingCode =
  | 'auto-map'
  | 'auto-map-remote'
  | 'trust-remote-code'
  | 'trust-remote-code-nested'
  | 'attention-kernel'
  | 'custom-generate'
  | 'custom-pipeline'
  | 'parent-library'
  | 'module-type'
  | 'component'
  | 'target'
  | 'class-path'
  | 'loader-module'
  | 'yaml-python'
  | 'yaml-foreign'
  | 'jsonpickle'
  | 'base-model'
  | 'outside-path'
  | 'outside-file'
  | 'execution-env'
  | 'origin'
  | 'use-pickle';

export interface FoundSetting {
  readonly code: SettingCode;
  readonly value: string;
  /** Index of the value it is read from. */
  readonly node: number;
  readonly repo: string | null;
  readonly module: string | null;
}

type Look = (json: JsonDocument, member: Member) => FoundSetting[];

const LOOKS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ['auto_map', (json, { value }) => texts(json, value).flatMap(({ text, node }) => codeReference(text, node))],
  [
    'trust_remote_code',
    (json, { value, depth }) => flag(json, value, 'true', depth > 0 ? 'trust-remote-code-nested' : 'trust-remote-code'),
  ],
  ['_attn_implementation', attention],
  ['_attn_implementation_internal', attention],
  ['attn_implementation', attention],
  [
    'custom_generate',
    (json, { value }) =>
      texts(json, value).map(({ text, node }) => setting('custom-generate', text, node, repoIn(text))),
  ],
  ['custom_pipelines', pipelines],
  ['auto_mapping', (json, { value }) => parentLibrary(json, value)],
  ['base_model_name_or_path', (json, { value }) => modelPath(json, value, 'base-model')],
  ['_name_or_path', (json, { value }) => modelPath(json, value, 'origin')],
  ['_target_', (json, { value }) => texts(json, value).map(({ text, node }) => setting('target', text, node))],
  ['class_path', (json, { value }) => texts(json, value).map(({ text, node }) => setting('class-path', text, node))],
  ...[
    'py/object',
    'py/type',
    'py/function',
    'py/class',
    'py/reduce',
    'py/newobj',
    'py/newargs',
    'py/repr',
    'py/mod',
  ].map((key): [string, Look] => [key, (json, { value }) => pickled(json, value)]),
  ['use_safetensors', (json, { value }) => flag(json, value, 'false', 'use-pickle')],
]);

/** The settings a member of a JSON file makes. */
export function settingsIn(json: JsonDocument, member: Member): FoundSetting[] {
  return LOOKS.get(member.key)?.(json, member) ?? [];
}

function setting(
  code: SettingCode,
  value: string,
  node: number,
  repo: string | null = null,
  module: string | null = null,
): FoundSetting {
  return { code, value, node, repo, module };
}

/** Texts of a value, in lists and objects of one more level too. */
function texts(json: JsonDocument, value: number): { text: string; node: number }[] {
  const found: { text: string; node: number }[] = [];
  const end = json.after(value);
  const keys = new Set<number>();
  for (let node = value; node < end && found.length < 256; node += 1) {
    for (const [, , key] of json.entries(node)) keys.add(key);
    const text = keys.has(node) ? null : json.text(node);
    if (text !== null) found.push({ text, node });
  }
  return found;
}

/** transformers/dynamic_module_utils.py: `module.Class`, or `org/repo--module.Class` for code of another repository. */
function codeReference(text: string, node: number): FoundSetting[] {
  const split = text.indexOf('--');
  const repo = split < 0 ? null : text.slice(0, split);
  const reference = split < 0 ? text : text.slice(split + 2);
  const module = reference.includes('.') ? reference.slice(0, reference.lastIndexOf('.')) : null;
  return [setting(repo === null ? 'auto-map' : 'auto-map-remote', text, node, repo, module)];
}

/** A name with a slash is a kernel that is fetched from a repository. */
function attention(json: JsonDocument, { value }: Member): FoundSetting[] {
  return texts(json, value)
    .filter(({ text }) => text.includes('/'))
    .map(({ text, node }) => setting('attention-kernel', text, node, repoIn(text)));
}

function pipelines(json: JsonDocument, { value }: Member): FoundSetting[] {
  return [...json.entries(value)].flatMap(([, one]) => {
    const node = json.get(one, 'impl');
    const text = json.text(node);
    return node === null || text === null
      ? []
      : codeReference(text, node).map((found) => ({ ...found, code: 'custom-pipeline' as const }));
  });
}

const LIBRARIES = /^(?:transformers|diffusers|peft|torch|timm|sentence_transformers|open_clip|optimum)(?:\.|$)/;

function parentLibrary(json: JsonDocument, value: number): FoundSetting[] {
  const node = json.get(value, 'parent_library');
  const text = json.text(node);
  return node === null || text === null || LIBRARIES.test(text)
    ? []
    : [setting('parent-library', text, node, null, text)];
}

/** A repository, or a path of the machine it was made on; one that leads somewhere else is told. */
function modelPath(json: JsonDocument, value: number, code: SettingCode): FoundSetting[] {
  const text = json.text(value);
  if (text === null || text === '') return [];
  const outside = /^(?:[a-z][a-z0-9+.-]*:\/\/|\\\\)|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(text);
  return [setting(outside ? 'outside-path' : code, text, value, repoIn(text))];
}

function flag(json: JsonDocument, value: number, kind: 'true' | 'false', code: SettingCode): FoundSetting[] {
  return json.kind(value) === kind ? [setting(code, kind, value)] : [];
}

/** jsonpickle/unpickler.py: a text after one of its keys is a name that is imported. */
function pickled(json: JsonDocument, value: number): FoundSetting[] {
  const text = json.text(value);
  return text === null ? [] : [setting('jsonpickle', text, value)];
}

/** `org/name`, when the text is one. */
export function repoIn(text: string): string | null {
  return /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*/.exec(text)?.[0] ?? null;
}

/** Members of the manifest of a model archive (torch-model-archiver) that name files of it. */
const ARCHIVED = ['handler', 'modelFile', 'serializedFile', 'requirementsFile', 'extraFiles', 'configFile'];

/** Files that a shard index or the manifest of a model archive names, and that lie elsewhere. */
export function outsideFiles(json: JsonDocument): FoundSetting[] {
  const map = json.get(json.root, 'weight_map');
  const model = json.get(json.root, 'model');
  const isArchive = json.get(model, 'modelName') !== null;
  const named = [
    ...[...json.entries(map)].map(([, node]) => node),
    ...(isArchive ? ARCHIVED.map((key) => json.get(model, key)) : []),
  ];
  const found: FoundSetting[] = [];
  const seen = new Set<string>();
  for (const node of named) {
    const text = json.text(node);
    if (node === null || text === null || seen.has(text) || !isOutside(text)) continue;
    seen.add(text);
    found.push(setting('outside-file', text, node));
  }
  return found;
}

/** sentence-transformers' modules.json: a list of modules, each with the class that is imported. */
export function moduleTypes(json: JsonDocument): FoundSetting[] {
  return [...json.items(json.root)].flatMap((item) => {
    const node = json.get(item, 'type');
    const text = json.text(node);
    const isList = json.get(item, 'path') !== null && json.get(item, 'idx') !== null;
    if (node === null || text === null || !isList || text.startsWith('sentence_transformers.')) return [];
    return [setting('module-type', text, node, null, text.split('.')[0] ?? null)];
  });
}

/** Libraries diffusers takes components from (pipeline_loading_utils.py, LOADABLE_CLASSES), and the folders of its own pipelines (0.42, and those it had). */
const COMPONENTS: ReadonlySet<string> = new Set(
  (
    'diffusers transformers onnxruntime onnxruntime.training optimum flax pipelines peft sentencepiece tokenizers k_diffusion ' +
    'ace_step allegro alt_diffusion amused animatediff anyflow audio_diffusion audioldm audioldm2 aura_flow blip_diffusion ' +
    'bria bria_fibo bria_fibo2 chroma chronoedit cogvideo cogview3 cogview4 consisid consistency_models controlnet ' +
    'controlnet_hunyuandit controlnet_sd3 controlnet_xs cosmos dance_diffusion ddim ddpm deepfloyd_if diffusion_gemma dit ' +
    'dreamlite easyanimate ernie_image flux flux2 glm_image helios hidream_image hunyuan_image hunyuan_video hunyuan_video1_5 ' +
    'hunyuandit i2vgen_xl ideogram4 joyimage kandinsky kandinsky2_2 kandinsky3 kandinsky5 kandinsky6 kolors krea2 ' +
    'latent_consistency_models latent_diffusion latent_diffusion_uncond latte ledits_pp llada2 longcat_audio_dit ' +
    'longcat_image ltx ltx2 lucy lumina lumina2 marigold mochi motif_video musicldm nucleusmoe_image omnigen ovis_image pag ' +
    'paint_by_example pia pixart_alpha pndm prx qwenimage qwenimage21 repaint rfd4_proteina sana sana_video sana_wm ' +
    'score_sde_ve semantic_stable_diffusion shap_e skyreels_v2 spectrogram_diffusion stable_audio stable_audio_3 ' +
    'stable_cascade stable_diffusion stable_diffusion_3 stable_diffusion_attend_and_excite stable_diffusion_diffedit ' +
    'stable_diffusion_gligen stable_diffusion_ldm3d stable_diffusion_panorama stable_diffusion_safe stable_diffusion_sag ' +
    'stable_diffusion_variants stable_diffusion_xl stable_video_diffusion stochastic_karras_ve t2i_adapter ' +
    'text_to_video_synthesis unclip unidiffuser versatile_diffusion visualcloze vq_diffusion wan wuerstchen z_image'
  ).split(' '),
);

/** diffusers' model_index.json: `"unet": ["library", "Class"]`; a library that is none is a Python file of the folder. */
export function components(json: JsonDocument): FoundSetting[] {
  const found: FoundSetting[] = [];
  for (const [key, value] of json.entries(json.root)) {
    const [library, name] = [...json.items(value)].map((item) => ({ node: item, text: json.text(item) }));
    if (library?.text == null || name?.text == null) continue;
    if (key === '_class_name' || !COMPONENTS.has(library.text))
      found.push(
        setting('component', `${library.text}.${name.text}`, library.node, repoIn(library.text), library.text),
      );
  }
  return found;
}

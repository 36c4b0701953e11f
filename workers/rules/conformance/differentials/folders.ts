import { zip } from '../../../containers/zip/build-zip.ts';
import { safetensors, vectors } from '../../../formats/safetensors/build-safetensors.ts';
import { gguf, textValue } from '../../../formats/gguf/build-gguf.ts';
import { stateDict } from '../../../formats/torch/build-checkpoint.ts';
import { bytesOf } from '../build.ts';

/** Files that two programs put together differently. */
export interface FolderDifferential {
  readonly row: number;
  readonly what: string;
  readonly readers: readonly [a: string, b: string];
  readonly files: Readonly<Record<string, Uint8Array | object | string>>;
  readonly tells: readonly string[];
}

const shard = (...names: string[]): Uint8Array => safetensors(vectors(...names), new Uint8Array(8 * names.length));
const checkpoint = (numel: number): Uint8Array =>
  zip([
    {
      name: 'm/data.pkl',
      data: stateDict([{ name: 'w', key: '0', shape: [numel], strides: [1], offset: 0, numel, type: 'FloatStorage' }]),
    },
    { name: 'm/data/0', data: new Uint8Array(4 * numel) },
    { name: 'm/version', data: bytesOf('3\n') },
  ]);
const index = (map: Record<string, string>, total?: number): object => ({
  metadata: total === undefined ? {} : { total_size: total },
  weight_map: map,
});
const template = (text: string): Uint8Array => gguf({ values: [['tokenizer.chat_template', 8, textValue(text)]] });

/** Rows 25, 26, 28, 38: one folder, several programs that pick from it. */
export const FOLDERS: readonly FolderDifferential[] = [
  {
    row: 25,
    what: 'an index that names a shard without the tensor',
    readers: ['goes by the index: the tensor is missing', 'loads all shards: finds it in another one'],
    files: {
      'a.safetensors': shard('x'),
      'b.safetensors': shard('y'),
      'model.safetensors.index.json': index({ x: 'b.safetensors', y: 'b.safetensors' }),
    },
    tells: ['folder.shard-tensor'],
  },
  {
    row: 25,
    what: 'one tensor in two shards',
    readers: ['goes by the index', 'loads in order: the last one stays'],
    files: {
      'a.safetensors': shard('x'),
      'b.safetensors': shard('x', 'y'),
      'model.safetensors.index.json': index({ x: 'a.safetensors', y: 'b.safetensors' }),
    },
    tells: ['folder.shard-twice'],
  },
  {
    row: 26,
    what: 'a pickle and safetensors with other tensors',
    readers: ['prefers safetensors', 'older versions and use_safetensors=False take the pickle'],
    files: { 'pytorch_model.bin': checkpoint(3), 'model.safetensors': shard('w') },
    tells: ['folder.weights-differ'],
  },
  {
    row: 26,
    what: 'a configuration that asks for the pickle',
    readers: ['prefers safetensors', 'obeys use_safetensors'],
    files: {
      'pytorch_model.bin': checkpoint(2),
      'model.safetensors': shard('w'),
      'config.json': { use_safetensors: false },
    },
    tells: ['huggingface.use-pickle'],
  },
  {
    row: 28,
    what: 'one chat template in the configuration, another one in its own file',
    readers: ['takes tokenizer_config.json', 'takes chat_template.jinja'],
    files: { 'tokenizer_config.json': { chat_template: '{{ messages }}' }, 'chat_template.jinja': '{{ messages }}!' },
    tells: ['folder.template-differs'],
  },
  {
    row: 28,
    what: 'one chat template in GGUF, another one in the configuration',
    readers: ['llama.cpp', 'transformers'],
    files: {
      'model.gguf': template('{{ messages }}'),
      'tokenizer_config.json': { chat_template: [{ name: 'default', template: 'x' }] },
    },
    tells: ['folder.template-differs'],
  },
  {
    row: 38,
    what: 'a pointer in place of a shard',
    readers: ['a download from the hub: the shard', 'git clone without LFS: the pointer'],
    files: {
      'a.safetensors': `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 4096\n`,
      'model.safetensors.index.json': index({ x: 'a.safetensors' }),
    },
    tells: ['text.lfs-pointer', 'folder.shard-format'],
  },
  {
    row: 38,
    what: 'a shard that ends early',
    readers: ['the reference refuses it', 'readers that map the file read beyond it'],
    files: {
      'a.safetensors': shard('x', 'y').slice(0, -3),
      'model.safetensors.index.json': index({ x: 'a.safetensors', y: 'a.safetensors' }, 16),
    },
    tells: ['safetensors.out-of-bounds'],
  },
  {
    row: 38,
    what: 'fewer bytes than the index states',
    readers: ['the index', 'the shards'],
    files: { 'a.safetensors': shard('x'), 'model.safetensors.index.json': index({ x: 'a.safetensors' }, 4096) },
    tells: ['folder.shard-size'],
  },
];

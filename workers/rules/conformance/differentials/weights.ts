import { ascii, bytes, u16 } from '../../../containers/zip/build-zip.ts';
import { gguf, textValue } from '../../../formats/gguf/build-gguf.ts';
import { paddedArray, pickled } from '../../../formats/joblib/build-joblib.ts';
import { safetensors, vectors } from '../../../formats/safetensors/build-safetensors.ts';
import { bytesOf, EVIL, P, t } from '../build.ts';
import type { Differential } from './differential.ts';

const row = (
  number: number,
  what: string,
  readers: Differential['readers'],
  name: string,
  body: Uint8Array,
  rest: Partial<Differential> & Pick<Differential, 'tells'>,
): Differential => ({ row: number, what, readers, name, bytes: body, ...rest });
const weights = (header: string | Record<string, unknown>, data = new Uint8Array(8)): Uint8Array =>
  safetensors(header, data);
const W = '{"dtype":"F32","shape":[2],"data_offsets":[0,8]}';
const template = (text: string): readonly [string, number, Uint8Array] => [
  'tokenizer.chat_template',
  8,
  textValue(text),
];
const SSTI = "{{ cycler.__init__.__globals__.os.popen('exit 7').read() }}";

function npy(descr: string, data: Uint8Array): Uint8Array {
  const header = ascii(`{'descr': ${descr}, 'fortran_order': False, 'shape': (1,), }\n`);
  return bytes(Uint8Array.of(0x93), ascii('NUMPY\x01\x00'), u16(header.length), header, data);
}

/** Rows 24, 27, 29, 34, 35: weights. */
export const WEIGHTS: readonly Differential[] = [
  row(
    24,
    'one key twice',
    ['Rust reference, Python: the last', 'readers that take the first'],
    'm.safetensors',
    weights(`{"w":${W},"w":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}`),
    { tells: ['safetensors.duplicate-key'] },
  ),
  row(
    24,
    'white space before the header',
    ['the reference accepts it', 'others want a brace'],
    'm.safetensors',
    weights(`  {"w":${W}}`),
    { tells: ['safetensors.leading-space'] },
  ),
  row(
    24,
    'bytes behind the last tensor',
    ['the reference refuses', 'lenient readers do not look'],
    'm.safetensors',
    bytes(weights({ ...vectors('w') }), bytesOf(`${P(2)}${EVIL}.`)),
    { tells: ['safetensors.trailing-bytes', 'pickle.call.process'], loaders: { safetensors: 'refuses' } },
  ),
  row(
    24,
    'bytes between tensors',
    ['the reference refuses', 'lenient readers do not look'],
    'm.safetensors',
    weights(
      {
        a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
        b: { dtype: 'F32', shape: [1], data_offsets: [28, 32] },
      },
      bytes(new Uint8Array(4), new Uint8Array(24).fill(7), new Uint8Array(4)),
    ),
    { tells: ['safetensors.gap'] },
  ),
  row(
    27,
    'one template twice',
    ['llama.cpp refuses', 'other readers take the first or the last'],
    'm.gguf',
    gguf({ values: [template('{{ messages }}'), template(SSTI)] }),
    { tells: ['gguf.key-duplicate', 'template.internal'] },
  ),
  row(
    27,
    'big-endian',
    ['llama.cpp refuses on other machines', 'readers that swap bytes'],
    'm.gguf',
    gguf({ bigEndian: true, values: [['a', 4, Uint8Array.of(0, 0, 0, 1)]] }),
    { tells: ['gguf.byte-order'] },
  ),
  row(
    27,
    'version 1',
    ['current llama.cpp refuses', 'older readers read 32-bit counts'],
    'm.gguf',
    gguf({ version: 1, values: [['a', 8, textValue('x', 1)]] }),
    { tells: ['gguf.version-old'], loaders: { 'llama.cpp': 'refuses' } },
  ),
  row(
    29,
    'a template that reaches Python',
    ['a sandbox refuses', 'an engine without one runs it'],
    'm.gguf',
    gguf({ values: [template(SSTI)] }),
    {
      tells: ['template.internal'],
      loaders: { 'template.sandboxed': 'refuses', 'template.plain': 'runs' },
    },
  ),
  row(
    29,
    'the same template in tokenizer_config.json',
    ['transformers renders in a sandbox', 'servers without one run it'],
    'tokenizer_config.json',
    ascii(JSON.stringify({ chat_template: SSTI })),
    {
      tells: ['template.internal'],
      loaders: { 'template.sandboxed': 'refuses', 'template.plain': 'runs' },
    },
  ),
  row(
    34,
    'an .npy that is a bare pickle',
    ['allow_pickle=True unpickles it', 'the default refuses'],
    'm.npy',
    bytesOf(`${P(2)}${EVIL}.`),
    {
      tells: ['pickle.call.process', 'identity.extension'],
      loaders: { 'numpy.load': 'runs', 'numpy.load-plain': 'refuses' },
    },
  ),
  row(
    34,
    'objects inside a structure',
    ['numpy unpickles', 'searches for “|O” see nothing'],
    'm.npy',
    npy("[('a', [('b', 'object')])]", bytesOf(`${P(2)}${EVIL}.`)),
    {
      tells: ['pickle.call.process'],
      loaders: { 'numpy.load': 'runs' },
    },
  ),
  row(
    35,
    'opcodes behind joblib’s first array',
    ['joblib reads on', 'readers of plain pickles stop'],
    'm.joblib',
    bytesOf(pickled(t(paddedArray('\x01\x02\x03\x04\x05\x06\x07\x08', 3), EVIL))),
    {
      tells: ['pickle.call.process'],
      loaders: { 'joblib.load': 'runs', 'pickle.load': 'fails' },
    },
  ),
];

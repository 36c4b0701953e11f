import { expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytesOf, C, c, d, EVIL, G, P, R, t, U } from '../conformance/build.ts';
import { inspectBytes } from '../conformance/inspect.ts';

const engine = instantiate(loadModule());

/** Findings from medium on, of an object that is given a state. */
async function told(object: string, state: string): Promise<string[]> {
  const { findings } = await inspectBytes(bytesOf(`${P(4)}${object}${state}b.`), 'm.pkl', engine);
  const severe = findings.filter(({ severity }) => severity !== 'low' && severity !== 'note');
  return severe.map(({ rule, severity }) => `${rule} ${severity}`);
}

const made = (module: string, name: string): string => `${c(module, name)})\x81`;
const NORM = made('scipy.stats._continuous_distns', 'norm_gen');
const CODE = U('import os; os.system("exit 7")');
const TEMPLATE = U('_parse_arg_template');
/** What scipy 1.17 writes for a distribution with such parameters. */
const ordinary = (shapes: string): string =>
  U(
    `\ndef _parse_args(self, ${shapes} loc=0, scale=1):\n    return (${shapes}), loc, scale\n\n` +
      `def _parse_args_rvs(self, ${shapes} loc=0, scale=1, size=None):\n` +
      `    return self._argcheck_rvs(${shapes} loc, scale, size=size)\n\n` +
      `def _parse_args_stats(self, ${shapes} loc=0, scale=1, moments='mv'):\n    return (${shapes}), loc, scale, moments\n`,
  );

test.each([
  ['in a dict', NORM, `}${TEMPLATE}${CODE}s`],
  ['in a list of pairs', NORM, `](${TEMPLATE}${CODE}\x86e`],
  ['in a tuple of pairs', NORM, t(`${TEMPLATE}${CODE}\x86`)],
  ['in a dict that a call made', NORM, `${R(c('collections', 'OrderedDict'))}${TEMPLATE}${CODE}s`],
  ['of an object that was called', R(c('scipy.stats._continuous_distns', 'norm_gen')), `}${TEMPLATE}${CODE}s`],
  ['behind what scipy writes', NORM, `}${TEMPLATE}${U('\ndef _parse_args(self, a=print(),  loc=0):\n')}s`],
  ['that a call puts together', NORM, `}${TEMPLATE}${R(G('builtins', 'str.join'), U(''), `](${CODE}e`)}s`],
])('scipy runs a text of a distribution’s state: %s', async (_, object, state) => {
  expect(await told(object, state)).toContain('pickle.call.eval critical');
});

test.each(['', 'a, ', 'a, b, '])('what scipy writes itself with parameters “%s” is ordinary', async (shapes) => {
  expect(await told(NORM, `}(${TEMPLATE}${ordinary(shapes)}${U('name')}${U('norm')}u`)).toEqual([]);
  expect(await told(NORM, `}${U('name')}${CODE}s`)).toEqual([]);
});

test('among very many it is found all the same', async () => {
  const many = `${NORM}}${TEMPLATE}${ordinary('')}sb0`.repeat(20_000);
  expect(await told(`${many}${NORM}`, `}${TEMPLATE}${CODE}s`)).toEqual(['pickle.call.eval critical']);
});

/** A text of numpy's class: equal to a str, and none. */
const NUMPY_TEXT = R(c('numpy.core.multiarray', 'scalar'), R(c('numpy', 'dtype'), U('U19')), C('_'));
const SKEW = made('statsmodels.sandbox.distributions.extras', 'SkewNorm_gen');

test.each([
  ['a key of numpy’s text', NORM, `}${NUMPY_TEXT}${CODE}s`],
  ['pairs that are made on the way', NORM, R(c('builtins', 'zip'), `]${TEMPLATE}a`, `]${CODE}a`)],
  ['keywords that are a pair', NORM, t(`}(${TEMPLATE}N${CODE}Nu`, 'N')],
  ['an attribute set before', `${NORM}q\0${R(c('builtins', 'setattr'), 'h\0', TEMPLATE, CODE)}0h\0`, '}'],
  ['a distribution of statsmodels', SKEW, `}${TEMPLATE}${CODE}s`],
])('nor is it missed by way of %s', async (_, object, state) => {
  expect(await told(object, state)).toContain('pickle.call.eval critical');
});

test('states of scipy before 1.6 are ordinary', async () => {
  expect(await told(NORM, t(d({ a: 'N', b: 'N', name: U('norm') }), 'N'))).toEqual([]);
});

test.each([
  ['stable_baselines3.common.vec_env', 'CloudpickleWrapper'],
  ['transformers.models.bert', '_LazyModule'],
  ['transformers.trainer', 'NeptuneCallback'],
  ['espnet2.bin.asr_inference', 'DatadirWriter'],
  ['monai.utils', 'StateCacher'],
])('%s.%s is told wherever it is taken from', async (module, name) => {
  expect(await told(made(module, name), '}')).toEqual(['pickle.unknown.alike high']);
});

const EVIL_STATE = C(`${EVIL}.`);
test.each([
  ['gymnasium.vector.utils.misc', 'CloudpickleWrapper', EVIL_STATE, C('N.')],
  ['stable_baselines3.common.vec_env.base_vec_env', 'CloudpickleWrapper', EVIL_STATE, C('N.')],
  [
    'torch.utils.data.datapipes.datapipe',
    '_IterDataPipeSerializationWrapper',
    `${EVIL_STATE}\x89\x86`,
    `${C('N.')}\x89\x86`,
  ],
  [
    'skorch.classifier',
    'NeuralNetClassifier',
    d({ device: U('cpu'), __cuda_dependent_attributes__: EVIL_STATE }),
    d({ device: U('cpu'), __cuda_dependent_attributes__: C('}.') }),
  ],
])('%s.%s unpickles its state', async (module, name, evil, plain) => {
  expect(await told(made(module, name), evil)).toContain('pickle.call.process critical');
  expect(await told(made(module, name), plain)).toEqual([]);
});

test.each([
  ['transformers.integrations.integration_utils', 'NeptuneCallback', 'pickle.call.file-delete critical'],
  ['torch_geometric.llm.utils.backend_utils', 'RemoteGraphBackendLoader', 'pickle.call.file-delete critical'],
  ['gymnasium.wrappers.array_conversion', 'ArrayConversion', 'pickle.call.module critical'],
  ['kornia.core.external', 'LazyLoader', 'pickle.call.module critical'],
  ['transformers.utils.import_utils', '_LazyModule', 'pickle.call.module critical'],
  ['ultralytics.utils', 'JSONDict', 'pickle.call.file-write critical'],
  ['numpy.distutils.ccompiler_opt', 'CCompilerOpt', 'pickle.call.process critical'],
  ['gluonts.itertools', 'PickleCached', 'pickle.call.file-delete critical'],
  ['monai.utils.state_cacher', 'StateCacher', 'pickle.call.file-delete critical'],
  ['polars._dependencies', '_LazyModule', 'pickle.call.module critical'],
  ['espnet2.fileio.datadir_writer', 'DatadirWriter', 'pickle.call.file-write critical'],
])('%s.%s acts on what it is given', async (module, name, says) => {
  expect(await told(made(module, name), d({ path: U('x') }))).toEqual([says]);
});

const NETWORK = made('dnnlib.tflib.network', 'Network');
test('networks that travel with the source of their module run it', async () => {
  expect(await told(NETWORK, d({ version: 'K\x04', build_module_src: CODE }))).toEqual(['pickle.call.eval critical']);
  expect(await told(NETWORK, `}${NUMPY_TEXT}${CODE}s`)).toEqual(['pickle.call.eval critical']);
  expect(await told(NETWORK, d({ version: 'K\x04', name: CODE }))).toEqual([]);
});

test('a persistent object runs the source it is given, and its evidence is that source', async () => {
  const object = (module: string): string =>
    R(c(module, '_reconstruct_persistent_obj'), d({ type: U('class'), module_src: CODE, state: '}' }));
  const { findings, summary } = await inspectBytes(
    bytesOf(`${P(4)}${object('torch_utils.persistence')}.`),
    'm.pkl',
    engine,
  );
  expect(findings[0]?.rule).toBe('pickle.call.eval');
  expect(plain(summary.call ?? [])).toContain('os.system');
  expect(await told(object('my.persistence'), '}')).toContain('pickle.unknown.alike high');
});

const CRF_FILE = made('sklearn_crfsuite._fileresource', 'FileResource');
test.each([
  ['what the library writes', { name: 'N', auto: '\x88', prefix: U('model'), suffix: U('.crfsuite') }, []],
  ['a folder in front of its name', { name: 'N', prefix: U('/usr/lib/x') }, ['pickle.call.file-write critical']],
  ['a name of its own', { name: U('/home/me/x'), fd: 'K\0' }, ['pickle.call.file-delete critical']],
])('a file of sklearn-crfsuite, with %s', async (_, state, says) => {
  expect(await told(CRF_FILE, d(state))).toEqual(says);
});

test('settings of tsfresh unpickle their keys', async () => {
  const settings = made('tsfresh.feature_extraction.settings', 'MinimalFCParameters');
  expect(await told(settings, `}${EVIL_STATE}Ns`)).toContain('pickle.call.process critical');
  const taken = made('tsfresh', 'EfficientFCParameters');
  expect(await told(taken, `}${EVIL_STATE}Ns`)).toContain('pickle.call.process critical');
  expect(await told(settings, `}${C(`${U('mean')}.`)}Ns`)).toEqual([]);
});

test('embeddings of flair run code of the Hub where their state trusts it', async () => {
  const embeddings = made('flair.embeddings.transformer', 'TransformerDocumentEmbeddings');
  const loads = (trust: string): string =>
    d({ model: U('someone/model'), transformers_model_kwargs: d({ trust_remote_code: trust }) });
  expect(await told(embeddings, loads('\x88'))).toEqual(['pickle.call.eval critical']);
  expect(await told(embeddings, loads('\x89'))).toEqual([]);
  expect(await told(embeddings, d({ model: U('someone/model'), name: U('trust_remote_code') }))).toEqual([]);
});

test.each([
  ['skorch.classifier', 'NeuralNetClassifier', '__cuda_dependent_attributes__'],
  ['flair.embeddings.transformer', 'TransformerWordEmbeddings', 'trust_remote_code'],
])('nor can %s.%s hide it among very many keys', async (module, name, key) => {
  const many = Array.from(
    { length: 100_001 },
    (_, i) => `J${String.fromCharCode(i & 255, (i >> 8) & 255, i >> 16, 1)}N`,
  ).join('');
  expect(await told(made(module, name), `}(${many}${U(key)}\x88u`)).toContain('pickle.call.eval critical');
});

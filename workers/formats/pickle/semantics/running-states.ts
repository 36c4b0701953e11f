import { prose } from '../../../report/prose.ts';
import { invoke } from './calls.ts';
import { type Name, resolveName } from './name.ts';
import { shownName, show } from './render.ts';
import { through, DIRECT } from './route.ts';
import { args as positional, type Sym, textOf } from './sym.ts';
import type { World } from './world.ts';

/** Library classes whose `__setstate__` runs what it is given. */
export function runsState(name: Name): boolean {
  return isDistribution(name) || isNetwork(name) || isUnpickled(name);
}

/** BUILD on an object of such a class, or an attribute that is set on it beforehand. */
export function runState(world: World, name: Name, state: Sym): void {
  if (isDistribution(name)) runTexts(world, name, state, TEMPLATE);
  else if (isNetwork(name)) runTexts(world, name, state, SOURCE);
  else unpickle(world, name, state);
}

/** Subclasses of scipy's `rv_generic`, its own and those of statsmodels. */
function isDistribution({ module, path }: Name): boolean {
  return DISTRIBUTIONS.test(module) && /_gen$|^rv_|^DiscretizedCount$|^ExpandedNormal$/.test(path.at(-1) ?? '');
}

const DISTRIBUTIONS = /^(?:scipy\.stats|statsmodels\.(?:sandbox\.)?distributions)(?:\.|$)/;

/** `Network` of NVIDIA's generators for TensorFlow (StyleGAN, progressive growing). */
function isNetwork({ module, path }: Name): boolean {
  return NETWORKS.has(module) && path.at(-1) === 'Network';
}

const NETWORKS: ReadonlySet<string> = new Set(['dnnlib.tflib.network', 'dnnlib.tflib', 'tfutil']);

/** Classes whose state is a pickle, or holds one, by module. */
const UNPICKLED: ReadonlyMap<string, RegExp> = new Map([
  ['torch.utils.data.datapipes.datapipe', /SerializationWrapper$/],
  ['gym.vector.utils.misc', /^CloudpickleWrapper$/],
  ['gymnasium.vector.utils.misc', /^CloudpickleWrapper$/],
  ['stable_baselines3.common.vec_env.base_vec_env', /^CloudpickleWrapper$/],
]);

function isUnpickled({ module, path }: Name): boolean {
  return isSkorch(module) || UNPICKLED.get(module)?.test(path.at(-1) ?? '') === true;
}

function isSkorch(module: string): boolean {
  return module === 'skorch' || module.startsWith('skorch.');
}

/** skorch/net.py, `NeuralNet.__setstate__`. */
const SKORCH = '__cuda_dependent_attributes__';

function unpickle(world: World, name: Name, state: Sym): void {
  const value = isSkorch(name.module)
    ? world.allPairs(state)?.findLast(([key]) => textOf(key) === SKORCH)?.[1]
    : (world.items(state, 1)?.[0] ?? state);
  if (value === undefined) return;
  // What older releases of skorch wrote is an archive of torch.save.
  const isArchive = value.kind === 'bytes' && value.bytes[0] === 0x50;
  const loads = isArchive ? resolveName('torch.storage', '_load_from_bytes', 4) : resolveName('pickle', 'loads', 4);
  invoke(world, { kind: 'name', name: loads }, positional(value), through(DIRECT, `${name.full}.__setstate__`));
}

/** A text of a state that `exec` runs. */
interface Running {
  readonly key: string;
  /** What the library itself writes there, where that is known to the letter. */
  readonly ordinary: RegExp | null;
  /** A state that is no dict and runs nothing. */
  readonly isHarmless: (world: World, state: Sym) => boolean;
}

function runTexts(world: World, name: Name, state: Sym, running: Running): void {
  const pairs = world.allPairs(state);
  if (pairs === null) {
    if (!running.isHarmless(world, state)) tell(world, name, state);
    return;
  }
  for (const [key, value] of pairs)
    if (mayBe(key, running.key) && running.ordinary?.test(textOf(value) ?? '') !== true) tell(world, name, value);
}

/** Objects may be texts of a class of their own, and equal to the key. */
function mayBe(key: Sym, wanted: string): boolean {
  return key.kind === 'str' ? key.text === wanted : OBJECTS.has(key.kind);
}

const OBJECTS: ReadonlySet<Sym['kind']> = new Set(['unknown', 'instance', 'extension', 'persistent']);

/** Before scipy 1.6: the constructor's keywords, which `dict.update` refuses for a pair unless they are two. Then nothing is run. */
function isOldState(world: World, state: Sym): boolean {
  const [keywords] = world.items(state, 1) ?? [];
  const pairs = keywords === undefined ? null : world.pairs(keywords, 3);
  return pairs !== null && pairs.length !== 2;
}

function tell(world: World, name: Name, value: Sym): void {
  world.act('call', {
    name,
    capability: 'EVAL',
    shown: prose`${shownName(name)}.__setstate__(${show(world, value, 2)})`,
    known: value.kind === 'str',
    text: textOf(value),
  });
}

const SHAPES = String.raw`[\w, ]*?(?:loc=0(?:, scale=1)?)?`;
const ORDINARY = new RegExp(
  String.raw`^\ndef _parse_args\(self, ${SHAPES}\):\n    return \([\w, ]*\),[\w, ]*\n\n` +
    String.raw`def _parse_args_rvs\(self, ${SHAPES}, size=None\):\n    return self\._argcheck_rvs\([\w, ]*, size=size\)\n\n` +
    String.raw`def _parse_args_stats\(self, ${SHAPES}, moments='mvs?k?'\):\n    return \([\w, ]*\),[\w, ]*, moments\n$`,
);

/**
 * scipy/stats/_distn_infrastructure.py, `rv_generic.__setstate__`: the state goes into `__dict__`, by `dict.update`, and `exec` runs this text
 * of it. What scipy writes there defines three functions that hand on their arguments.
 */
const TEMPLATE: Running = { key: '_parse_arg_template', ordinary: ORDINARY, isHarmless: isOldState };

/** dnnlib/tflib/network.py and tfutil.py, `Network.__setstate__`: the source of the module that built the network. */
const SOURCE: Running = { key: 'build_module_src', ordinary: null, isHarmless: () => false };

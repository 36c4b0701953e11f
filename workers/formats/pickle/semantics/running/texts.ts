import type { Name } from '../name.ts';
import { type Sym, textOf } from '../sym.ts';
import type { World } from '../world.ts';
import { mayBe, type Running, tell } from './running.ts';

/** A text of a state that `exec` runs. */
interface Text {
  readonly key: string;
  /** What the library itself writes there, where that is known to the letter. */
  readonly ordinary: RegExp | null;
  /** A state that is no dict and runs nothing. */
  readonly isHarmless: (world: World, state: Sym) => boolean;
}

function runTexts(text: Text): Running['run'] {
  return (world, name, state) => {
    const pairs = world.allPairs(state);
    if (pairs === null) {
      if (!text.isHarmless(world, state)) tell(world, name, 'EVAL', state);
      return;
    }
    for (const [key, value] of pairs)
      if (mayBe(key, text.key) && text.ordinary?.test(textOf(value) ?? '') !== true) tell(world, name, 'EVAL', value);
  };
}

/** Subclasses of scipy's `rv_generic`, its own and those of statsmodels. */
function isDistribution({ module, path }: Name): boolean {
  return DISTRIBUTIONS.test(module) && /_gen$|^rv_|^DiscretizedCount$|^ExpandedNormal$/.test(path.at(-1) ?? '');
}

const DISTRIBUTIONS = /^(?:scipy\.stats|statsmodels\.(?:sandbox\.)?distributions)(?:\.|$)/;

/** Before scipy 1.6: the constructor's keywords, which `dict.update` refuses for a pair unless they are two. Then nothing is run. */
function isOldState(world: World, state: Sym): boolean {
  const [keywords] = world.items(state, 1) ?? [];
  const pairs = keywords === undefined ? null : world.pairs(keywords, 3);
  return pairs !== null && pairs.length !== 2;
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
const TEMPLATE: Text = { key: '_parse_arg_template', ordinary: ORDINARY, isHarmless: isOldState };

/** `Network` of NVIDIA's generators for TensorFlow (StyleGAN, progressive growing). */
function isNetwork({ module, path }: Name): boolean {
  return NETWORKS.has(module) && path.at(-1) === 'Network';
}

const NETWORKS: ReadonlySet<string> = new Set(['dnnlib.tflib.network', 'dnnlib.tflib', 'tfutil']);

/** dnnlib/tflib/network.py and tfutil.py, `Network.__setstate__`: the source of the module that built the network. */
const SOURCE: Text = { key: 'build_module_src', ordinary: null, isHarmless: () => false };

export const TEXTS: readonly Running[] = [
  { isOf: isDistribution, run: runTexts(TEMPLATE) },
  { isOf: isNetwork, run: runTexts(SOURCE) },
];

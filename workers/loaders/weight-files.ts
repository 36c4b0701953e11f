import type { OddityFact } from '../facts.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { RuleInput } from '../rules/rule.ts';
import { fixed, type Placed, row } from './rows.ts';

/** What the reference reader of safetensors refuses (safetensors/src/tensor.rs, `read_metadata` and `validate`). */
const STRICT: ReadonlySet<string> = new Set(
  'header-length header-syntax header-tail entry-form dtype-unknown shape-overflow size-differs offsets-reversed out-of-bounds overlap gap trailing-bytes metadata-form'.split(
    ' ',
  ),
);
/** What llama.cpp refuses (gguf.cpp, `gguf_init_from_file`). */
const LLAMA: ReadonlySet<string> = new Set(
  'version version-old byte-order count cut string-length key-duplicate value-type array-nested alignment tensor-name tensor-duplicate dimensions shape-overflow tensor-type block-size tensor-offset out-of-bounds'.split(
    ' ',
  ),
);

/** Files of weights alone: nobody runs anything, but readers differ in what they take. */
export function weightFileRows({ facts, format }: RuleInput): LoaderOutcome[] {
  const odd = facts.filter((fact): fact is OddityFact => fact.kind === 'oddity' && fact.at.path.length === 1);
  switch (format) {
    case 'safetensors':
      return [
        row('safetensors', 'safetensors.safe_open', 'the reference, in Rust', outcome(odd, 'safetensors', STRICT)),
        row('torch.load>=2.6', 'torch.load(f)', 'any version', fixed('fails', ['It is no file of torch.save.'])),
      ];
    case 'gguf':
      return [
        row('llama.cpp', 'llama_model_load', 'current llama.cpp', outcome(odd, 'gguf', LLAMA)),
        row('gguf-py', 'GGUFReader(f)', 'Python', odd.length === 0 ? LOADS : MAY_DIFFER),
      ];
    case 'flax':
    case 'msgpack':
      return [row('flax', 'msgpack_restore', 'flax.serialization', odd.length === 0 ? LOADS : MAY_DIFFER)];
    default:
      return [];
  }
}

const LOADS = fixed('loads', ['Nothing runs.']);
const MAY_DIFFER = fixed('unknown', ['It checks less: what it makes of such a file is not known.']);

function outcome(odd: readonly OddityFact[], format: string, refused: ReadonlySet<string>): Placed {
  const first = odd.find((fact) => fact.format === format && refused.has(fact.code));
  return first === undefined ? LOADS : fixed('refuses', first.what, first.at);
}

import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Oddities } from '../oddities.ts';
import { rowMajor } from '../row-major.ts';
import type { TensorflowCode } from '../tensorflow/codes.ts';
import { reachOf } from '../tensorflow/operators.ts';
import { isOutside } from '../tensorflow/outside.ts';
import { isTfjs } from './start.ts';

/**
 * outside  a file of weights that lies outside the model's folder
 * shape    a weight without a shape there can be
 */
export type TfjsCode = 'outside' | 'shape';

/** DTYPE_VALUE_SIZE_MAP of tfjs-core/src/io/types.ts; texts have no fixed size. */
const BYTES: ReadonlyMap<string, number> = new Map([
  ['float32', 4], ['float16', 2], ['int32', 4], ['uint16', 2], ['uint8', 1], ['bool', 1], ['complex64', 8],
]); // prettier-ignore

/** States the weights of a model and the files that hold them, and the operators of its graph that reach beyond it. Nothing for other JSON. */
export function stateTfjs(scope: Scope, json: JsonDocument): void {
  if (!isTfjs(json)) return;
  for (const key of ['format', 'generatedBy', 'convertedBy']) {
    const node = json.get(json.root, key);
    const text = json.text(node);
    if (node !== null && text !== null)
      scope.state({ kind: 'metadata', at: placeOf(scope, json, node), key, type: 'string', value: [data(text, 200)] });
  }
  const odd = new Oddities<TfjsCode>(scope, 'tfjs');
  let more = 0;
  for (const group of json.items(json.get(json.root, 'weightsManifest') ?? json.root))
    more += stateGroup(scope, json, group, odd);
  odd.close();
  if (more > 0) scope.problem('limit', 0, 0, prose`${more} more tensors and files of tensors are not listed.`);
  stateOperators(scope, json);
}

/** A group of weights, which lie one after the other in its files, one after the other. Returns how much was left out. */
function stateGroup(scope: Scope, json: JsonDocument, group: number, odd: Oddities<TfjsCode>): number {
  const files: string[] = [];
  const paths = json.get(group, 'paths');
  let more = 0;
  for (const node of json.items(paths)) {
    const path = json.text(node) ?? '';
    if (leadsOut(path)) {
      const what = prose`Weights are in ${data(path, 200)}.`;
      odd.state({ code: 'outside', ...json.range(node), subject: path, what });
    }
    if (scope.run.budgets.afford('tensors', 1)) files.push(path.replace(/^(?:\.\/)+/, ''));
    else more += 1;
  }
  const file = files.length > 1 ? `${files[0] ?? ''} … ${files.at(-1) ?? ''}` : (files[0] ?? null);
  let bytes: number | null = 0;
  for (const weight of json.items(json.get(group, 'weights'))) {
    const name = json.text(json.get(weight, 'name')) ?? '';
    const dtype = json.text(json.get(json.get(weight, 'quantization'), 'dtype') ?? json.get(weight, 'dtype')) ?? '';
    const dims = json.get(weight, 'shape');
    const shape = [...json.items(dims)].map((node) => json.number(node));
    const each = BYTES.get(dtype) ?? 0;
    const size = shape.reduce((all, one) => all * one, each);
    bytes = each === 0 || bytes === null ? null : bytes + size;
    const isShape = dims !== null && json.kind(dims) === 'array' && shape.length <= LIMITS.dimensions;
    if (!isShape || ![...shape, size].every((n) => Number.isSafeInteger(n) && n >= 0)) {
      bytes = null;
      const what = prose`The weight ${data(name, 120)} has the shape ${data(dims === null ? '' : json.written(dims, 120))}.`;
      odd.state({ code: 'shape', ...json.range(weight), subject: name, what });
    } else if (scope.run.budgets.afford('tensors', 1))
      scope.state(
        rowMajor(scope.source, { at: json.range(weight), name, dtype, shape, bytes: size, content: null, file }),
      );
    else more += 1;
  }
  if (paths !== null && more === 0 && files.length > 0)
    scope.state({ kind: 'weight-files', at: placeOf(scope, json, paths), files, bytes });
  return more;
}

/** As a page reads an address (url.spec.whatwg.org): blanks are dropped, `%2e` is a dot. */
function leadsOut(path: string): boolean {
  const address = path
    .replace(/[\t\n\r]/g, '')
    .replace(/%2e/gi, '.')
    .trim();
  return isOutside(address) || /^(?:https?|file):/i.test(address);
}

/** Nodes of the graph, of its functions and of what initializes it. TensorFlow.js has none of these operators; whoever converts the model back does. */
function stateOperators(scope: Scope, json: JsonDocument): void {
  const odd = new Oddities<TensorflowCode>(scope, 'tensorflow');
  for (let node = 0; node < json.size; node += 1) {
    const at = json.kind(node) === 'object' ? json.get(node, 'op') : null;
    const op = json.text(at);
    const reach = op === null ? null : reachOf(op);
    if (at === null || op === null || reach === null || reach.isOrdinary) continue;
    const name = json.text(json.get(node, 'name')) ?? '';
    const what = prose`The graph has the operator ${data(op, 80)}, called ${data(name, 120)}. TensorFlow.js stops at it, TensorFlow does not.`;
    odd.state({ code: reach.code, ...json.range(at), subject: op, what });
  }
  odd.close();
}

function placeOf(scope: Scope, json: JsonDocument, node: number): ReturnType<typeof placeIn> {
  const { offset, length } = json.range(node);
  return placeIn(scope.source, offset, length);
}

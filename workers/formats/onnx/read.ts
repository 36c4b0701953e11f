import type { Reader } from '../../analyse/reader.ts';
import { type Schema, type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose } from '../../report/prose.ts';
import { Oddities } from '../oddities.ts';
import { stateEnd } from '../walk-end.ts';

/** onnx.proto, as far as it leads to files outside the model and to operators. */
const ONNX: Schema = {
  Model: { 7: 'Graph', 20: 'Training', 25: 'Function' },
  Training: { 1: 'Graph', 2: 'Graph' },
  Function: { 7: 'Node' },
  Graph: { 1: 'Node', 5: 'Tensor', 15: 'Sparse' },
  Sparse: { 1: 'Tensor', 2: 'Tensor' },
  Node: { 3: 'text', 4: 'text', 5: 'Attribute', 7: 'text' },
  Attribute: { 5: 'Tensor', 6: 'Graph', 10: 'Tensor', 11: 'Graph', 22: 'Sparse', 23: 'Sparse' },
  Tensor: { 13: 'Entry' },
  Entry: { 1: 'text', 2: 'text' },
};
const [NODE_TYPE, NODE_DOMAIN] = [4, 7] as const;
const [KEY, VALUE] = [1, 2] as const;

export type OnnxCode = 'outside' | 'attribute' | 'python';

/** Keys of external data (onnx/external_data_helper.py). Before 1.21 any other one is set on the object that reads the file. */
const KEYS: ReadonlySet<string> = new Set(['location', 'offset', 'length', 'checksum', 'basepath']);
/** Out of the folder, of another machine, or an address. */
const OUTSIDE = /^(?:[/\\]|[A-Za-z]:|[a-z][a-z0-9+.-]*:\/\/)|(?:^|[\\/])\.\.(?:[\\/]|$)|\0/i;

/** ONNX: every tensor's way to data outside the file, and operators that call Python. What the graph computes is not read. */
export const readOnnx: Reader = async (scope) => {
  const odd = new Oddities<OnnxCode>(scope, 'onnx');
  const walked = await walk(scope.source, ONNX, 'Model', (visited) => {
    if (visited.message === 'Entry') external(odd, visited);
    else if (visited.message === 'Node') operator(odd, visited);
  });
  odd.close();
  stateEnd(scope, walked);
};

function external(odd: Oddities<OnnxCode>, { at, length, texts }: Visited): void {
  const key = texts.get(KEY)?.text ?? '';
  const { text: value, isWhole } = texts.get(VALUE) ?? { text: '', isWhole: true };
  // ONNX Runtime keeps weights it has packed for a processor under numbered keys.
  if (!KEYS.has(key) && !/^prepacked_\d+$/.test(key))
    odd.state({
      code: 'attribute',
      offset: at,
      length,
      subject: key,
      what: prose`A tensor's external data has the key “${data(key, 80)}”.`,
    });
  else if ((key === 'location' || key === 'basepath') && (!isWhole || OUTSIDE.test(value)))
    odd.state({
      code: 'outside',
      offset: at,
      length,
      subject: value,
      what: prose`A tensor's data is in ${data(value, 200)}.`,
    });
}

function operator(odd: Oddities<OnnxCode>, { at, length, texts }: Visited): void {
  const type = texts.get(NODE_TYPE)?.text ?? '';
  const domain = texts.get(NODE_DOMAIN)?.text ?? '';
  if (/^(?:PyOp|PythonOp|PythonOpGrad|PyCustomOp)$/.test(type))
    odd.state({
      code: 'python',
      offset: at,
      length,
      subject: type,
      what: prose`The graph has the operator ${data(`${domain}.${type}`, 120)}.`,
    });
}

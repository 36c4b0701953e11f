import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { stateEnd } from '../walk-end.ts';
import type { OnnxCode } from './codes.ts';
import { leavesFolder } from './folder.ts';
import { Operators } from './operators.ts';
import { ATTRIBUTE, ENTRY, FUNCTION, MODEL, NODE, ONNX } from './schema.ts';
import { Tensors } from './tensors.ts';

/** Keys of external data (onnx/external_data_helper.py). Before 1.21 any other one is set on the object that reads the file. */
const KEYS: ReadonlySet<string> = new Set(['location', 'offset', 'length', 'checksum', 'basepath']);
interface Walk {
  readonly scope: Scope;
  readonly odd: Oddities<OnnxCode>;
  readonly tensors: Tensors;
  readonly operators: Operators;
}

/** ONNX: every node, every tensor and its way to data outside the file. What operators compute is the runtime's own code. */
export const readOnnx: Reader = async (scope) => {
  const odd = new Oddities<OnnxCode>(scope, 'onnx');
  const model: Walk = { scope, odd, tensors: new Tensors(scope, odd), operators: new Operators(odd) };
  const strange: Piece[] = [];
  const walked = await walk(
    scope.source,
    ONNX,
    'Model',
    (visited) => visit(model, visited),
    (offset, length) => strange.push({ offset, length, label: null }),
  );
  model.operators.close(scope);
  model.tensors.close();
  odd.close();
  claimWalked(scope, [...model.tensors.weights, ...strange], walked.at);
  stateEnd(scope, walked);
};

function visit(model: Walk, visited: Visited): void {
  switch (visited.message) {
    case 'Entry':
      external(model, visited);
      break;
    case 'Node':
      model.operators.node(visited.texts.get(NODE.domain)?.text ?? '', visited.texts.get(NODE.type)?.text ?? '', {
        offset: visited.at,
        length: visited.length,
      });
      break;
    case 'Attribute':
      context(model.odd, visited);
      break;
    case 'Tensor':
      model.tensors.visit(visited);
      break;
    case 'Function':
      model.operators.define(
        visited.texts.get(FUNCTION.domain)?.text ?? '',
        visited.texts.get(FUNCTION.name)?.text ?? '',
      );
      break;
    case 'Model':
      producer(model.scope, visited);
      break;
  }
}

function producer(scope: Scope, { texts }: Visited): void {
  for (const [field, key] of PRODUCER) {
    const said = texts.get(field);
    if (said === undefined || said.length === 0) continue;
    const at = placeIn(scope.source, said.at, said.length);
    scope.state({ kind: 'metadata', at, key, type: 'string', value: prose`${data(said.text, 200)}` });
  }
}

const PRODUCER = [
  [MODEL.producer, 'producer_name'],
  [MODEL.version, 'producer_version'],
  [MODEL.domain, 'domain'],
] as const;

/** EPContext (onnxruntime, contrib_ops): what an accelerator made of a graph, or the path of the file that holds it. */
function context(odd: Oddities<OnnxCode>, { at, length, texts }: Visited): void {
  const { text: value, isWhole } = texts.get(ATTRIBUTE.text) ?? { text: '', isWhole: false };
  if (texts.get(ATTRIBUTE.name)?.text !== 'ep_cache_context' || !isWhole || !/^[ -~]+$/.test(value)) return;
  if (!leavesFolder(value)) return;
  const what = prose`What an accelerator made of the graph is in ${data(value, 200)}.`;
  odd.state({ code: 'context', offset: at, length, subject: value, what });
}

function external({ odd, tensors }: Walk, { at, length, texts }: Visited): void {
  const key = texts.get(ENTRY.key)?.text ?? '';
  const { text: value, isWhole } = texts.get(ENTRY.value) ?? { text: '', isWhole: true };
  if (isWhole) tensors.entry(key, value);
  // ONNX Runtime keeps weights it has packed for a processor under numbered keys.
  if (!KEYS.has(key) && !/^prepacked_\d+$/.test(key))
    odd.state({
      code: 'attribute',
      offset: at,
      length,
      subject: key,
      what: prose`A tensor's external data has the key “${data(key, 80)}”.`,
    });
  else if ((key === 'location' || key === 'basepath') && (!isWhole || leavesFolder(value)))
    odd.state({
      code: 'outside',
      offset: at,
      length,
      subject: value,
      what: prose`A tensor's data is in ${data(value, 200)}.`,
    });
}

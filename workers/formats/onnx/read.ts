import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { stateEnd } from '../walk-end.ts';
import type { OnnxCode } from './codes.ts';
import { ENTRY, FUNCTION, MODEL, NODE, ONNX } from './schema.ts';
import { Tensors } from './tensors.ts';

/** Keys of external data (onnx/external_data_helper.py). Before 1.21 any other one is set on the object that reads the file. */
const KEYS: ReadonlySet<string> = new Set(['location', 'offset', 'length', 'checksum', 'basepath']);
/** Out of the folder, of another machine, or an address. */
const OUTSIDE = /^(?:[/\\]|[A-Za-z]:|[a-z][a-z0-9+.-]*:\/\/)|(?:^|[\\/])\.\.(?:[\\/]|$)|\0/i;
/** Whose operators runtimes bring along: ONNX itself, ONNX Runtime, and what exporters write that runtimes replace. */
const OWN_DOMAINS =
  /^(?:|ai\.onnx(?:\.ml|\.preview|\.training|\.preview\.training)?|com\.microsoft(?:\.\w+)*|com\.ms\.\w+(?:\.\w+)*|org\.pytorch\.aten)$/;

interface Walk {
  readonly scope: Scope;
  readonly odd: Oddities<OnnxCode>;
  readonly tensors: Tensors;
  /** Operators of other domains, by full name: where each comes first. */
  readonly foreign: Map<string, { readonly at: number; readonly length: number; readonly domain: string }>;
  /** Full names of functions that the model brings along. */
  readonly defined: Set<string>;
  /** Operators and functions that were not kept. */
  more: number;
}

/** Operators of other domains, and functions, that are kept. */
const MOST_NAMES = 10_000;

/** ONNX: every node, every tensor and its way to data outside the file. What operators compute is the runtime's own code. */
export const readOnnx: Reader = async (scope) => {
  const odd = new Oddities<OnnxCode>(scope, 'onnx');
  const model: Walk = { scope, odd, tensors: new Tensors(scope, odd), foreign: new Map(), defined: new Set(), more: 0 };
  const strange: Piece[] = [];
  const walked = await walk(
    scope.source,
    ONNX,
    'Model',
    (visited) => visit(model, visited),
    (offset, length) => strange.push({ offset, length, label: null }),
  );
  for (const [name, { at, length, domain }] of model.foreign)
    if (!model.defined.has(name))
      odd.state({
        code: 'foreign',
        offset: at,
        length,
        subject: domain,
        what: prose`The graph has the operator ${data(name, 120)}.`,
      });
  if (model.more > 0)
    scope.problem('limit', 0, scope.source.size, prose`${model.more} more operators and functions were not looked at.`);
  model.tensors.close();
  odd.close();
  claimWalked(scope, [...model.tensors.weights, ...strange], walked.at);
  stateEnd(scope, walked);
};

function visit(model: Walk, visited: Visited): void {
  switch (visited.message) {
    case 'Entry':
      external(model.odd, visited);
      break;
    case 'Node':
      operator(model, visited);
      break;
    case 'Tensor':
      model.tensors.visit(visited);
      break;
    case 'Function':
      if (model.defined.size < MOST_NAMES) model.defined.add(functionName(visited));
      else model.more += 1;
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

function external(odd: Oddities<OnnxCode>, { at, length, texts }: Visited): void {
  const key = texts.get(ENTRY.key)?.text ?? '';
  const { text: value, isWhole } = texts.get(ENTRY.value) ?? { text: '', isWhole: true };
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

function operator(model: Walk, { at, length, texts }: Visited): void {
  const type = texts.get(NODE.type)?.text ?? '';
  const domain = texts.get(NODE.domain)?.text ?? '';
  if (/^(?:PyOp|PythonOp|PythonOpGrad|PyCustomOp)$/.test(type))
    model.odd.state({
      code: 'python',
      offset: at,
      length,
      subject: type,
      what: prose`The graph has the operator ${data(`${domain}.${type}`, 120)}.`,
    });
  else if (!OWN_DOMAINS.test(domain)) {
    const name = `${domain}.${type}`;
    if (model.foreign.has(name)) return;
    if (model.foreign.size < MOST_NAMES) model.foreign.set(name, { at, length, domain });
    else model.more += 1;
  }
}

function functionName({ texts }: Visited): string {
  return `${texts.get(FUNCTION.domain)?.text ?? ''}.${texts.get(FUNCTION.name)?.text ?? ''}`;
}

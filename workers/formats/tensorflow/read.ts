import type { Inspect, Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { parseJson } from '../../lang/json/parse.ts';
import { type Visited, walk } from '../../lang/protobuf/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { stateKeras } from '../keras/state.ts';
import { Oddities } from '../oddities.ts';
import { claimWalked, type Piece } from '../pieces.ts';
import { stateEnd } from '../walk-end.ts';
import type { TensorflowCode } from './codes.ts';
import { Collector } from './collect.ts';
import { judge, type Sink } from './judge.ts';
import { isOwn, PROGRAMS, reachOf } from './operators.ts';
import { graphSchema } from './schema.ts';
import { isOutside } from './outside.ts';
import { Tensors } from './tensors.ts';

/** Operators that reach something, and names of other libraries' operators, that are kept. */
const MOST = 10_000;

interface Walk {
  readonly scope: Scope;
  readonly odd: Oddities<TensorflowCode>;
  readonly collector: Collector;
  readonly tensors: Tensors;
  readonly sinks: Sink[];
  /** Operators nobody knows, by name: where each comes first. */
  readonly foreign: Map<string, Range>;
  /** Nodes whose value a loader sets to the path of an asset. */
  readonly assets: Set<string>;
  /** Configurations of Keras that objects carry. */
  readonly configurations: Range[];
  /** The name that the asset being read goes by in the graph. */
  tensor: string;
  more: number;
}

/** TensorFlow's SavedModel. */
export const readSavedModel: Reader = (scope, _probe, inspect) => readGraph(scope, 'SavedModel', inspect);
/** A graph with its constants ("frozen"). */
export const readGraphDef: Reader = (scope, _probe, inspect) => readGraph(scope, 'GraphDef', inspect);
/** The graph beside a checkpoint of TensorFlow 1 (.meta). */
export const readMetaGraph: Reader = (scope, _probe, inspect) => readGraph(scope, 'MetaGraphDef', inspect);

/** Every message of the file, every node of every function: what they reach, what library they need, their constants. */
async function readGraph(scope: Scope, root: string, inspect: Inspect): Promise<void> {
  const odd = new Oddities<TensorflowCode>(scope, 'tensorflow');
  const model: Walk = {
    scope,
    odd,
    collector: new Collector(),
    tensors: new Tensors(scope, odd),
    sinks: [],
    foreign: new Map(),
    assets: new Set(),
    configurations: [],
    tensor: '',
    more: 0,
  };
  const strange: Piece[] = [];
  const walked = await walk(
    scope.source,
    graphSchema(),
    root,
    (visited) => visit(model, visited),
    (offset, length) => strange.push({ offset, length, label: null }),
  );
  const { collector, tensors } = model;
  collector.end();
  judge(odd, collector.graphs, model.sinks, model.assets);
  stateForeign(model);
  const more = model.more + collector.more;
  if (more > 0) scope.problem('limit', 0, scope.source.size, prose`${more} more operators were not looked at.`);
  tensors.close();
  odd.close();
  for (const range of model.configurations) await stateConfiguration(scope, range, inspect);
  claimWalked(scope, [...tensors.weights, ...strange], walked.at);
  stateEnd(scope, walked);
}

function visit(model: Walk, visited: Visited): void {
  const { message, texts, at, length } = visited;
  model.tensors.visit(visited);
  const node = model.collector.visit(visited);
  if (node !== null) {
    model.tensors.named(node.name);
    operator(model, node);
  } else if (message === 'TensorInfo') model.tensor = texts.get(1)?.text ?? '';
  else if (message === 'AssetFileDef') asset(model, visited);
  else if (message === 'SavedUserObject') {
    const metadata = visited.bytes.get(3);
    if (metadata !== undefined && metadata.length > 0) model.configurations.push(metadata);
  } else if (message === 'MetaGraphDef.MetaInfoDef') {
    const version = texts.get(5);
    if (version !== undefined && version.length > 0)
      model.scope.state({
        kind: 'metadata',
        at: placeIn(model.scope.source, at, length),
        key: 'tensorflow_version',
        type: 'string',
        value: prose`${data(version.text, 80)}`,
      });
  }
}

function operator(model: Walk, node: Sink['node']): void {
  const { op, at, length } = node;
  const reach = reachOf(op);
  if (reach !== null) {
    if (model.sinks.length < MOST) model.sinks.push({ node, reach });
    else model.more += 1;
  } else if (!isOwn(op) && !model.foreign.has(op)) {
    if (model.foreign.size < MOST) model.foreign.set(op, { offset: at, length });
    else model.more += 1;
  }
  if (PROGRAMS.has(op))
    model.scope.problem(
      'unsupported',
      at,
      length,
      prose`The operator ${data(op, 80)} holds a program of its own, which is not read.`,
    );
}

/** Operators that are none of TensorFlow's and no function of the model. */
function stateForeign({ odd, collector, foreign }: Walk): void {
  const functions = new Set(collector.graphs.map(({ name }) => name));
  for (const [op, range] of foreign)
    if (!functions.has(op))
      odd.state({ code: 'foreign', ...range, subject: op, what: prose`The graph has the operator ${data(op, 120)}.` });
}

/** A file beside the model, under its assets. */
function asset(model: Walk, { at, length, texts }: Visited): void {
  const name = texts.get(2) ?? { text: '', isWhole: true };
  if (model.assets.size < MOST) model.assets.add(model.tensor.replace(/:\d+$/, ''));
  if (!name.isWhole || isOutside(name.text))
    model.odd.state({
      code: 'outside',
      offset: at,
      length,
      subject: name.text,
      what: prose`The model has the asset ${data(name.text, 200)}.`,
    });
}

/** What an object was made of: JSON of Keras. */
export async function stateConfiguration(scope: Scope, { offset, length }: Range, inspect: Inspect): Promise<void> {
  if (!scope.run.budgets.afford('opened', length) || length > LIMITS.jsonBytes) {
    scope.problem('limit', offset, length, prose`A configuration of ${length} bytes was not parsed.`);
    return;
  }
  const json = parseJson(await scope.source.read(offset, length, 'direct'));
  await stateKeras(scope, json, inspect, offset);
}

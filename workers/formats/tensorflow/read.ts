import type { Reader } from '../../analyse/reader.ts';
import { type Schema, type Visited, walk } from '../../lang/protobuf/walk.ts';
import { data, prose } from '../../report/prose.ts';
import { Oddities } from '../oddities.ts';
import { stateEnd } from '../walk-end.ts';

/** saved_model.proto, meta_graph.proto, graph.proto and function.proto, as far as they lead to operators. */
const SAVED_MODEL: Schema = {
  SavedModel: { 2: 'MetaGraph' },
  MetaGraph: { 2: 'Graph' },
  Graph: { 1: 'Node', 2: 'Library' },
  Library: { 1: 'Function' },
  Function: { 3: 'Node' },
  Node: { 1: 'text', 2: 'text' },
};
const [NODE_NAME, NODE_TYPE] = [1, 2] as const;

export type TensorflowCode = 'write' | 'read' | 'python';

/** Operators that reach beyond the graph (tensorflow/core/ops). Saving and restoring its own variables is every model's business. */
const OPERATORS: ReadonlyMap<string, TensorflowCode> = new Map(
  Object.entries({
    write:
      'WriteFile WriteGraphDef SaveDataset SaveDatasetV2 DatasetToTFRecord DatasetToTFRecordV2 SnapshotDataset SnapshotDatasetV2 PrintV2 DebugIdentity DebugIdentityV2 DebugIdentityV3',
    read: 'ReadFile MatchingFiles ImmutableConst LoadDataset LoadDatasetV2 FixedLengthRecordDataset FixedLengthRecordDatasetV2 TextLineDataset TFRecordDataset TFRecordDatasetV2 SqlDataset LMDBDataset WholeFileReader WholeFileReaderV2',
    python: 'PyFunc PyFuncStateless EagerPyFunc GeneratorDataset',
  } satisfies Record<TensorflowCode, string>).flatMap(([code, names]) =>
    names.split(' ').map((name): [string, TensorflowCode] => [name, isCode(code) ? code : 'python']),
  ),
);

function isCode(text: string): text is TensorflowCode {
  return text === 'write' || text === 'read' || text === 'python';
}

/** TensorFlow's SavedModel: operators that reach beyond the graph. What the graph computes is not read. */
export const readSavedModel: Reader = async (scope) => {
  const odd = new Oddities<TensorflowCode>(scope, 'tensorflow');
  const walked = await walk(scope.source, SAVED_MODEL, 'SavedModel', (visited) => {
    if (visited.message === 'Node') operator(odd, visited);
  });
  odd.close();
  stateEnd(scope, walked);
};

function operator(odd: Oddities<TensorflowCode>, { at, length, texts }: Visited): void {
  const type = texts.get(NODE_TYPE)?.text ?? '';
  const name = texts.get(NODE_NAME)?.text ?? '';
  const code = OPERATORS.get(type);
  if (code !== undefined)
    odd.state({
      code,
      offset: at,
      length,
      subject: type,
      what: prose`The graph has the operator ${data(type, 80)}, called ${data(name, 120)}.`,
    });
}

import { expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());

type Node = Readonly<Record<string, unknown>>;

const node = (loader: string, module: string, name: string, more: Node = {}): Node => ({
  __class__: name,
  __module__: module,
  __loader__: loader,
  __id__: 1,
  ...more,
});
const pipeline = (...steps: readonly Node[]): Node =>
  node('ObjectNode', 'sklearn.pipeline', 'Pipeline', {
    content: node('DictNode', 'builtins', 'dict', {
      content: { steps: node('ListNode', 'builtins', 'list', { content: steps }) },
    }),
  });

async function told(...steps: readonly Node[]): Promise<string[]> {
  const bytes = new TextEncoder().encode(JSON.stringify(pipeline(...steps)));
  const analysis = await analyse(bytesSource(bytes, 'schema.json'), engine);
  const report = await reportOf(analysis, { path: 'schema.json', size: bytes.length, sha256: null });
  return report.findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

test('what skops writes of scikit-learn, NumPy and Python’s own types says nothing', async () => {
  const random = node('MethodNode', 'numpy.random', 'RandomState', {
    content: { func: 'rand', obj: node('RandomStateNode', 'numpy.random.mtrand', 'RandomState') },
  });
  const ordinary = [
    node('ObjectNode', 'sklearn.linear_model._logistic', 'LogisticRegression'),
    node('FunctionNode', 'numpy', 'sqrt'),
    node('TypeNode', 'builtins', 'int'),
    node('PartialNode', 'functools', 'partial'),
    node('OperatorFuncNode', 'operator', 'itemgetter'),
    random,
  ];
  expect(await told(...ordinary)).toEqual([]);
});

test('functions that act, types to be trusted, nodes that show one thing and hold another', async () => {
  expect(await told(node('FunctionNode', 'os', 'system'))).toEqual(['skops.call high']);
  expect(await told(node('TypeNode', 'builtins', 'eval'))).toEqual(['skops.call high']);
  expect(await told(node('ObjectNode', 'mine.models', 'Model'))).toEqual(['skops.untrusted low']);
  expect(await told(node('OperatorFuncNode', 'operator', 'call'))).toEqual(['skops.operator critical']);
  expect(await told(node('OperatorFuncNode', 'builtins', 'attrgetter'))).toEqual(['skops.operator critical']);
  const method = (func: string, owner: string): Node =>
    node('MethodNode', 'sklearn.pipeline', 'Pipeline', {
      content: { func, obj: node('ObjectNode', 'sklearn.pipeline', owner) },
    });
  expect(await told(method('fit', 'FeatureUnion'))).toEqual(['skops.method critical']);
  expect(await told(method('__reduce__', 'Pipeline'))).toEqual(['skops.method critical']);
  expect(await told(method('fit', 'Pipeline'))).toEqual([]);
});

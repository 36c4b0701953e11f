import type { Scope } from '../../analyse/scope.ts';
import { flexTexts } from '../../lang/flatbuffers/flex.ts';
import type { Table } from '../../lang/flatbuffers/walk.ts';
import { type Schema, walk } from '../../lang/protobuf/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { Oddities } from '../oddities.ts';
import { isOwn, reachOf } from '../tensorflow/operators.ts';
import type { TensorflowCode } from '../tensorflow/codes.ts';
import type { TfliteCode } from './codes.ts';
import { BUILTIN, CODE, OPERATOR } from './schema.ts';
import type { View } from '../flatbuffer/view.ts';

/** What an operator code stands for. */
export interface OperatorCode {
  readonly builtin: number;
  /** Of one that the program around the model brings along. */
  readonly custom: string | null;
}

/** Reads the table of operators, and tells those that are none of TensorFlow Lite's. */
export async function operatorCodes(
  scope: Scope,
  odd: Oddities<TfliteCode>,
  view: View,
  tables: readonly (Table | null)[],
): Promise<OperatorCode[]> {
  const codes: OperatorCode[] = [];
  for (const table of tables) {
    const old = table?.numbers.get(CODE.old) ?? 0;
    const now = table?.numbers.get(CODE.builtin) ?? 0;
    // GetBuiltinCode (tensorflow/compiler/mlir/lite/schema/schema_utils.cc) takes the greater one.
    const builtin = Math.max(old, now);
    const custom = table === null || builtin !== BUILTIN.custom ? null : await view.text(table, CODE.custom);
    codes.push({ builtin, custom });
    if (table === null) continue;
    const { at: offset, length } = table;
    if (old !== 0 && now !== 0 && old !== now && old !== BUILTIN.placeholder)
      odd.state({
        code: 'code',
        offset,
        length,
        what: prose`An operator is number ${old} in one field and ${now} in another.`,
      });
    if (builtin > BUILTIN.last)
      scope.problem('unsupported', offset, length, prose`Operator ${builtin} is none of TensorFlow Lite 2.21’s.`);
    // Those of TensorFlow itself are told by what each of them does.
    if (custom !== null && !custom.startsWith('Flex')) tellCustom(odd, offset, length, custom);
  }
  return codes;
}

function tellCustom(odd: Oddities<TfliteCode>, offset: number, length: number, name: string): void {
  odd.state({
    code: 'custom',
    offset,
    length,
    subject: name,
    what: prose`The model has the operator ${data(name, 120)}.`,
  });
}

/** Where the options of a custom operator are: in its table, or behind the model. */
export function customOptions({ ranges, numbers }: Table): Range | null {
  const own = ranges.get(OPERATOR.custom);
  if (own !== undefined) return own;
  const offset = numbers.get(OPERATOR.largeAt) ?? 0;
  const length = numbers.get(OPERATOR.largeSize) ?? 0;
  return offset > 1 && length > 0 ? { offset, length } : null;
}

/**
 * An operator of TensorFlow in a model of TensorFlow Lite: its options hold the node, and the node says which one is run
 * (tensorflow/lite/delegates/flex/kernel.cc).
 */
export async function flexOperator(
  scope: Scope,
  odd: Oddities<TfliteCode>,
  reaches: Oddities<TensorflowCode>,
  operator: Table,
  custom: string,
): Promise<void> {
  const options = customOptions(operator);
  const node = options === null ? null : await nodeOf(scope, options);
  const { at: offset, length } = operator;
  if (node === null)
    scope.problem('unsupported', offset, length, prose`The options of ${data(custom, 80)} hold no node.`);
  const name = node ?? custom.slice('Flex'.length);
  const reach = reachOf(name);
  if (!isOwn(name)) tellCustom(odd, offset, length, name);
  if (reach === null || reach.isOrdinary) return;
  const { code } = reach;
  reaches.state({
    code,
    offset,
    length,
    subject: name,
    what: prose`The model has TensorFlow’s operator ${data(name, 80)}.`,
  });
}

const NODE: Schema = { NodeDef: { 2: 'text' } };

async function nodeOf(scope: Scope, { offset, length }: Range): Promise<string | null> {
  if (length > LIMITS.textBytes || offset + length > scope.source.size) return null;
  if (!scope.run.budgets.afford('opened', length)) return null;
  const [, node] = flexTexts(await scope.source.read(offset, length), 2) ?? [];
  if (node === undefined) return null;
  let op = '';
  await walk(scope.source.slice(offset + node.offset, node.length), NODE, 'NodeDef', ({ texts }) => {
    op = texts.get(2)?.text ?? '';
  });
  return op === '' ? null : op;
}

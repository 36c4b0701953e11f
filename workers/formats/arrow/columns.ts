import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { carvePassed } from '../../analyse/carve.ts';
import { startsPickle } from '../../identify/pickle-start.ts';
import type { Table, Walked } from '../../lang/flatbuffers/walk.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';
import { RangeSet } from '../../source/range-set.ts';
import type { Oddities } from '../oddities.ts';
import { View } from '../flatbuffer/view.ts';
import type { ArrowCode } from './codes.ts';
import { BYTES, FIELD } from './schema.ts';

/** One file being read. */
export interface Reading {
  readonly scope: Scope;
  readonly odd: Oddities<ArrowCode>;
  readonly inspect: Inspect;
  /** Columns whose type was told. */
  readonly told: Set<string>;
  /** Some column holds bytes of any kind. */
  hasBytes: boolean;
  values: number;
}

export function reading(scope: Scope, odd: Oddities<ArrowCode>, inspect: Inspect): Reading {
  return { scope, odd, inspect, told: new Set(), hasBytes: false, values: 0 };
}

const NAME = 'ARROW:extension:name';
const METADATA = 'ARROW:extension:metadata';
/** Types that Arrow itself and pandas describe: data only. */
const ORDINARY = /^(?:arrow|pandas|parquet)\.(?!py_extension_type$)/;

/** What the columns of a schema are, and what it says about itself. `base` is where its message begins. */
export async function stateColumns(state: Reading, walked: Walked, base: number, length: number): Promise<void> {
  const { scope } = state;
  const view = new View(scope.source.slice(base, length), walked);
  const opened = new RangeSet();
  const pairs = new Set<Table>();
  for (const table of walked.tables.values()) {
    if (table.name !== 'Field') continue;
    const own = await pairsOf(view, table, FIELD.metadata);
    for (const { pair } of own) pairs.add(pair);
    await stateField(state, view, table, own, base, opened);
  }
  let hasPairs = false;
  for (const table of walked.tables.values()) {
    if (table.name !== 'KeyValue') continue;
    hasPairs = true;
    if (!pairs.has(table)) await stateValue(state, await view.text(table, 0), shifted(table.ranges.get(1), base));
  }
  if (!hasPairs) return;
  for (const { offset, length: gap } of opened.gaps(length))
    await carvePassed(scope, { offset: base + offset, length: gap }, ['arrow'], state.inspect);
}

interface Pair {
  readonly pair: Table;
  readonly key: string;
  readonly value: Range | undefined;
}

async function pairsOf(view: View, table: Table, slot: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const pair of view.tables(table, slot))
    if (pair !== null) pairs.push({ pair, key: await view.text(pair, 0), value: pair.ranges.get(1) });
  return pairs;
}

function shifted(range: Range | undefined, base: number): Range {
  return range === undefined ? { offset: base, length: 0 } : { offset: base + range.offset, length: range.length };
}

async function stateField(
  state: Reading,
  view: View,
  field: Table,
  pairs: readonly Pair[],
  base: number,
  opened: RangeSet,
): Promise<void> {
  const { scope, odd } = state;
  if (BYTES.has(field.numbers.get(FIELD.type) ?? 0)) state.hasBytes = true;
  const column = await view.text(field, FIELD.name);
  let isPython = false;
  let type = '';
  for (const { pair, key, value } of pairs) {
    if (key !== NAME) continue;
    type = await view.text(pair, 1);
    isPython ||= type === 'arrow.py_extension_type';
    stateType(state, column, type, shifted(value, base));
  }
  for (const { key, value } of pairs) {
    if (key !== METADATA || value === undefined || value.length === 0) continue;
    // Many columns may share one description.
    if (opened.add(value.offset, value.length).length > 0) continue;
    const range = shifted(value, base);
    const isPickle = await startsPickle(scope.source.slice(range.offset, range.length), 0, scope.run.engine);
    if (!isPickle && !isPython) continue;
    if (isPickle && !isPython)
      odd.state({
        code: 'pickled',
        ...range,
        subject: column,
        what: prose`The type ${data(type, 120)} of the column is described by a pickle.`,
      });
    await openPiece(state, range, `type of ${column}`);
  }
}

function stateType({ odd, scope, told }: Reading, column: string, type: string, range: Range): void {
  const what = prose`The column has the type ${data(type, 200)}.`;
  if (type === 'arrow.py_extension_type') odd.state({ code: 'python', ...range, subject: column, what });
  else if (type === 'ray.data.arrow_pickled_object') {
    odd.state({ code: 'objects', ...range, subject: column, what });
    const unread = prose`The values of the column ${data(column, 80)} are pickles, which were not followed one by one.`;
    scope.problem('unsupported', range.offset, range.length, unread);
  } else if (!ORDINARY.test(type) && !told.has(`${type} ${column}`)) {
    told.add(`${type} ${column}`);
    odd.state({ code: 'type', ...range, subject: column, what });
  }
}

/** Opens bytes of the file as what they are. */
async function openPiece({ scope, inspect }: Reading, { offset, length }: Range, name: string): Promise<void> {
  if (scope.canNest && scope.run.budgets.afford('members', 1)) {
    await inspect(scope.child(scope.source.slice(offset, length, name), offset, 'structure'));
    return;
  }
  scope.problem(
    'limit',
    offset,
    length,
    prose`Not opened: things are nested more than ${LIMITS.depth} deep, or too many.`,
  );
}

/** A value that a table carries about itself. */
export async function stateValue(state: Reading, key: string, range: Range): Promise<void> {
  const { scope } = state;
  state.values += 1;
  if (state.values === LIMITS.metadata + 1)
    scope.problem('limit', range.offset, range.length, prose`Only the first ${LIMITS.metadata} values are listed.`);
  if (state.values > LIMITS.metadata) return;
  const text = new TextDecoder().decode(await scope.source.read(range.offset, Math.min(range.length, 1024)));
  const at = placeIn(scope.source, range.offset, range.length);
  scope.state({ kind: 'metadata', at, key, type: 'string', value: prose`${data(text, 200)}` });
}

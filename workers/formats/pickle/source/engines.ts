/** Where the unpicklers part: how many events they share, and how each of them ends. */
import { simulateWeightsOnly } from '../../../loaders/weights-only.ts';
import type { EngineView } from '../../../protocol.ts';
import { failureText, isOurLimit } from '../failures.ts';
import type { RecordedTrace } from '../recorded-trace.ts';
import type { EngineId } from '../trace.ts';
import { prose, type Prose } from '../../../report/prose.ts';

const NAMES: ReadonlyMap<string, string> = new Map([
  ['c', 'C'],
  ['c-drop', 'C from BytesIO'],
  ['c-latin1', 'C, latin1'],
  ['python', 'Python'],
  ['joblib', 'joblib'],
]);

/** What people call an unpickler. */
export function engineName(id: EngineId): string {
  return NAMES.get(id) ?? id;
}

/** Events that all of them do alike, from the first on. */
export function commonEvents(traces: readonly RecordedTrace[]): number {
  const [first, ...others] = traces;
  if (first === undefined) return 0;
  return others.reduce((common, other) => Math.min(common, sharedWith(first, other)), first.events);
}

function sharedWith(a: RecordedTrace, b: RecordedTrace): number {
  const most = Math.min(a.events, b.events);
  for (let i = 0; i < most; i++) {
    const [x, y] = [a.event(i), b.event(i)];
    if (x.offset !== y.offset || x.opcode !== y.opcode || x.length !== y.length) return i;
    if (x.kind === 'import' && (textOf(a, x.target) !== textOf(b, y.target) || textOf(a, x.args) !== textOf(b, y.args)))
      return i;
  }
  return most;
}

function textOf(trace: RecordedTrace, ref: number): string {
  const value = trace.value(ref);
  return value.kind === 'text' ? value.text : value.kind;
}

/** Each engine in turn. Those without a trace of their own do what C does; where another one leads, only what was run is told. */
export function engineViews(traces: readonly RecordedTrace[]): readonly EngineView[] {
  const [first] = traces;
  if (first === undefined) return [];
  const ran = traces.map((trace) => viewOf(trace.engine, trace, trace === first ? null : partsAt(first, trace)));
  if (first.engine !== 'c') return ran;
  const alike = ASSUMED.filter((id) => traces.every((trace) => trace.engine !== id));
  const views = [...ran, ...alike.map((id) => viewOf(id, first, null))];
  return [...views.sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id)), weightsOnly(traces)];
}

/** Told also where they do what C does; latin1 is what some pass for old files, and worth a word only where it matters. */
const ASSUMED: readonly EngineId[] = ['c-drop', 'python'];
const ORDER: readonly string[] = ['c', 'c-drop', 'python', 'c-latin1'];

function viewOf(id: EngineId, trace: RecordedTrace, differs: number | null): EngineView {
  return { id, name: engineName(id), differs, end: trace.end, failure: failureOf(trace) };
}

export function failureOf({ ending }: RecordedTrace): Prose | null {
  if (ending.kind === 'stop') return null;
  return isOurLimit(ending.code) ? prose`not read further: ${failureText(ending.code)}` : [failureText(ending.code)];
}

/** Offset of the first thing the two do differently. */
function partsAt(first: RecordedTrace, other: RecordedTrace): number {
  const shared = sharedWith(first, other);
  const offsets = [first, other].map((trace) => (shared < trace.events ? trace.event(shared).offset : trace.end));
  return Math.min(...offsets);
}

function weightsOnly(traces: readonly RecordedTrace[]): EngineView {
  const trace = traces.find((each) => each.engine === 'c-drop') ?? traces[0];
  if (trace === undefined) throw new Error('a program has a trace');
  const said = simulateWeightsOnly(trace);
  const base = { id: 'weights-only', name: 'weights_only', differs: null };
  return said.does === 'loads'
    ? { ...base, end: trace.end, failure: failureOf(trace) }
    : { ...base, end: said.offset, failure: said.what };
}

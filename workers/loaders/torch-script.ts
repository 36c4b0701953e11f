import type { PythonFact, TorchFact, TorchStop } from '../facts.ts';
import { dtypeOfStorage } from '../formats/torch/dtypes.ts';
import { data, prose } from '../report/prose.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { scriptProgram } from '../rules/torch/script-program.ts';
import { fixed, type Placed } from './rows.ts';
import { needsOf } from './weights-needs.ts';
import { closestTrace } from './weights-protocol.ts';

/** Opcodes and names that the unpickler of torch.jit.load knows; other names are classes of the program (torch/csrc/jit/serialization/unpickler.cpp). */
const OPCODES: ReadonlySet<string> = new Set(
  'PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE EMPTY_LIST EMPTY_TUPLE EMPTY_DICT LIST DICT TUPLE TUPLE1 TUPLE2 TUPLE3 APPENDS SETITEM SETITEMS BINPUT LONG_BINPUT BINGET LONG_BINGET GLOBAL NEWOBJ REDUCE BUILD BINPERSID'.split(
    ' ',
  ),
);
const NAMES =
  /^(?:__main__\.(?:TensorID|IntList)|torch\.jit\._pickle\.\w+|torch\._utils\._rebuild_(?:tensor_v2|qtensor|sparse_tensor)|torch\._tensor\._rebuild_from_type_v2|torch\.(?:device|Tensor|per_\w+)|torch\.distributed\.rpc\.rref|builtins\.complex|collections\.OrderedDict)$/;

/** What torch.jit.load does with an archive. It runs no Python, whatever its pickles say. */
export function scriptOutcome(input: RuleInput, torch: TorchFact, object: Program | undefined): Placed {
  const { stop = null, constants = null, constantStops = [] } = torch.script ?? {};
  if (stop !== null) return fixed('fails', stop);
  if (object === undefined) return fixed('fails', ['The archive has no data.pkl.']);
  const first = input.programs.find(({ fact }) => fact.id === constants);
  const known = (name: string): boolean => NAMES.test(name) || isDefined(name, input, torch);
  const refused = first === undefined ? null : (unpicklerStop(first, known) ?? lost(constantStops));
  if (refused !== null) return refused;
  const stopped = unpicklerStop(object, known);
  const { files, foreign, computes } = scriptProgram(torch, input);
  const call = files.find(({ when }) => when === 'import' || when === 'use') ?? files[0];
  // An object that was given its state before the stop has run its `__setstate__`.
  if (call !== undefined && (stopped === null || buildsBefore(object, stopped.offset)))
    return { ...fixed('runs', prose`${data(call.shown, 120)}`, call.at), ranBefore: stopped !== null };
  if (stopped !== null) return stopped;
  if (foreign[0] !== undefined)
    return fixed('unknown', prose`It wants a library that brings ${data(foreign[0].name, 120)}.`, foreign[0].at);
  const missing = lost(torch.stops.filter(({ program }) => program === object.fact.id));
  if (missing !== null) return missing;
  return computes
    ? fixed('loads', ['It compiles the program, which computes and reaches nothing else.'])
    : fixed('unknown', ['Its program was not followed in full.']);
}

/** Where its unpickler stops in one of the pickles; null: nowhere. */
function unpicklerStop({ fact, interpretations }: Program, known: (name: string) => boolean): Placed | null {
  const trace = closestTrace(interpretations.map((one) => one.trace));
  if (trace === undefined) return null;
  if (trace.firstUse(PROTO)?.step !== 0 || trace.protocol !== 2)
    return fixed('fails', ['Its own unpickler reads protocol 2 only.'], placeIn(fact.source, trace.start, 1));
  const stop = needsOf(trace).find(
    ({ kind, key }) =>
      kind === 'broken' ||
      (kind === 'opcode' && !OPCODES.has(key ?? '')) ||
      (kind === 'global' && !(key !== null && known(key))),
  );
  if (stop === undefined) return null;
  const what =
    stop.kind === 'broken'
      ? prose`${stop.key ?? 'The program breaks off'}.`
      : prose`Its own unpickler does not know ${data(stop.key ?? 'a name put together at run time', 120)}.`;
  return fixed('fails', what, placeIn(fact.source, stop.offset, 1));
}

function buildsBefore({ interpretations }: Program, offset: number | null): boolean {
  const trace = closestTrace(interpretations.map((one) => one.trace));
  const build = trace?.firstUse(BUILD) ?? null;
  return build !== null && offset !== null && build.offset < offset;
}

/** The first check of the records that fails in every version. */
function lost(stops: readonly TorchStop[]): Placed | null {
  const stop = stops.find(({ since }) => since === 0);
  return stop === undefined ? null : fixed('fails', stop.what, stop.at);
}

/** Storages of known elements. Classes of the program stand in the source their name leads to (import_export_helpers.cpp, qualifierToArchivePath); what was not read may define it. */
function isDefined(name: string, { facts }: RuleInput, { at: { path }, script }: TorchFact): boolean {
  if (name.startsWith('torch.')) return dtypeOfStorage(name.slice('torch.'.length)) !== null;
  if (!name.startsWith('__torch__.')) return false;
  if (name.startsWith('__torch__.torch.classes.')) return true;
  const [qualifier = '', last = ''] = /^(.*)\.([^.]*)$/.exec(name)?.slice(1) ?? [];
  const end = `/code/${qualifier.replaceAll('.', '/')}.py`;
  const sources = facts.filter(
    (fact): fact is PythonFact =>
      fact.kind === 'python' && fact.at.path.length === path.length + 1 && (fact.at.path.at(-1) ?? '').endsWith(end),
  );
  if (sources.length === 0) return script?.sources.some((source) => source.endsWith(end)) === true;
  return sources.some(({ isWhole, defines }) => !isWhole || defines.includes(last));
}

const PROTO = 0x80;
const BUILD = 0x62;

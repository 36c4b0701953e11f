import type { TorchFact } from '../facts.ts';
import { data, prose } from '../report/prose.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { scriptProgram } from '../rules/torch/script-program.ts';
import { fixed, type Placed } from './rows.ts';
import { type Need, needsOf } from './weights-needs.ts';
import { closestTrace } from './weights-protocol.ts';

/** Opcodes and names that the unpickler of torch.jit.load knows; other names are classes of the program (torch/csrc/jit/serialization/unpickler.cpp). */
const OPCODES: ReadonlySet<string> = new Set(
  'PROTO STOP MARK NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1 BINFLOAT BINUNICODE EMPTY_LIST EMPTY_TUPLE EMPTY_DICT LIST DICT TUPLE TUPLE1 TUPLE2 TUPLE3 APPENDS SETITEM SETITEMS BINPUT LONG_BINPUT BINGET LONG_BINGET GLOBAL NEWOBJ REDUCE BUILD BINPERSID'.split(
    ' ',
  ),
);
const NAMES =
  /^(?:__torch__\..+|__main__\.(?:TensorID|IntList)|torch\.jit\._pickle\.\w+|torch\._utils\._rebuild_(?:tensor_v2|qtensor|sparse_tensor)|torch\._tensor\._rebuild_from_type_v2|torch\.(?:device|Tensor|\w+Storage|per_\w+)|torch\.distributed\.rpc\.rref|builtins\.complex|collections\.OrderedDict)$/;

/** What torch.jit.load does with an archive. It runs no Python, whatever its pickles say. */
export function scriptOutcome(input: RuleInput, torch: TorchFact, object: Program | undefined): Placed {
  const stopped = torch.script?.stop ?? null;
  if (stopped !== null) return fixed('fails', stopped);
  if (object === undefined) return fixed('fails', ['The archive has no data.pkl.']);
  const trace = closestTrace(object.interpretations.map((one) => one.trace));
  const stop = trace === undefined ? undefined : needsOf(trace).find((need) => isUnknown(need));
  if (stop !== undefined)
    return fixed(
      'fails',
      prose`Its own unpickler does not know ${data(stop.key ?? 'a name put together at run time', 120)}. Nothing ran before.`,
      placeIn(object.fact.source, stop.offset, 1),
    );
  const { files, foreign, computes } = scriptProgram(torch, input);
  const call = files.find(({ when }) => when === 'import' || when === 'use') ?? files[0];
  if (call !== undefined) return fixed('runs', prose`${data(call.shown, 120)}`, call.at);
  if (foreign[0] !== undefined)
    return fixed('unknown', prose`It wants a library that brings ${data(foreign[0].name, 120)}.`, foreign[0].at);
  return computes
    ? fixed('loads', ['It compiles the program, which computes and reaches nothing else.'])
    : fixed('unknown', ['Its program was not followed in full.']);
}

function isUnknown({ kind, key }: Need): boolean {
  return (kind === 'opcode' && !OPCODES.has(key ?? '')) || (kind === 'global' && !NAMES.test(key ?? ''));
}

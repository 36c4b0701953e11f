import type { Trace } from '../formats/pickle/trace.ts';
import { keyOf } from './weights-table.ts';

/** The name that stands in the file behind a looked-up value, as torch's restricted unpickler keys it; null when it is no name. */
export function keyAt(trace: Trace, ref: number): string | null {
  const value = trace.value(ref);
  if (value.kind !== 'global') return null;
  const name = writtenName(trace, value.event);
  return name === null ? null : keyOf(name.module, name.name).key;
}

export function writtenName(trace: Trace, event: number): { readonly module: string; readonly name: string } | null {
  const { target, args } = trace.event(event);
  const [module, name] = [trace.value(target), trace.value(args)];
  return module.kind === 'text' && name.kind === 'text' ? { module: module.text, name: name.text } : null;
}

/**
 * The type of an object, by the key of its class; null when it cannot be told. What a function gives is in the tables below,
 * a class gives itself.
 */
export function typeAt(trace: Trace, ref: number): string | null {
  const value = trace.value(ref);
  if (value.kind !== 'result') return CONSTANTS.get(value.kind) ?? null;
  const event = trace.event(value.event);
  const callee = keyAt(trace, event.target);
  if (callee === null) return null;
  const given = (at: number): string | null => {
    const argument = trace.items(event.args, at + 1)[at];
    return argument === undefined ? null : keyAt(trace, argument);
  };
  const byArgument = RESULT_IS_ARGUMENT.get(callee);
  if (byArgument !== undefined) return given(byArgument);
  if (callee === 'numpy.dtype') return dtypeClass(trace, trace.items(event.args, 1)[0]);
  if (callee.startsWith('torch._utils._rebuild_parameter')) return 'torch.nn.parameter.Parameter';
  if (callee.startsWith('torch._utils._rebuild_')) return 'torch.Tensor';
  return /(^|\.)_*[A-Z]\w*$/.test(callee) || /^(builtins|collections)\./.test(callee) || callee === 'numpy.ndarray'
    ? callee
    : null;
}

const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['list', 'builtins.list'],
  ['dict', 'builtins.dict'],
  ['tuple', 'builtins.tuple'],
  ['set', 'builtins.set'],
  ['text', 'builtins.str'],
  ['text8', 'builtins.str'],
  ['int', 'builtins.int'],
  ['bigint', 'builtins.int'],
  ['float', 'builtins.float'],
  ['none', 'builtins.NoneType'],
  ['true', 'builtins.bool'],
  ['false', 'builtins.bool'],
]);

/** Functions that give an object of the class they are told: which argument that is. */
const RESULT_IS_ARGUMENT: ReadonlyMap<string, number> = new Map([
  ['torch._tensor._rebuild_from_type_v2', 1],
  ['torch._utils._rebuild_wrapper_subclass', 0],
  ['numpy.core.multiarray._reconstruct', 0],
  ['numpy._core.multiarray._reconstruct', 0],
  ['copyreg._reconstructor', 0],
]);

/** `numpy.dtype("f8")` is an object of a class of its own. */
function dtypeClass(trace: Trace, ref: number | undefined): string | null {
  const value = ref === undefined ? null : trace.value(ref);
  if (value?.kind !== 'text') return null;
  const name = DTYPES.get(value.text) ?? DTYPES.get(value.text.charAt(0));
  return name === undefined ? null : `numpy.dtypes.${name}DType`;
}

const DTYPES: ReadonlyMap<string, string> = new Map([
  ['b1', 'Bool'],
  ['i1', 'Int8'],
  ['i2', 'Int16'],
  ['i4', 'Int32'],
  ['i8', 'Int64'],
  ['u1', 'UInt8'],
  ['u2', 'UInt16'],
  ['u4', 'UInt32'],
  ['u8', 'UInt64'],
  ['f2', 'Float16'],
  ['f4', 'Float32'],
  ['f8', 'Float64'],
  ['f16', 'LongDouble'],
  ['c8', 'Complex64'],
  ['c16', 'Complex128'],
  ['c32', 'CLongDouble'],
  ['O', 'Object'],
  ['S', 'Bytes'],
  ['U', 'Str'],
  ['V', 'Void'],
  ['M', 'DateTime64'],
  ['m', 'TimeDelta64'],
]);

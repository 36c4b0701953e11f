import type { Scope } from '../../analyse/scope.ts';
import { prose } from '../../report/prose.ts';
import { rowMajor } from '../row-major.ts';

/** The graph of an OpenVINO model: its root says the version of the form (docs.openvino.ai, "Operation Sets", IR v11). */
export function isOpenvino(start: string): boolean {
  return /^\ufeff?\s*(?:<\?xml[^>]{0,200}\?>\s*)?<net\s[^>]{0,4000}\bversion="\d+"/.test(start);
}

/** Our name, bits of one. */
const TYPES: ReadonlyMap<string, readonly [dtype: string, bits: number]> = new Map([
  ['f64', ['float64', 64]], ['f32', ['float32', 32]], ['fp32', ['float32', 32]], ['f16', ['float16', 16]], ['fp16', ['float16', 16]],
  ['bf16', ['bfloat16', 16]], ['f8e4m3', ['float8_e4m3fn', 8]], ['f8e5m2', ['float8_e5m2', 8]], ['nf4', ['nf4', 4]],
  ['i64', ['int64', 64]], ['i32', ['int32', 32]], ['i16', ['int16', 16]], ['i8', ['int8', 8]], ['i4', ['int4', 4]],
  ['u64', ['uint64', 64]], ['u32', ['uint32', 32]], ['u16', ['uint16', 16]], ['u8', ['uint8', 8]], ['u4', ['uint4', 4]],
  ['u1', ['uint1', 1]], ['boolean', ['bool', 8]],
]); // prettier-ignore

/** A layer, and what says where its numbers are: `data` since version 10, `weights` and `biases` before. */
const ELEMENT = /<(layer|data|weights|biases|custom)\s([^<>]{0,20000}?)\/?>/g;
const ATTRIBUTE = /\b(name|offset|size|element_type|precision|shape)="([^"]{0,1000})"/g;

/** States the constants of a graph; their numbers are in the `.bin` beside it. `byteAt` is asked for places in order. */
export function stateOpenvino(scope: Scope, text: string, byteAt: (unit: number) => number): void {
  const file = scope.source.name.replace(/^.*\/|\.xml$/gi, '') + '.bin';
  let layer = '';
  let more = 0;
  for (const match of text.matchAll(ELEMENT)) {
    const [written, element, inside = ''] = match;
    const said = new Map([...inside.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, value] as const));
    if (element === 'layer') layer = said.get('name') ?? '';
    const [offset, length] = [Number(said.get('offset') ?? NaN), Number(said.get('size') ?? NaN)];
    if (element === 'layer' || ![offset, length].every((n) => Number.isSafeInteger(n) && n >= 0)) continue;
    if (!scope.run.budgets.afford('tensors', 1)) {
      more += 1;
      continue;
    }
    const from = byteAt(match.index);
    const type = said.get('element_type') ?? said.get('precision')?.toLowerCase() ?? '';
    const [dtype, bits] = TYPES.get(type) ?? [type, 0];
    const shape = said.get('shape')?.match(/\d+/g)?.map(Number) ?? [];
    // Old graphs have the shape elsewhere: how many numbers there should be is not known then.
    const isWhole = said.has('shape') && Math.ceil((shape.reduce((all, one) => all * one, 1) * bits) / 8) === length;
    scope.state(
      rowMajor(scope.source, {
        at: { offset: from, length: byteAt(match.index + written.length) - from },
        name: element === 'data' ? layer : `${layer}.${element ?? ''}`,
        dtype,
        shape,
        bytes: length,
        content: null,
        file,
        beside: isWhole ? { file, offset, length } : null,
      }),
    );
  }
  if (more > 0) scope.problem('limit', 0, 0, prose`${more} more tensors are not listed.`);
}

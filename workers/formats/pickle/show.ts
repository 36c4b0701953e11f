import { code, data, prose, type Prose } from '../../report/prose.ts';
import { opcodeName } from './opcodes.ts';
import { decodeLatin1 } from './text.ts';
import type { Values } from './live-values.ts';
import type { Ref } from './value.ts';

/** Longest text shown in one cell. */
const TEXT = 80;
/** Items shown of a container, and how deep. */
const ITEMS = 3;
const DEPTH = 2;

/** One line for a value, as pseudo-Python: `'text'`, `os.system`, `('a', 1)`, `T(…)`. Never expands more than a few items. */
export function show(trace: Values, ref: Ref, max = TEXT, depth = DEPTH): Prose {
  const value = trace.value(ref);
  switch (value.kind) {
    case 'none':
      return ['None'];
    case 'true':
      return ['True'];
    case 'false':
      return ['False'];
    case 'mark':
      return ['MARK'];
    case 'int':
      return [value.value.toString()];
    case 'bigint':
      return [`an integer of ${value.bytes.toLocaleString('en-US')} bytes`];
    case 'float':
      return [String(value.value)];
    case 'text':
      return prose`'${data(value.text, max)}'`;
    case 'text8':
      return prose`'${data(decodeLatin1(value.bytes), max)}'`;
    case 'bytes':
    case 'bytearray':
      return [`${value.kind === 'bytes' ? 'b' : 'bytearray'}<${value.length.toLocaleString('en-US')} bytes>`];
    case 'tuple':
      return container(trace, ref, value.count, '(', value.count === 1 ? ',)' : ')', depth, max);
    case 'list':
      return container(trace, ref, value.count, '[', ']', depth, max);
    case 'set':
    case 'frozenset':
      return container(trace, ref, value.count, '{', '}', depth, max);
    case 'dict':
      return [value.count === 0 ? '{}' : `dict of ${value.count.toLocaleString('en-US')}`];
    case 'global':
      return name(trace, value.event);
    case 'result':
      if (trace.event(value.event).kind === 'build') return ['an array'];
      return prose`${callee(trace, value.event)}(…)`;
    case 'persistent':
      return prose`persistent(${show(trace, trace.event(value.event).args, max, depth - 1)})`;
    case 'extension':
      return prose`extension ${value.code}`;
    case 'buffer':
      return ['an out-of-band buffer'];
    case 'unknown':
      return ['?'];
  }
}

/** Full name of an import event as written: `os.system`. */
export function name(trace: Values, event: number): Prose {
  const e = trace.event(event);
  return prose`${bare(trace, e.target)}.${bare(trace, e.args)}`;
}

/** What a call event calls. */
export function callee(trace: Values, event: number): Prose {
  const target = trace.event(event).target;
  const value = trace.value(target);
  if (value.kind === 'global') return name(trace, value.event);
  if (value.kind === 'result') return prose`${lastPart(trace, value.event)}(…)`;
  return show(trace, target, 40, 0);
}

function lastPart(trace: Values, event: number): Prose {
  const inner = trace.value(trace.event(event).target);
  return inner.kind === 'global' ? name(trace, inner.event) : [code(opcodeName(trace.event(event).opcode))];
}

function bare(trace: Values, ref: Ref): Prose {
  const value = trace.value(ref);
  if (value.kind === 'text') return [data(value.text, 120)];
  if (value.kind === 'text8') return [data(decodeLatin1(value.bytes), 120)];
  return prose`<${show(trace, ref, 40, 0)}>`;
}

function container(
  trace: Values,
  ref: Ref,
  count: number,
  open: string,
  close: string,
  depth: number,
  max: number,
): Prose {
  if (count === 0) return [`${open}${close === ',)' ? ')' : close}`];
  if (depth <= 0) return [`${open}… ${count.toLocaleString('en-US')}${close}`];
  const shown = trace.items(ref, ITEMS).map((item) => show(trace, item, Math.max(20, Math.floor(max / 2)), depth - 1));
  const inner = shown.flatMap((part, i) => (i === 0 ? [...part] : [', ', ...part]));
  return [open, ...inner, count > ITEMS ? `, … ${(count - ITEMS).toLocaleString('en-US')} more${close}` : close];
}

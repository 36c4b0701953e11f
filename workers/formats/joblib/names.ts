import type { Values } from '../pickle/live-values.ts';
import type { Ref } from '../pickle/value.ts';

/** Longest name looked at. */
const NAME = 512;

/** `[module, name]` of what find_class returned; null for anything else. */
export function importOf(values: Values, ref: Ref): readonly [module: string, name: string] | null {
  const value = values.value(ref);
  if (value.kind !== 'global') return null;
  const { target, args } = values.event(value.event);
  const [module, name] = [textOf(values, target), textOf(values, args)];
  return module === null || name === null ? null : [module, name];
}

/** A str, or an 8-bit string as Latin-1; null for anything else, and for text that is not held whole. */
export function textOf(values: Values, ref: Ref | undefined): string | null {
  if (ref === undefined) return null;
  const value = values.value(ref);
  if (value.kind === 'text') return value.whole ? value.text : null;
  if (value.kind !== 'text8' && value.kind !== 'bytes') return null;
  return value.whole && value.length <= NAME ? String.fromCharCode(...value.bytes) : null;
}

/** An integer or a truth value. */
export function integerOf(values: Values, ref: Ref | undefined): bigint | null {
  const value = ref === undefined ? null : values.value(ref);
  if (value?.kind === 'int') return value.value;
  return value?.kind === 'true' ? 1n : value?.kind === 'false' ? 0n : null;
}

/** Items of a tuple or list; null for anything else, and for more than `max`. */
export function listOf(values: Values, ref: Ref | undefined, max: number): Ref[] | null {
  const value = ref === undefined ? null : values.value(ref);
  if (ref === undefined || (value?.kind !== 'tuple' && value?.kind !== 'list')) return null;
  return value.count > max ? null : values.items(ref, max);
}

/** Pairs of a dict with keys that are texts; null for anything else, and for more than `max`. */
export function entriesOf(values: Values, ref: Ref, max: number): (readonly [string, Ref])[] | null {
  const value = values.value(ref);
  if (value.kind !== 'dict' || value.count > max) return null;
  const flat = values.items(ref, max * 2);
  const entries: (readonly [string, Ref])[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const [key, item] = [textOf(values, flat[i]), flat[i + 1]];
    if (key === null || item === undefined) return null;
    entries.push([key, item]);
  }
  return entries;
}

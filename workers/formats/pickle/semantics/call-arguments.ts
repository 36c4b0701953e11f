import { plantedMethod } from './objects.ts';
import { type Arguments, isWhole, type Sym, textOf } from './sym.ts';
import type { World } from './world.ts';

/** Whether nothing unknown is among the arguments, one container deep. */
export function isConstant(world: World, args: Arguments): boolean {
  if (args.positional === null || args.more) return false;
  return [...args.positional, ...args.keywords.values()].every((value) => {
    if (value.kind === 'held') return world.trace.inert(value.ref) || (world.items(value, 16) ?? []).every(isPlain);
    return isPlain(value);
  });
}

function isPlain(value: Sym): boolean {
  return value.kind !== 'unknown' && value.kind !== 'extension' && value.kind !== 'persistent' && isWhole(value);
}

/** From the root, a home, a drive or another machine, an address, or a way out of the folder. */
export const PATH = /^(?:[/~]|[A-Za-z]:[\\/]|\\\\|[a-z][a-z0-9+.-]*:\/\/)|(?:^|[\\/])\.\.(?:[\\/]|$)/i;

/** The first path or address among the arguments, or in a container that is one. */
export function firstPath(world: World, args: Arguments): string | null {
  for (const value of [...(args.positional ?? []), ...args.keywords.values()]) {
    for (const one of [value, ...(world.items(value, 16) ?? [])])
      if (one.kind === 'str' && PATH.test(one.text)) return one.text;
  }
  return null;
}

/** The first text among the arguments, also inside the first list: `subprocess.run(["sh", "-c", "…"])`. */
export function firstText(world: World, args: Arguments): string | null {
  for (const value of args.positional ?? []) {
    const text = value.kind === 'str' ? value.text : null;
    if (text !== null) return text;
    const parts = (world.items(value, 16) ?? []).map((item) => (item.kind === 'str' ? item.text : null));
    const texts = parts.filter((part) => part !== null);
    if (texts.length > 0) return texts.join(' ');
    if (value.kind === 'bytes') return String.fromCharCode(...value.bytes.subarray(0, 400));
  }
  return null;
}

/** Annotations the program put on an object: `typing.get_type_hints` evaluates them. */
export function annotationOf(world: World, self: Sym | undefined): string | null {
  const planted = self === undefined ? undefined : plantedMethod(world, self, '__annotations__');
  const texts = planted === undefined ? [] : (world.pairs(planted, 16) ?? []).map(([, value]) => textOf(value));
  return texts.find((text) => text !== null) ?? null;
}

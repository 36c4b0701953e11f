import { data, prose, type Prose } from '../report/prose.ts';
import { resolveName } from '../formats/pickle/semantics/name.ts';
import type { Refusal, Remedy } from './weights-only.ts';
import { ALLOWS_NAMED } from './weights-table.ts';

/** Names written out; more are counted. */
const LISTED = 40;

/** What a caller would have to allow, as the exact call, or why allowing helps nothing. Half of it is text from the file. */
export function fixText({ stops, allow }: Remedy, version: number): Prose {
  if (allow === null) return prose` No add_safe_globals helps: ${whyNot(stops)}.`;
  const harmful = allow.find((key) => isHarmful(key));
  if (harmful !== undefined)
    return prose` It would have to be told to allow ${data(harmful, 160)}, which is what it is there to refuse.`;
  if (version < ALLOWS_NAMED && allow.some((key) => needsName(key)))
    return prose` No add_safe_globals of this version helps: ${data(allow.find((key) => needsName(key)) ?? '', 160)} is an object of another name.`;
  const entries = allow.slice(0, LISTED).map((key) => entryText(key));
  const more = allow.length > LISTED ? prose`, and ${allow.length - LISTED} more` : [];
  const list = entries.flatMap((entry, i) => (i === 0 ? [...entry] : [', ', ...entry]));
  return prose` After torch.serialization.add_safe_globals([${list}${more}]) it would load.`;
}

function whyNot(stops: readonly Refusal[]): Prose {
  const stop = stops.find((one) => one.class !== 'global') ?? stops[0];
  switch (stop?.class) {
    case 'opcode':
      return prose`only saving it again with pickle_protocol=2 does (${data(stop.name, 40)} at byte ${stop.offset})`;
    case 'blocked':
      return prose`${data(stop.name, 120)} is in a module that is always blocked`;
    case 'target':
    case 'call':
    case 'persistent':
    case 'raises':
      return prose`${stop.what} (byte ${stop.offset})`;
    case 'broken':
      return prose`the program breaks off at byte ${stop.offset}`;
    default:
      return ['callers cannot allow names in this version'];
  }
}

/** `numpy.dtype`, or `(numpy._core.multiarray.scalar, "numpy.core.multiarray.scalar")` where the object calls itself something else. */
export function entryText(key: string): Prose {
  const object = objectOf(key);
  return needsName(key) ? prose`(${data(object, 160)}, "${data(key, 160)}")` : prose`${data(object, 160)}`;
}

/** Where today's libraries keep the object. */
function objectOf(key: string): string {
  if (key.startsWith('numpy.core.')) return `numpy._core.${key.slice('numpy.core.'.length)}`;
  return key.startsWith('builtins.') ? key.slice('builtins.'.length) : key;
}

/** Whether torch would not find the object under this key by itself: it uses `__module__` and `__qualname__`. */
function needsName(key: string): boolean {
  return /^numpy\._?core\./.test(key) || key.startsWith('pathlib.') || MOVED.has(key);
}

const MOVED: ReadonlySet<string> = new Set(['builtins.slice', 'torch._C._nn.gelu']);

function isHarmful(key: string): boolean {
  const dot = key.lastIndexOf('.');
  const { trust, capability } = resolveName(key.slice(0, dot), key.slice(dot + 1), 2).entry;
  return trust === 'dangerous' || capability === 'DESERIALIZE';
}

import { prose } from '../../../report/prose.ts';
import type { PickleEvent, Trace } from '../trace.ts';
import type { Ref, Value } from '../value.ts';
import { decodeLatin1 } from '../text.ts';
import { decodeUtf8 } from './text.ts';
import type { Answer, Answers, Compression, Dialect, NestedRequest } from './nested.ts';
import { Journal } from './journal.ts';
import { SEMANTICS } from './limits.ts';
import { isDict, paired } from './pairs.ts';
import { type Name, resolveName } from './name.ts';
import { Results } from './results.ts';
import { ObjectStates } from './states.ts';
import { type Bytes, type Instance, type Sym, UNKNOWN, unknownFrom } from './sym.ts';
import { givesInstance } from './tame.ts';

/** Everything one interpretation knows and leaves behind. */
export class World extends Journal {
  readonly trace: Trace;
  readonly answer: Answers;
  readonly states: ObjectStates;
  readonly wanted: NestedRequest[] = [];
  /** Extension registry, as far as the program fills it. */
  readonly extensions = new Map<number, Sym>();
  /** Attributes that the program sets on imported classes and modules, by full name. */
  readonly overrides = new Map<string, Map<string, Sym>>();
  /** Dangerous or unknown names that were looked up: event index of the first look-up. */
  readonly names = new Map<string, { readonly name: Name; readonly event: PickleEvent; count: number }>();
  /** Full names that were called. */
  readonly called = new Set<string>();
  /** Whether any lazy iterator was made: without one, arguments need no look for them. */
  hasLazy = false;
  /** Whether the program changed an imported class or module: what these have is not known any more. */
  hasMutated = false;
  invocations = 0;
  foldedBytes = 0;

  #requests = 0;
  #itemsRead = 0;
  readonly #loaded = new Set<string>();
  readonly #results = new Results();
  readonly #namesByText = new Map<string, Sym>();
  /** What was looked up last, by the texts it was written with: long programs look the same up again and again. */
  #lastName: { readonly target: Ref; readonly args: Ref; readonly rules: number; readonly sym: Sym } | null = null;

  constructor(trace: Trace, answer: Answers) {
    super(trace.start);
    this.trace = trace;
    this.answer = answer;
    this.states = new ObjectStates(this);
  }

  override enter(event: PickleEvent): void {
    super.enter(event);
    this.#requests = 0;
  }

  /** What is in these bytes; null until it was read. `key` names the request. */
  ask(does: Dialect | Compression, payload: Bytes): { readonly key: string; readonly answer: Answer | null } {
    const key = `${this.event?.index ?? 'end'}.${this.#requests++}`;
    const answer = this.answer(key);
    this.#loaded.add(fingerprint(payload));
    if (answer === undefined) this.wanted.push({ key, does, payload });
    else if (answer.kind === 'refused')
      this.stop(`nested ${answer.why}`, () => prose`Bytes inside the program were not read: ${answer.why}.`);
    return { key, answer: answer ?? null };
  }

  /** Whether these bytes of the program were handed to a loader. */
  isLoaded(payload: Bytes): boolean {
    return this.#loaded.has(fingerprint(payload));
  }

  /** Decompressed bytes; null when they are not there (yet). */
  inflate(payload: Bytes, format: Compression): Uint8Array | null {
    const { answer } = this.ask(format, payload);
    return answer?.kind === 'bytes' && this.mayFold(answer.bytes.length) ? answer.bytes : null;
  }

  /** What an event's result stands for, once it was interpreted. */
  setResult(event: number, value: Sym): void {
    this.#results.set(event, value);
  }

  /** The same for a name that is looked up: of more than a long program's worth they are made again from what was written. */
  setName(event: number, name: Sym): void {
    if (this.#results.size < NAMES) this.#results.set(event, name);
  }

  sym(ref: Ref): Sym {
    const value = this.trace.value(ref);
    switch (value.kind) {
      case 'none':
      case 'true':
      case 'false':
        return { kind: value.kind };
      case 'int':
        return { kind: 'int', value: value.value };
      case 'float':
        return { kind: 'float', value: value.value };
      case 'text':
        return strOf(value);
      case 'text8':
        return {
          kind: 'str',
          text: decodeUtf8(value.bytes) ?? decodeLatin1(value.bytes),
          whole: value.whole,
          computed: false,
        };
      case 'bytes':
      case 'bytearray':
        return { kind: 'bytes', bytes: value.bytes, length: value.length, offset: value.offset };
      case 'tuple':
      case 'list':
      case 'set':
      case 'frozenset':
      case 'dict':
        return { kind: 'held', shape: value.kind, ref, count: value.count };
      case 'global':
      case 'result':
        return this.#resultOf(value.event) ?? this.#ordinary(value.event, ref);
      case 'extension':
        return this.#resultOf(value.event) ?? { kind: 'extension', code: value.code };
      case 'persistent':
        return this.#resultOf(value.event) ?? { kind: 'persistent', event: value.event };
      case 'bigint':
      case 'buffer':
      case 'mark':
      case 'unknown':
        return UNKNOWN;
    }
  }

  #resultOf(event: number): Sym | undefined {
    const result = this.#results.get(event);
    if (result !== 'lost') return result;
    this.stop('results', () => [
      'The program goes on with the results of more calls than were kept: what they are is not known.',
    ]);
    return UNKNOWN;
  }

  /** Results of ordinary calls are not stored: they are instances of what was called. */
  #ordinary(event: number, ref: Ref): Sym {
    const made = this.trace.event(event);
    const { kind, target, opcode } = made;
    if (kind === 'import') return this.nameOf(made);
    if (kind === 'build' && this.trace.arrays?.has(event) === true)
      return { kind: 'instance', of: arrayClass(), ref, args: [] };
    if (kind !== 'call') return UNKNOWN;
    const value = this.trace.value(target);
    const of = value.kind === 'global' ? this.sym(target) : UNKNOWN;
    const isNew = opcode === NEWOBJ || opcode === NEWOBJ_EX;
    // Of tame calls nothing is stored: what dangerous ones and functions give is not known.
    if (of.kind === 'name' && made.tame && of.name.entry.trust === 'dangerous') return unknownFrom(of.name.full);
    if (of.kind === 'name' && of.name.entry.trust === 'unknown' && !givesInstance(of.name, isNew))
      return unknownFrom(of.name.full);
    return new CallResult(this, of, ref, event);
  }

  /** The name behind an import, with the module and name texts evaluated. Null when one of them is no known text. */
  nameOf(event: PickleEvent): Sym {
    const rules = event.protocol < 3 ? 2 : event.protocol < 4 ? 3 : 4;
    const last = this.#lastName;
    if (last !== null && last.target === event.target && last.args === event.args && last.rules === rules)
      return last.sym;
    const [module, name] = [this.sym(event.target), this.sym(event.args)];
    if (module.kind !== 'str' || name.kind !== 'str' || !module.whole || !name.whole) return UNKNOWN;
    const computed = module.computed || name.computed;
    const key = `${rules}${computed ? 'c' : ''}\n${module.text}\n${name.text}`;
    const known = this.#namesByText.get(key);
    if (known !== undefined) {
      if (!computed) this.#lastName = { target: event.target, args: event.args, rules, sym: known };
      return known;
    }
    const sym: Sym = { kind: 'name', name: resolveName(module.text, name.text, event.protocol, computed) };
    this.#namesByText.set(key, sym);
    return sym;
  }

  /** All items of a container; null when the value is none, or has too many. Keys and values in turn for a dict. */
  all(value: Sym): readonly Sym[] | null {
    const items = this.items(value, SEMANTICS.foldItems + 1);
    return items !== null && items.length > SEMANTICS.foldItems ? null : items;
  }

  /** Items of a container, at most `max`; null when the value is none. Keys and values in turn for a dict. */
  items(value: Sym, max: number): readonly Sym[] | null {
    if (value.kind === 'held') {
      const count = Math.min(max, value.shape === 'dict' ? value.count * 2 : value.count);
      return this.#mayRead(count) ? this.trace.items(value.ref, max).map((ref) => this.sym(ref)) : null;
    }
    if (value.kind === 'seq')
      return this.#mayRead(Math.min(max, value.items.length)) ? value.items.slice(0, max) : null;
    if (value.kind === 'map') return value.entries.slice(0, Math.ceil(max / 2)).flat();
    return null;
  }

  /** Large containers may be read again and again: all of it together has an end. */
  #mayRead(items: number): boolean {
    if (items <= SEMANTICS.arguments + 1) return true;
    this.#itemsRead += items;
    if (this.#itemsRead <= SEMANTICS.items) return true;
    this.stop('items', () => prose`Containers were read up to ${SEMANTICS.items} items in all; the rest is not known.`);
    return false;
  }

  /** Pairs of a dict, at most `max`; null when the value is none. */
  pairs(value: Sym, max: number): readonly (readonly [Sym, Sym])[] | null {
    return isDict(value) ? paired(this.items(value, max * 2)) : null;
  }

  /** All pairs of a dict; null when the value is none, or has too many. */
  allPairs(value: Sym): readonly (readonly [Sym, Sym])[] | null {
    return isDict(value) ? paired(this.all(value)) : null;
  }

  /** A name came up that is worth knowing about should nothing call it. */
  reach(name: Name): void {
    const isOrdinary = name.entry.trust === 'good' && name.entry.capability !== 'DESERIALIZE';
    if (isOrdinary && !name.flags.some((flag) => UNUSUAL.has(flag))) return;
    if (this.event === null) return;
    const key = `${name.full} ${name.flags.join()}`;
    const known = this.names.get(key);
    if (known) known.count += 1;
    else if (this.names.size < SEMANTICS.acts) this.names.set(key, { name, event: this.event, count: 1 });
    else
      this.stop(
        'names',
        () => prose`More than ${SEMANTICS.acts} unusual names are looked up; the rest are not listed.`,
      );
  }

  /** Whether another call made by interpretation still fits the budget. */
  mayInvoke(depth: number): boolean {
    // The stream's own calls are as many as they are.
    if (depth === 0) return true;
    this.invocations += 1;
    if (depth <= SEMANTICS.invokeDepth && this.invocations <= SEMANTICS.invocations) return true;
    this.stop(
      'calls',
      () =>
        prose`Calls that make calls were followed ${SEMANTICS.invokeDepth} deep and ${SEMANTICS.invocations} times; the rest was not followed.`,
    );
    return false;
  }

  /** Whether `bytes` more may be produced by folding. */
  mayFold(bytes: number): boolean {
    this.foldedBytes += bytes;
    if (this.foldedBytes <= SEMANTICS.foldBytes) return true;
    this.stop('fold', () => prose`Constants were computed up to ${SEMANTICS.foldBytes} bytes; the rest is not known.`);
    return false;
  }
}

/** An ordinary call's result; its arguments are read when somebody asks, so that nested results cost no depth. */
class CallResult implements Instance {
  readonly kind = 'instance';
  readonly of: Sym;
  readonly ref: Ref;
  readonly #world: World;
  readonly #event: number;

  constructor(world: World, of: Sym, ref: Ref, event: number) {
    this.#world = world;
    this.of = of;
    this.ref = ref;
    this.#event = event;
  }

  get args(): readonly Sym[] {
    return this.#world.items(this.#world.sym(this.#world.trace.event(this.#event).args), SEMANTICS.arguments) ?? [];
  }
}

const NEWOBJ = 0x81;
const NEWOBJ_EX = 0x92;
/** Names looked up that are kept: one of each look-up. */
const NAMES = 65_536;

function strOf({ text, length, whole, offset }: Extract<Value, { kind: 'text' }>): Sym {
  const value = { kind: 'str', text, whole, computed: false } as const;
  return offset === undefined ? value : { ...value, at: { offset, length } };
}

/** The same bytes, wherever they came from. */
function fingerprint({ bytes, length }: Bytes): string {
  return `${length} ${String.fromCharCode(...bytes.subarray(0, 256))}`;
}

/** What joblib pushes after it read an array from the file. */
let array: Sym | null = null;

/** Looked up when one is met: the tables behind it are not made while the engine starts. */
const arrayClass = (): Sym => (array ??= { kind: 'name', name: resolveName('numpy', 'ndarray', 4, false) });

const UNUSUAL: ReadonlySet<string> = new Set(['nul', 'control', 'confusable', 'literal-dot', 'absent', 'computed']);

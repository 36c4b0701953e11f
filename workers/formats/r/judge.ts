import type { Scope } from '../../analyse/scope.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { hookOf, reachOf, type RReach } from '../../rules/knowledge/r-functions.ts';
import { Oddities } from '../oddities.ts';
import type { RCode } from './codes.ts';
import { type Item, shown } from './node.ts';
import { TYPE } from './types.ts';
import type { Seen } from './seen.ts';

/** Functions and waiting expressions that are kept until the end. */
const MOST = 100_000;

interface Waiting {
  readonly at: number;
  readonly length: number;
  readonly name: string | null;
  readonly isOrdinary: boolean;
  readonly expression: string;
  readonly calls: readonly string[];
  readonly mentions: readonly string[];
}

/** Of things that are told once: how many there are, and the first. */
interface Tally {
  count: number;
  at: number;
  length: number;
  name: string;
}

/** Turns what was walked by into oddities. What an expression calls may be bound later in the file: it is judged at the end. */
export class Judge {
  readonly #scope: Scope;
  readonly #odd: Oddities<RCode>;
  readonly #waiting: Waiting[] = [];
  /** What functions of the file call, by their names. */
  readonly #functions = new Map<string, readonly string[]>();
  readonly #tallies = new Map<RCode, Tally>();
  #more = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#odd = new Oddities(scope, 'r');
  }

  see(seen: Seen): void {
    switch (seen.item.type) {
      case TYPE.promise: {
        this.#promise(seen);
        return;
      }
      case TYPE.closure: {
        this.#function(seen);
        return;
      }
      case TYPE.altrep: {
        this.#altrep(seen);
        return;
      }
      case TYPE.pointer:
      case TYPE.weakref: {
        this.#count('pointer', seen, '');
        return;
      }
      case TYPE.persistent: {
        this.#count('persistent', seen, seen.item.parts[0]?.text ?? '');
        return;
      }
    }
  }

  close(): void {
    for (const one of this.#waiting) this.#tellWaiting(one);
    this.#tellTallies();
    this.#odd.close();
    if (this.#more > 0)
      this.#scope.problem('limit', 0, this.#scope.source.size, prose`${this.#more} more functions were not looked at.`);
  }

  #promise({ item, end, role, code }: Seen): void {
    const { body } = item;
    if (!item.isWaiting || body === null || !RUNS.has(body.type)) return;
    if (this.#waiting.length === MOST) {
      this.#more += 1;
      return;
    }
    this.#waiting.push({
      at: item.at,
      length: end - item.at,
      name: item.tag,
      isOrdinary: role === 'frame' || role === 'code',
      expression: shown(body),
      calls: [...(code?.calls ?? [])],
      mentions: [...(code?.mentions ?? [])],
    });
  }

  #tellWaiting({ at, length, name, isOrdinary, expression, calls, mentions }: Waiting): void {
    const own = reachOf(calls, mentions);
    const by = own ?? this.#throughFunctions(calls);
    const isGrave = by !== null && GRAVE.has(by.reach);
    const code: RCode = !isOrdinary || isGrave ? 'promise' : by === null ? 'waiting' : 'reach';
    if (code === 'waiting') {
      this.#tally('waiting', at, length, expression);
      return;
    }
    const of: Prose = name === null ? [] : prose` of ${data(name, 80)}`;
    const does: Prose = by === null ? [] : prose` It ${DOES[by.reach]} (${data(by.name, 80)}).`;
    this.#odd.state({
      code,
      offset: at,
      length,
      ...(by === null ? {} : { subject: by.name }),
      what: prose`The value${of} is a promise: the expression ${data(expression)} waits to be evaluated.${does}`,
    });
  }

  /** What the file's own functions do that are called. */
  #throughFunctions(calls: readonly string[]): { reach: RReach; name: string } | null {
    const seen = new Set<string>();
    const left = [...calls];
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const inner = seen.has(name) ? undefined : this.#functions.get(name);
      seen.add(name);
      if (inner === undefined) continue;
      const found = reachOf(inner, []);
      if (found !== null) return found;
      if (seen.size < MOST) left.push(...inner);
    }
    return null;
  }

  #function({ item, end, role, code, isActive }: Seen): void {
    if (role !== 'binding' && role !== 'frame' && role !== 'root' && role !== 'part') return;
    const { tag } = item;
    if (tag !== null && code !== null && code.calls.size > 0) {
      if (this.#functions.size < MOST) this.#functions.set(tag, [...code.calls]);
      else this.#more += 1;
    }
    if (code !== null && code.more > 0) this.#more += 1;
    const found = code === null ? null : reachOf(code.calls, code.mentions);
    if (found === null) return;
    const when = tag === null ? null : hookOf(tag, role === 'binding');
    const isHook = when !== null && (role === 'binding' || role === 'frame');
    if (!isActive && !isHook) {
      this.#tally('function', item.at, end - item.at, found.name);
      return;
    }
    this.#odd.state({
      code: isActive ? 'active' : 'hook',
      offset: item.at,
      length: end - item.at,
      subject: tag ?? '',
      what: isActive
        ? prose`Reading the variable ${data(tag ?? '', 80)} calls a function that ${DOES[found.reach]} (${data(found.name, 80)}).`
        : prose`The function ${data(tag ?? '', 80)} ${DOES[found.reach]} (${data(found.name, 80)}), and R calls it ${when ?? ''}.`,
    });
  }

  #altrep({ item, end }: Seen): void {
    const [name, from] = partsOf(item);
    if (from === 'base' && !name.startsWith('mmap_')) return;
    this.#odd.state({
      code: from === 'base' ? 'mapped' : 'altrep',
      offset: item.at,
      length: end - item.at,
      subject: `${from}::${name}`,
      what: prose`A vector is of the class ${data(name, 80)} of the package ${data(from, 80)}.`,
    });
  }

  #count(code: RCode, { item, end }: Seen, name: string): void {
    this.#tally(code, item.at, end - item.at, name);
  }

  #tally(code: RCode, at: number, length: number, name: string): void {
    const tally = this.#tallies.get(code);
    if (tally === undefined) this.#tallies.set(code, { count: 1, at, length, name });
    else tally.count += 1;
  }

  #tellTallies(): void {
    for (const [code, { count, at, length, name }] of this.#tallies) {
      const what = TALLIES[code]?.(count, name) ?? [];
      this.#odd.state({ code, offset: at, length, what });
    }
  }
}

const RUNS: ReadonlySet<number> = new Set<number>([TYPE.call, TYPE.bytecode, TYPE.promise, TYPE.attrCall]);
const GRAVE: ReadonlySet<RReach> = new Set<RReach>(['program', 'text', 'native']);

const DOES: Readonly<Record<RReach, string>> = {
  program: 'starts a program',
  text: 'evaluates text as R code',
  native: 'loads native code',
  network: 'connects to another machine',
  change: 'changes files or the environment',
};

const TALLIES: Readonly<Partial<Record<RCode, (count: number, first: string) => Prose>>> = {
  waiting: (count, first) =>
    prose`${times(count)} an environment holds an expression that was not evaluated yet, first ${data(first, 200)}.`,
  function: (count, first) =>
    prose`${times(count)} a function reaches outside R when it is called, first by ${data(first, 80)}.`,
  pointer: (count) => prose`${times(count)} a pointer or weak reference stands here; R reads it as one to nothing.`,
  persistent: (count, first) =>
    prose`${times(count)} an object is left to the loader’s caller, first under the name ${data(first, 120)}.`,
};

function times(count: number): Prose {
  return count === 1 ? ['Once'] : prose`${count} times`;
}

/** Class and package of a compact vector. */
function partsOf({ body }: Item): [name: string, from: string] {
  const [name, from] = body?.parts ?? [];
  return [name?.text ?? '', from?.text ?? ''];
}

import { type CodeSummary, tellingNames } from '../../../lang/marshal/summary.ts';
import type { Capability } from '../../../rules/knowledge/capability.ts';
import { type Prose, prose } from '../../../report/prose.ts';
import type { PickleEvent } from '../trace.ts';
import type { Act, ActKind } from './act.ts';
import type { Interpretation } from './interpret.ts';
import { SEMANTICS } from './limits.ts';
import type { Name } from './name.ts';
import type { Digits } from './sym.ts';

/** A limit that was hit while interpreting. */
export interface Unfinished {
  readonly offset: number;
  readonly what: Prose;
}

export interface ActDetails {
  readonly name?: Name | null;
  readonly capability?: Capability;
  readonly match?: Act['match'];
  readonly shown: Prose;
  readonly known?: boolean;
  readonly text?: string | null;
  readonly via?: readonly string[];
  readonly isNew?: boolean;
  readonly child?: readonly Interpretation[] | null;
  readonly code?: CodeSummary | null;
  readonly digits?: Digits | null;
  readonly offset?: number;
  readonly length?: number;
}

/** What an interpretation has to say, in the order it comes up: acts, and limits that were hit. */
export class Journal {
  readonly acts: Act[] = [];
  readonly unfinished: Unfinished[] = [];
  readonly #start: number;
  readonly #stopped = new Set<string>();
  readonly #alike = new Map<string, Act>();
  readonly #told = new Map<string, { times: number; last: Act | null }>();
  #event: PickleEvent | null = null;

  constructor(start: number) {
    this.#start = start;
  }

  /** The event being interpreted. */
  get event(): PickleEvent | null {
    return this.#event;
  }

  enter(event: PickleEvent): void {
    this.#event = event;
  }

  /**
   * Counts another act of this kind about this subject. True when enough of them are told already: then it only raises
   * the count of the last one, and nothing needs to be written out for it.
   */
  isToldOften(kind: ActKind, subject: string): boolean {
    const key = `${kind} ${subject}`;
    let told = this.#told.get(key);
    if (told === undefined) {
      if (this.#told.size >= SEMANTICS.acts) {
        this.stop(
          'acts',
          () => prose`More than ${SEMANTICS.acts} different things to report; the rest are not listed.`,
        );
        return true;
      }
      told = { times: 0, last: null };
      this.#told.set(key, told);
    }
    told.times += 1;
    if (told.times <= SEMANTICS.alike) return false;
    told.last ??= this.acts.findLast((act) => act.kind === kind && (act.name?.full ?? '') === subject) ?? null;
    if (told.last !== null) told.last.count += 1;
    return true;
  }

  act(kind: ActKind, details: ActDetails): void {
    const event = this.#event;
    const act: Act = {
      kind,
      event,
      offset: details.offset ?? event?.offset ?? this.#start,
      length: details.length ?? event?.length ?? 1,
      name: details.name ?? null,
      capability: details.capability ?? details.name?.entry.capability ?? 'UNKNOWN',
      match: details.match ?? details.name?.entry.match ?? 'none',
      shown: details.shown,
      known: details.known ?? true,
      text: details.text ?? null,
      via: details.via ?? [],
      isNew: details.isNew ?? false,
      count: 1,
      child: details.child ?? null,
      code: details.code ?? null,
      digits: details.digits ?? null,
    };
    const key = alikeKey(act);
    const alike = this.#alike.get(key);
    if (alike) {
      alike.count += 1;
      return;
    }
    if (this.acts.length >= SEMANTICS.acts) {
      this.stop('acts', () => prose`More than ${SEMANTICS.acts} things to report; the rest are not listed.`);
      return;
    }
    this.#alike.set(key, act);
    this.acts.push(act);
  }

  /** Records once that something was not followed further. */
  stop(limit: string, what: () => Prose): void {
    if (this.#stopped.has(limit)) return;
    this.#stopped.add(limit);
    this.unfinished.push({ offset: this.#event?.offset ?? this.#start, what: what() });
  }
}

/** Dangerous calls, and functions whose code is telling, are told one by one, everything else by what it is about. */
function alikeKey(act: Act): string {
  const isQuiet = act.child?.every(({ acts }) => acts.length === 0) === true;
  const isTelling = act.kind === 'code' && act.code !== null && tellingNames(act.code).length > 0;
  const one =
    isTelling ||
    act.kind === 'call' ||
    act.kind === 'mutate' ||
    (act.kind === 'nested' && !isQuiet) ||
    act.kind === 'dormant';
  const place = one ? act.offset.toString() : '';
  return `${act.kind} ${act.capability} ${act.name?.full ?? JSON.stringify(act.shown)} ${String(act.isNew)} ${act.via.join()} ${place}${one ? JSON.stringify(act.shown) : ''}`;
}

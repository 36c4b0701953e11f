import type { Engine } from '../../wasm/engine.ts';
import { arenaOf } from './arena-of.ts';
import type { ArenaView } from './arena-view.ts';
import { Events } from './event-table.ts';
import type { PickleEvent, Trace } from './trace.ts';
import type { Ref, Value } from './value.ts';

/** Values and events, of a finished run or of one that pauses. */
export type Values = Pick<Trace, 'value' | 'items' | 'event' | 'events'>;

/** What a run that pauses has made so far. Gone when the run goes on. */
export class LiveValues implements Values {
  readonly events: number;
  readonly #arena: ArenaView;
  readonly #events: Events;

  constructor(engine: Engine, handle: number) {
    engine.call('pickle_summary', handle);
    this.events = engine.reply(1);
    this.#events = new Events(engine, handle, this.events);
    this.#arena = arenaOf(engine, handle, engine.reply(9) === 1);
  }

  value(ref: Ref): Value {
    return this.#arena.value(ref);
  }

  items(ref: Ref, max: number): Ref[] {
    return this.#arena.items(ref, max);
  }

  event(index: number): PickleEvent {
    return this.#events.at(index);
  }
}

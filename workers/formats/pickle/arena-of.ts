/** The values of a stream in the engine's memory. */
import type { Engine } from '../../wasm/engine.ts';
import { ArenaMemory, type FindNode } from './arena-memory.ts';
import { ArenaView } from './arena-view.ts';

/** `began`: values may have been let go, so that ids are no indices. */
export function arenaOf(engine: Engine, handle: number, began: boolean): ArenaView {
  engine.call('pickle_tables', handle);
  const at = (table: number): { at: number; count: number } => ({
    at: engine.reply(table * 2),
    count: engine.reply(table * 2 + 1),
  });
  const tables = { nodes: at(0), items: at(1), segments: at(2), text: at(3) };
  const find: FindNode = (id) => {
    engine.call('pickle_place', handle, id);
    const index = engine.reply(0);
    return index < 0 ? { kind: engine.reply(1), event: engine.reply(2), step: engine.reply(3) } : { index };
  };
  return new ArenaView(new ArenaMemory(engine, tables, began ? find : null));
}

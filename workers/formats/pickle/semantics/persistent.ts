import { prose } from '../../../report/prose.ts';
import type { PickleEvent } from '../trace.ts';
import { show } from './render.ts';
import type { World } from './world.ts';

/**
 * torch writes ('storage', type, key, location, size), with a sixth item in files before 1.6, and in those also
 * ('module', class, file, source) (torch/serialization.py, persistent_id). Anything else is for a loader that Vitrine does not know.
 */
export function checkPersistent(world: World, event: PickleEvent): void {
  const [head, second] = world.trace.items(event.args, 2).map((ref) => world.trace.value(ref));
  if (head !== undefined && (head.kind === 'text' || head.kind === 'text8') && second?.kind === 'global') {
    const kind = head.kind === 'text' ? head.text : String.fromCharCode(...head.bytes);
    if (kind === 'storage') return;
    // Whole models of old versions carry their classes like this.
    const type = kind === 'module' ? world.sym(world.trace.items(event.args, 2)[1] ?? event.args) : null;
    if (type?.kind === 'name' && type.name.entry.trust !== 'dangerous') {
      world.setResult(event.index, type);
      return;
    }
  }
  if (world.isToldOften('persistent', '')) return;
  world.act('persistent', { shown: prose`persistent_load(${show(world, world.sym(event.args), 2)})` });
}

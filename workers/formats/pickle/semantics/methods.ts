import { prose } from '../../../report/prose.ts';
import { opcodeName } from '../opcodes.ts';
import type { PickleEvent } from '../trace.ts';
import { invoke } from './calls.ts';
import { consume } from './consume.ts';
import { mutate, plantedMethod } from './objects.ts';
import { DIRECT, through } from './route.ts';
import { resolveName } from './name.ts';
import { show, shownName } from './render.ts';
import { args as positional, numberOf, type Sym, textOf } from './sym.ts';
import type { World } from './world.ts';

/** APPEND(S), ADDITEMS and SETITEM(S) on something that is no exact container: a method call (`_pickle.c`, do_append and do_setitems). */
export function callMethod(world: World, event: PickleEvent): void {
  const target = world.sym(event.target);
  const opcode = opcodeName(event.opcode);
  const hooks = HOOKS.get(opcode) ?? ['append'];
  if (target.kind === 'name') {
    change(world, event, target, hooks[0] ?? 'append');
    return;
  }
  if (hooks[0] === '__setitem__' && isTensor(target) && !world.isToldOften('items', '')) {
    world.act('items', {
      shown: prose`${show(world, target, 1)}[…] = …`,
      name: target.kind === 'instance' && target.of.kind === 'name' ? target.of.name : null,
    });
  }
  if (target.kind === 'instance' || target.kind === 'class') {
    callPlanted(world, event, target, hooks);
    return;
  }
  if ((target.kind === 'unknown' || target.kind === 'extension') && !world.isToldOften('unknown', '')) {
    world.act('unknown', {
      shown: prose`${show(world, target, 1)}.${hooks[0] ?? 'append'}(…)`,
      known: false,
      match: 'none',
    });
  }
  consume(world, positional(world.sym(event.args)), DIRECT);
}

/** A tensor, or the storage behind one: items written into it go straight to memory. */
function isTensor(target: Sym): boolean {
  if (target.kind === 'persistent') return true;
  return (
    target.kind === 'instance' &&
    target.of.kind === 'name' &&
    /^torch\..*(_rebuild_|Tensor$|Storage$|Parameter$)/.test(target.of.name.full)
  );
}

/** Methods the opcode calls, the first that exists. */
const HOOKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['APPEND', ['extend', 'append']],
  ['APPENDS', ['extend', 'append']],
  ['ADDITEMS', ['add', 'update']],
  ['SETITEM', ['__setitem__']],
  ['SETITEMS', ['__setitem__']],
]);

function callPlanted(world: World, event: PickleEvent, target: Sym, hooks: readonly string[]): void {
  const given = (): readonly Sym[] => world.items(world.sym(event.args), 64) ?? [];
  if (world.hasLazy) consume(world, positional(...given()), DIRECT);
  for (const hook of hooks) {
    const planted = plantedMethod(world, target, hook);
    if (planted === undefined) continue;
    const items = given();
    const route = through(DIRECT, `${hook} attribute`);
    const before = world.acts.length;
    if (hook === 'extend' || hook === '__setitem__')
      invoke(world, planted, positional(...(hook === 'extend' ? [world.sym(event.args)] : items)), route);
    else for (const item of items) invoke(world, planted, positional(item), route);
    if (world.acts.length === before) {
      world.act('message', {
        shown: prose`${show(world, planted, 1)}(…)`,
        name: planted.kind === 'name' ? planted.name : null,
        via: [`${hook} attribute`],
      });
    }
    return;
  }
}

function change(world: World, event: PickleEvent, target: Sym & { kind: 'name' }, method: string): void {
  const items = world.items(world.sym(event.args), 64) ?? [];
  if (target.name.full === 'copyreg._inverted_registry') registerPair(world, items);
  if (target.name.full === 'copyreg._extension_cache') cacheObject(world, items);
  const shown =
    method === '__setitem__'
      ? prose`${shownName(target.name)}[${show(world, items[0] ?? { kind: 'none' }, 1)}] = ${show(world, items[1] ?? { kind: 'none' }, 2)}`
      : prose`${shownName(target.name)}.${method === 'extend' ? 'append' : method}(${show(world, items[0] ?? { kind: 'none' }, 2)})`;
  mutate(world, target, shown, DIRECT);
}

function registerPair(world: World, items: readonly Sym[]): void {
  for (let i = 0; i + 1 < items.length; i += 2) {
    const code = numberOf(items[i]);
    const [module, name] = world.items(items[i + 1] ?? { kind: 'none' }, 2) ?? [];
    const [moduleText, nameText] = [textOf(module), textOf(name)];
    if (code !== null && moduleText !== null && nameText !== null) {
      world.extensions.set(code, { kind: 'name', name: resolveName(moduleText, nameText, 4, true) });
    }
  }
}

function cacheObject(world: World, items: readonly Sym[]): void {
  for (let i = 0; i + 1 < items.length; i += 2) {
    const code = numberOf(items[i]);
    const value = items[i + 1];
    if (code !== null && value !== undefined) world.extensions.set(code, value);
  }
}

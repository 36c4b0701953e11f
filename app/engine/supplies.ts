import { classes, wasm } from 'virtual:supplies';
import type { Supplies } from '../../workers/protocol.ts';
import { bytesOf, inflated } from './deflated.ts';

/** What every worker is given, made once. Rejects when the platform has no WebAssembly, forbids it, or the code is not WebAssembly. */
export async function makeSupplies(): Promise<Supplies> {
  const module = await WebAssembly.compile(await inflated(bytesOf(wasm())));
  return { module, classes: bytesOf(classes()) };
}

/** Files of a folder under the names the folder itself gives them: copies of a hub keep them under their hashes. */
import type { HubCopy } from '../../workers/protocol.ts';
import type { Engine } from './engine.ts';

export interface Incoming {
  readonly name: string;
  readonly file: File;
}

/** Files under the names their folder gives them. */
export interface Named {
  readonly files: readonly Incoming[];
  /** Copies of repositories that are among them. */
  readonly copies: readonly HubCopy[];
}

/** Files that came without a folder keep their names, and so does everything while there is no `engine`. */
export async function named(incoming: readonly Incoming[], engine: () => Promise<Engine | null>): Promise<Named> {
  const unchanged = { files: incoming, copies: [] };
  if (!incoming.some(({ name }) => name.includes('/'))) return unchanged;
  const files = new Map(incoming.map(({ name, file }) => [name, file]));
  const listed = incoming.map(({ name, file }) => ({ path: name, size: file.size }));
  const read = async (name: string, offset: number, length: number): Promise<ArrayBuffer> =>
    (files.get(name) ?? new File([], name)).slice(offset, offset + length).arrayBuffer();
  const found = await (await engine())?.hub(listed, read);
  if (found?.ok !== true) return unchanged;
  const { names, copies } = found.value;
  return { files: incoming.map(({ name, file }) => ({ name: names.get(name) ?? name, file })), copies };
}

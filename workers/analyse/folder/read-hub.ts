import { type HubFolder, hubFolder, hubTexts, type ListedFile } from './hub.ts';

/** The whole of a small file of the folder. */
export type ReadWhole = (path: string, size: number) => Promise<Uint8Array>;

/** What a folder says of where its files come from, and what they are called. What cannot be read says nothing. */
export async function readHub(files: readonly ListedFile[], read: ReadWhole): Promise<HubFolder> {
  const sizes = new Map(files.map(({ path, size }) => [path, size]));
  const texts = new Map<string, string>();
  for (const path of hubTexts(files)) {
    const bytes = await read(path, sizes.get(path) ?? 0).catch(() => null);
    if (bytes !== null) texts.set(path, new TextDecoder().decode(bytes));
  }
  return hubFolder(files, texts);
}

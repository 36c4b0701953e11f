import type { Compared, FolderParts, ReadFrom } from '../protocol.ts';
import { judgeFacts } from '../report/build.ts';
import type { Place } from '../report/schema.ts';
import { pageHost } from '../source/host.ts';
import { RootSource } from '../source/sources.ts';
import { folderFacts } from './folder.ts';
import { isAll, numbersIn } from './folder/numbers.ts';

/** Findings about the files of a folder together; the bytes they show are read again. */
export async function compareFiles({ path, parts }: FolderParts, read: ReadFrom): Promise<Compared> {
  const sizes = new Map(parts.map(({ name, size }) => [name, size]));
  const source = ({ path: [name = ''] }: Place): RootSource | null => {
    const size = sizes.get(name);
    return size === undefined
      ? null
      : new RootSource(
          name,
          pageHost((...at) => read(name, ...at), size),
        );
  };
  const folder = { path, files: parts.map(({ file }) => file) };
  const findings = await judgeFacts(folderFacts(folder), { source, opcodes: () => Promise.resolve([]) });
  const paths = new Map(parts.map(({ name, file }) => [name, file.path]));
  const numbers: { name: string; of: string }[] = [];
  // By the names they were opened with: files of several folders may have the same path.
  const opened = parts.map(({ name, file }) => ({ ...file, path: name }));
  for (const { path: name, of, ranges } of numbersIn({ path, files: opened })) {
    const found = source({ path: [name], offset: 0, length: 0, file: null });
    if (found !== null && (await isAll(ranges, found))) numbers.push({ name, of: paths.get(of) ?? of });
  }
  return { findings, numbers };
}

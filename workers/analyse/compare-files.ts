import type { FolderParts, ReadFrom } from '../protocol.ts';
import { judgeFacts } from '../report/build.ts';
import type { Finding, Place } from '../report/schema.ts';
import { pageHost } from '../source/host.ts';
import { RootSource } from '../source/sources.ts';
import { folderFacts } from './folder.ts';

/** Findings about the files of a folder together; the bytes they show are read again. */
export function compareFiles({ path, parts }: FolderParts, read: ReadFrom): Promise<Finding[]> {
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
  const facts = folderFacts({ path, files: parts.map(({ file }) => file) });
  return judgeFacts(facts, { source, opcodes: () => Promise.resolve([]) });
}

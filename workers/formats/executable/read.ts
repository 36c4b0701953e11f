import type { Reader } from '../../analyse/reader.ts';
import { readText } from '../../analyse/text.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { readPython } from '../huggingface/python.ts';
import { stateNotes } from '../text/read.ts';
import { executableHeader } from './header.ts';

const HEAD = 64 * 1024;

/** A native program or a script. What it does is not read: that it is one is what matters beside a model. */
export const readExecutable: Reader = async (scope, probe, inspect) => {
  const { source } = scope;
  const head = await source.read(0, HEAD);
  const header = executableHeader(head, source.size);
  const isText = head[0] === 0x23;
  if (header === null && isText) return readText(scope, probe, inspect);
  if (header === null) {
    scope.problem(
      'malformed',
      0,
      source.size,
      prose`It begins like a program, and its header is none that systems accept.`,
    );
    return;
  }
  const archive = await probe.zip();
  const model = archive?.entries.some(({ name }) => /\.gguf$/i.test(name)) ?? false;
  scope.state({
    kind: 'executable',
    at: placeIn(source, 0, Math.min(64, source.size)),
    form: header.form,
    about: header.about,
    whole: scope.depth === 1,
    model,
  });
  if (header.form === 'script') await stateNotes(scope);
  if (header.form === 'script')
    return header.about.includes('python') || source.name.endsWith('.py')
      ? readPython(scope, probe, inspect)
      : readText(scope, probe, inspect);
  // Of an APE only the outermost header is read; an archive behind it is read by its own reader.
  const end =
    archive === null && header.form !== 'ape' ? header.length : firstEntry(archive?.entries ?? [], source.size);
  scope.claim({ offset: 0, length: end }, 'program', 'native program');
};

/** Where the archive behind a program begins. */
function firstEntry(entries: readonly { readonly local: { readonly offset: number } | null }[], size: number): number {
  return Math.min(size, ...entries.flatMap(({ local }) => (local === null ? [] : [local.offset])));
}

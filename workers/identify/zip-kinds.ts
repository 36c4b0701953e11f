import { foldedKey } from '../containers/zip/names.ts';
import type { ZipArchive } from '../containers/zip/reader.ts';
import type { FormatKey } from './formats.ts';

type Names = ReadonlySet<string>;

/** What makes an archive more than an archive: names of members, in order of precedence (formats.md §11, row 6). */
const KINDS: readonly { readonly format: FormatKey; readonly holds: (names: Names) => boolean }[] = [
  {
    format: 'torchscript',
    holds: (names) => under(names, 'constants.pkl') && (under(names, 'data.pkl') || some(names, /^[^/]*\/code\//)),
  },
  {
    format: 'torch-export',
    holds: (names) => under(names, 'archive_format') || under(names, 'serialized_exported_program.json'),
  },
  { format: 'torch-zip', holds: (names) => under(names, 'data.pkl') },
  { format: 'torch-package', holds: (names) => under(names, '.data/version') },
  { format: 'keras-zip', holds: (names) => names.has('config.json') && names.has('metadata.json') },
  { format: 'skops', holds: (names) => names.has('schema.json') },
  { format: 'office', holds: (names) => names.has('[content_types].xml') },
  { format: 'jar', holds: (names) => names.has('meta-inf/manifest.mf') },
  { format: 'npz', holds: (names) => names.size > 0 && [...names].every((name) => name.endsWith('.npy')) },
];

/** The kinds of archive this is, the most telling first; `zip` when it is none in particular. */
export function zipKinds(archive: ZipArchive, fileName: string): FormatKey[] {
  const names = new Set(archive.entries.map(({ key }) => foldedKey(key)));
  const kinds = KINDS.filter(({ holds }) => holds(names)).map(({ format }) => format);
  // Keras goes by the extension, and asks for nothing but the configuration (saving_lib.py).
  if (kinds.length === 0 && /\.keras$/i.test(fileName) && names.has('config.json')) return ['keras-zip'];
  return kinds.length === 0 ? ['zip'] : kinds;
}

/** A member right under a top folder, or at the top. */
function under(names: Names, record: string): boolean {
  return names.has(record) || some(names, new RegExp(`^[^/]*/${record.replaceAll('.', '\\.')}$`));
}

function some(names: Names, pattern: RegExp): boolean {
  for (const name of names) if (pattern.test(name)) return true;
  return false;
}

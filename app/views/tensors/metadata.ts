/** Metadata as people read it: by the first part of the key. Pure. */
import { plain } from '../../../workers/report/prose.ts';
import type { Metadata, MetadataEntry, Template } from '../../../workers/report/schema.ts';
import { count, plural } from '../../ui/format.ts';

export interface Group {
  /** `general`, `tokenizer`; empty for keys of one part. Text from the file. */
  readonly name: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly entry: MetadataEntry;
  /** The key without its group. Text from the file. */
  readonly label: string;
}

/** Groups in the order of their first key. */
export function grouped({ entries }: Metadata): readonly Group[] {
  const groups = new Map<string, Row[]>();
  for (const entry of entries) {
    const { data } = entry.key;
    const dot = data.indexOf('.');
    const name = dot > 0 ? data.slice(0, dot) : '';
    const rows = groups.get(name) ?? [];
    groups.set(name, [...rows, { entry, label: name === '' ? data : data.slice(dot + 1) }]);
  }
  return [...groups].map(([name, rows]) => ({ name, rows }));
}

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['text', 'texts'],
  bool: ['truth value', 'truth values'],
  array: ['list', 'lists'],
};

/** "128,256 texts" for an array, "Jinja, 412 characters" for a template; null when the value itself says it best. */
export function sized(entry: MetadataEntry, templates: readonly Template[]): string | null {
  const template = templates.find(
    ({ place }) => place.offset === entry.place.offset && place.path.join('\0') === entry.place.path.join('\0'),
  );
  if (template !== undefined) {
    const { data, cut = 0 } = template.source;
    return `Jinja, ${plural(data.length + cut, 'character')}`;
  }
  if (/^[iu](?:8|16|32|64)$/.test(entry.type)) return separated(plain(entry.value));
  const array = /^array of (\d+) (\w+)$/.exec(entry.type);
  if (array === null) return null;
  const many = Number(array[1]);
  const [one, more] = WORDS[array[2] ?? ''] ?? ['number', 'numbers'];
  // A few values are worth more than their count.
  return many <= 4 && plain(entry.value).length <= 40 ? null : `${count(many)} ${many === 1 ? one : more}`;
}

/** "131,072"; as it is when it is no whole number. */
function separated(text: string): string | null {
  return /^-?\d{1,20}$/.test(text) ? BigInt(text).toLocaleString('en-US') : null;
}

import type { OddityFact, TemplateFact } from '../../facts.ts';
import { data, prose } from '../../report/prose.ts';
import type { Folder } from './types.ts';
import { factsOf, folderOf, oddity } from './codes.ts';

/** Templates of one name in one folder: each server takes another of them, so they have to be the same. */
export function compareTemplates({ files }: Folder): OddityFact[] {
  const groups = new Map<string, { file: string; fact: TemplateFact }[]>();
  for (const file of files)
    for (const fact of factsOf(file, 'template')) {
      const key = `${folderOf(file.path)}\0${fact.name}`;
      groups.set(key, [...(groups.get(key) ?? []), { file: file.path, fact }]);
    }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const other = group.find(({ fact }) => first !== undefined && bare(fact.text) !== bare(first.fact.text));
    if (first === undefined || other === undefined) return [];
    return [
      oddity(
        'template-differs',
        other.fact.at,
        other.fact.name,
        prose`The template “${data(other.fact.name, 60)}” is another one in ${data(first.file, 120)} than in ${data(other.file, 120)}.`,
        [
          { reader: `takes ${first.fact.holder}`, sees: [data(first.fact.text, 300)] },
          { reader: `takes ${other.fact.holder}`, sees: [data(other.fact.text, 300)] },
        ],
      ),
    ];
  });
}

/** White space at the ends is lost when templates are copied. */
function bare(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

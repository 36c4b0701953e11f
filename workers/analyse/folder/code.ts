import type { OddityFact } from '../../facts.ts';
import { data, prose } from '../../report/prose.ts';
import type { Folder } from '../folder.ts';
import { factsOf, folderOf, oddity } from './codes.ts';

/** Python files that settings name have to be there, or come from where nobody looked. */
export function checkCode({ files }: Folder): OddityFact[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap((file) =>
    factsOf(file, 'setting').flatMap((fact) => {
      if (
        fact.module === null ||
        fact.repo !== null ||
        (fact.code !== 'auto-map' && fact.code !== 'component' && fact.code !== 'custom-pipeline')
      )
        return [];
      const wanted = `${folderOf(file.path)}${fact.module.replaceAll('.', '/')}.py`;
      const isThere =
        paths.has(wanted) ||
        [...paths].some((path) => path.endsWith(`/${fact.module ?? ''}.py`) || path === `${fact.module ?? ''}.py`);
      return isThere
        ? []
        : [
            oddity(
              'code-missing',
              fact.at,
              fact.module,
              prose`${data(file.path, 120)} names ${data(wanted, 120)}, which is not in the folder.`,
            ),
          ];
    }),
  );
}

import type { OddityFact } from '../../facts.ts';
import { tellingCall } from '../../lang/python/telling.ts';
import { data, prose } from '../../report/prose.ts';
import type { Folder } from './types.ts';
import { factsOf, folderOf, oddity } from './codes.ts';

/** Settings that make loaders import Python of the folder. */
const IMPORTS: ReadonlySet<string> = new Set(['auto-map', 'component', 'custom-pipeline', 'module-type']);

/** What a setting names and methods that making the model calls do: together they run when the model is loaded. */
export function checkActs({ files }: Folder): OddityFact[] {
  const named = files.flatMap((file) =>
    factsOf(file, 'setting').filter(({ code, module, repo }) => IMPORTS.has(code) && module !== null && repo === null),
  );
  return files.flatMap((file) => {
    const setting = named.find(({ module }) => file.path.endsWith(`${(module ?? '').replaceAll('.', '/')}.py`));
    if (setting === undefined) return [];
    return factsOf(file, 'python').flatMap(({ calls }) =>
      calls
        .filter(({ name, when }) => when === 'use' && (tellingCall(name) === 'process' || tellingCall(name) === 'code'))
        .map(({ at, name, shown }) =>
          oddity(
            'code-acts',
            at,
            name,
            prose`“${data(setting.key, 80)}” names ${data(file.path, 120)}, which calls ${data(shown, 160)} when the model is made or used.`,
          ),
        ),
    );
  });
}

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

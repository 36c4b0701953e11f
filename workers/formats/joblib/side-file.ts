import { data, prose } from '../../report/prose.ts';
import type { InlineNote } from './array-reader.ts';
import type { Wrapper } from './classes.ts';

/** What the name of a file beside this one leads to: `os.path.join(folder, name)`, then numpy.load(allow_pickle=True) or a ZFile. */
export function sideFile(
  name: string | null,
  kind: Exclude<Wrapper, 'array'>,
  here: { readonly offset: number; readonly length: number },
): InlineNote {
  const loader = kind === 'file' ? 'numpy.load with allow_pickle=True' : 'joblib';
  if (name === null)
    return {
      ...here,
      code: 'side-unknown',
      what: prose`An array is read from a file whose name is not known, by ${loader}.`,
    };
  if (isOutside(name))
    return {
      ...here,
      code: 'side-outside',
      what: prose`An array is read from ${data(name, 200)}, which is in another place, by ${loader}.`,
    };
  return {
    ...here,
    code: 'side-file',
    what: prose`An array is read from ${data(name, 200)} beside this file, by ${loader}.`,
  };
}

/** An absolute path, another machine, a drive, or a way up. */
export function isOutside(name: string): boolean {
  return /^[/\\]|^[a-z]:|[\0]/i.test(name) || name.split(/[/\\]/).includes('..');
}

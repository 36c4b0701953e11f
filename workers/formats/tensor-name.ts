import { data, prose, type Prose, visible } from '../report/prose.ts';

export interface NameFault {
  readonly code: 'name-path' | 'name-invisible';
  readonly what: Prose;
}

/** What is wrong with a tensor's name for those who make files or lines of text of it. */
export function nameFault(name: string): NameFault | null {
  if (visible(name) !== name)
    return { code: 'name-invisible', what: prose`The name ${data(name, 120)} holds characters that do not show.` };
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)|^(?:[\\/]|[A-Za-z]:[\\/])/.test(name))
    return {
      code: 'name-path',
      what: prose`The name ${data(name, 120)} leads out of a folder when it is used as a path.`,
    };
  return null;
}

const MAX_GROUP = 80;

/** What a picture of the file calls the part a tensor belongs to: its block, up to the first number, else its layer. */
export function groupName(name: string): string {
  const block = /^.{0,64}?(?:^|[._/])\d+(?=[._/]|$)/su.exec(name)?.[0];
  const layer = name.replace(/[._](?:weight|bias|weights|scale|kernel)$/, '');
  return (block ?? layer).slice(0, MAX_GROUP);
}

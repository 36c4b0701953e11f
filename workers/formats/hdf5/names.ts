import { data, prose } from '../../report/prose.ts';
import { isOutside } from '../tensorflow/outside.ts';
import type { File } from './file.ts';
import type { Named } from './keras.ts';
import type { Link, Target } from './link.ts';

/** Soft links one after the other that are followed, as the library does. */
const MAX_HOPS = 16;

interface SoftLink {
  readonly link: Link;
  readonly path: string;
  /** Address of the group it is in. */
  readonly group: number;
}

/** Which name of which group leads where: what soft links and Keras' lists of names are held against. */
export class Names {
  readonly #file: File;
  readonly #groups = new Map<number, ReadonlyMap<string, Target>>();
  readonly #soft: SoftLink[] = [];
  #root = -1;

  constructor(file: File) {
    this.#file = file;
  }

  add(group: number, path: string, links: readonly Link[]): void {
    if (this.#root < 0) this.#root = group;
    this.#groups.set(group, new Map(links.map(({ name, to }) => [name, to])));
    for (const link of links) this.#look(link, path === '' ? link.name : `${path}/${link.name}`, group);
  }

  /** Tells the links that lead out of the file, and keeps soft ones until all names are known. */
  #look(link: Link, path: string, group: number): void {
    const { at: offset, length, to } = link;
    const { odd } = this.#file;
    if (to.kind === 'soft') this.#soft.push({ link, path, group });
    if (to.kind === 'external')
      odd.state({
        code: isOutside(to.file) ? 'external-outside' : 'external',
        offset,
        length,
        subject: path,
        what: prose`${data(path, 120)} is ${data(to.path, 120)} of the file ${data(to.file, 200)}.`,
      });
    if (to.kind === 'user')
      odd.state({
        code: 'user-link',
        offset,
        length,
        subject: path,
        what: prose`${data(path, 120)} is a link of class ${to.type}.`,
      });
  }

  /** Once all groups are known. */
  close(named: readonly Named[]): void {
    for (const { link, path, group } of this.#soft) {
      if (link.to.kind !== 'soft') continue;
      const target = link.to.path;
      const end = this.#resolve(group, target);
      const isPath = /(?:^|[\\/])\.\.(?:[\\/]|$)|^~|:\/\//.test(target) && end !== 'found';
      if (end === 'found' || (end === 'missing' && this.#file.isBroken && !isPath)) continue;
      this.#file.odd.state({
        code: end === 'outside' || isPath ? 'soft-outside' : 'dangling',
        offset: link.at,
        length: link.length,
        subject: path,
        what: prose`${data(path, 120)} stands for ${data(target, 200)}${end === 'outside' ? ', which is in another file' : ', which is not in the file'}.`,
      });
    }
    for (const one of named) this.#check(one);
  }

  #check({ of, list, names }: Named): void {
    const group = this.#groupAt(of);
    if (group === null || this.#file.isBroken) return;
    const wrong = names.filter(({ text }) => this.#resolve(group, text) === 'missing');
    const [first] = wrong;
    if (first === undefined) return;
    this.#file.odd.state({
      code: 'names',
      offset: first.at,
      length: first.length,
      subject: of === '' ? list : `${of}@${list}`,
      what: prose`${wrong.length} of ${names.length} names are not in the file, the first of them ${data(first.text, 120)}.`,
    });
  }

  /** Null where the path is that of an array. */
  #groupAt(path: string): number | null {
    let group = this.#root;
    for (const part of path.split('/').filter((one) => one !== '')) {
      const to = this.#groups.get(group)?.get(part);
      if (to?.kind !== 'hard') return null;
      group = to.address;
    }
    return this.#groups.has(group) ? group : null;
  }

  #resolve(start: number, path: string): 'found' | 'missing' | 'outside' {
    const parts = partsOf(path);
    let at = path.startsWith('/') ? this.#root : start;
    for (let hops = 0; ;) {
      const part = parts.pop();
      if (part === undefined) return 'found';
      const to = this.#groups.get(at)?.get(part);
      if (to?.kind === 'external') return 'outside';
      if (to?.kind === 'user') return 'outside';
      if (to?.kind === 'hard') at = to.address;
      else if (to?.kind === 'soft' && hops < MAX_HOPS) {
        hops += 1;
        if (to.path.startsWith('/')) at = this.#root;
        for (const one of partsOf(to.path)) parts.push(one);
      } else return 'missing';
    }
  }
}

/** Last one first. */
function partsOf(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse();
}

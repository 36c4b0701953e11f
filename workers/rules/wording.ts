import { encodedCommand } from '../lang/encoded-command.ts';
import { code, data, plain, prose, type Prose, type ProsePart } from '../report/prose.ts';
import type { Act } from '../formats/pickle/semantics/act.ts';
import type { Dangerous } from './knowledge/capability.ts';
import type { Program } from './rule.ts';
import type { Occurrence } from './occurrences.ts';

/** Functions whose text is a command line of a shell. */
const SHELLS: ReadonlySet<string> = new Set([
  'os.system',
  'os.popen',
  'subprocess.getoutput',
  'subprocess.getstatusoutput',
  'commands.getoutput',
  'asyncio.create_subprocess_shell',
]);

export function isShell(act: Act): boolean {
  return SHELLS.has(act.name?.full ?? '');
}

/** It does something, or nobody knows that it does not: more than making an object of a library's class. */
export function isNotable(act: Act): boolean {
  if (act.kind === 'unknown') return !(act.isNew && act.match === 'package');
  return act.kind === 'call' || act.kind === 'mutate';
}

/** What the capability would do, after "would". */
export const WOULD: Readonly<Record<Dangerous | 'DESERIALIZE', string>> = {
  EXEC_PROC: 'start a program',
  EVAL: 'run Python code',
  REFLECT_CODE: 'build and run Python bytecode',
  NATIVE_LOAD: 'load machine code',
  IMPORT_BY_NAME: 'import a module that the file names',
  ATTR_TRAVERSE: 'reach into Python’s internals',
  CLASS_CREATE: 'make a class that carries out a call',
  FS_WRITE: 'write files',
  FS_DELETE: 'delete files',
  FS_READ: 'read files or facts about the machine',
  NET: 'contact another machine',
  STATE_MUTATE: 'change the running Python',
  DEFER: 'arrange a call for later',
  DESERIALIZE: 'load more data that can run code',
};

export function would(act: Act): string {
  if (isShell(act)) return 'run a shell command';
  const known: Readonly<Record<string, string>> = WOULD;
  return known[act.capability] ?? 'call something Vitrine does not know';
}

/** A name of the tables is ours to print as code; anything else is text from the file. */
export function nameOf(act: Act): ProsePart {
  if (act.name === null) return data('an object');
  return act.match === 'exact' && act.name.path.length > 0 && isPlain(act.name.full)
    ? code(act.name.full)
    : data(act.name.full, 200);
}

function isPlain(text: string): boolean {
  return /^[\w.]{1,120}$/.test(text);
}

/** "While the weights are unpacked", "When a loader reads a second pickle from this file". */
export function moment(program: Program): string {
  switch (program.exposure) {
    case 'again':
      return 'When a loader reads another pickle from the same file';
    case 'unopened':
      return 'When somebody extracts and loads this part';
    case 'weights':
      return 'When somebody loads this record as a pickle, which torch does not';
    case 'loaded':
      return program.fact.role === 'torch-object' || program.fact.role === 'torch-legacy'
        ? 'While the weights are unpacked'
        : 'While the object is rebuilt';
  }
}

/** "step 6,074 of the pickle program", "step 4 of a pickle inside the pickle program". */
export function stepText(one: Occurrence): Prose {
  const step = one.act.event?.step;
  const inside = one.loadedBy === null ? 'the pickle program' : 'a pickle inside the pickle program';
  return step === undefined ? [inside] : prose`step ${step} of ${inside}`;
}

/** "through functools.reduce". */
export function throughText(act: Act): Prose {
  if (act.via.length === 0) return [];
  const names = act.via.slice(0, 4).map((name): Prose => [data(name, 80)]);
  return prose`, through ${names.flatMap((name, i) => (i === 0 ? [...name] : [', ', ...name]))}`;
}

/** "The file spells it posix.system." */
export function writtenText(act: Act): Prose {
  const { name } = act;
  if (name === null) return [];
  const written = name.written.name === '' ? name.written.module : `${name.written.module}.${name.written.name}`;
  if (name.flags.includes('computed'))
    return prose` The name is put together while loading, so it does not stand in the file as it is.`;
  return written === name.full ? [] : prose` The file spells it ${data(written, 200)}.`;
}

/** Hosts and addresses a command or source text names. */
export function hostsIn(text: string | null): readonly string[] {
  if (text === null) return [];
  const found = [
    ...text.matchAll(/(?:https?|ftp|tcp):\/\/([\w.-]+)|\/dev\/tcp\/([\w.-]+)|\b(\d{1,3}(?:\.\d{1,3}){3})\b/g),
  ];
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? match[3] ?? ''))]
    .filter((host) => host !== '')
    .slice(0, 3);
}

/** What PowerShell is given in Base64, and the addresses in it. */
export function decodedText(act: Act): Prose {
  const command = (act.text === null ? null : encodedCommand(act.text)) ?? encodedCommand(plain(act.shown));
  return command === null ? [] : prose` Decoded, PowerShell gets ${data(command, 300)}.${hostsText(command)}`;
}

export function hostsText(text: string | null): Prose {
  const hosts = hostsIn(text);
  if (hosts.length === 0) return [];
  return prose` The text names ${hosts.flatMap((host, i) => (i === 0 ? [data(host, 100)] : [', ', data(host, 100)]))}.`;
}

import { readPrograms } from '../../analyse/programs.ts';
import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { stateIdentity } from '../../analyse/identity.ts';
import { explainRest } from '../../analyse/unclaimed.ts';
import type { ZipEntry } from '../../containers/zip/entry.ts';
import { openMember } from '../../containers/zip/member.ts';
import { MinizIndex } from '../../containers/zip/miniz.ts';
import { foldedKey } from '../../containers/zip/names.ts';
import { seenByTorch, type ZipArchive } from '../../containers/zip/reader.ts';
import { UniqueNames } from '../../containers/unique-names.ts';
import type { PickleFact, PickleRole, PythonCall, TorchScript, TorchStop } from '../../facts.ts';
import type { Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { decodeLatin1 } from '../pickle/text.ts';
import { bytecodeCalls } from './bytecode.ts';
import { readStorage } from './storage-record.ts';
import { type Rebuilds, rebuildsOf } from './rebuilds.ts';
import { idStops, type Preamble, preambleStop, reachStops, recordStops, type Unpickled, versionStop } from './stops.ts';
import { type Storages, storagesOf } from './storages.ts';
import { lostRecords, readerStop } from './reader-stop.ts';
import { type StorageRecord, stateTensors } from './tensors.ts';
import type { ReadProgram } from '../../analyse/programs.ts';

/** A ZIP as torch's reader sees it (caffe2 PyTorchStreamReader over miniz). */
export interface TorchArchive {
  readonly archive: ZipArchive;
  /** Folder of the first directory entry, which all names are looked up in; null when that entry is in none. */
  readonly root: string | null;
  /** What torch finds under a record name such as `data.pkl`. */
  readonly find: (record: string) => ZipEntry | null;
}

/** Null when no member is called data.pkl: then torch has nothing to unpickle. */
export function torchArchive(archive: ZipArchive): TorchArchive | null {
  if (!archive.entries.some(({ key }) => isObject(key))) return null;
  const visible = seenByTorch(archive.entries, archive.listed, archive.directories);
  const slash = visible[0]?.key.indexOf('/') ?? -1;
  const root = slash < 0 ? null : (visible[0]?.key.slice(0, slash) ?? null);
  const index = new MinizIndex(visible);
  return { archive, root, find: (record) => (root === null ? null : index.find(`${root}/${record}`)) };
}

/** Reads every member: programs first, then the rest, then storages, so that the tree keeps what matters when it is full. */
export async function readTorchArchive(scope: Scope, torch: TorchArchive, inspect: Inspect): Promise<void> {
  const { archive } = torch;
  const names = new UniqueNames();
  const named = archive.entries.map((entry) => ({ entry, name: names.of(entry.name) }));
  const objects = named.filter(({ entry }) => isObject(entry.key));
  const storages = named.filter(({ entry }) => isStorage(entry.key));
  const others = named.filter(({ entry }) => !isObject(entry.key) && !isStorage(entry.key));
  const programs = new Map<ZipEntry, Unpickling>();
  /** Whatever its bytes look like: torch unpickles it. */
  const unpickle =
    (entry: ZipEntry, role: PickleRole) =>
    async (child: Scope): Promise<void> => {
      const program = await readObject(child, role, inspect);
      if (program !== null && !programs.has(entry)) programs.set(entry, unpickling(program, child));
    };
  for (const { entry, name } of objects) {
    await openMember(scope, entry, name, { checksum: true, read: unpickle(entry, 'torch-object') });
  }
  const constants = torch.find('constants.pkl');
  const texts = new Map<ZipEntry, string>();
  for (const { entry, name } of others) {
    const read = async (child: Scope): Promise<void> => {
      const { source } = child;
      if (source.size <= SMALL && !texts.has(entry)) texts.set(entry, decodeLatin1(await source.read(0, source.size)));
      await (entry === constants ? unpickle(entry, 'member')(child) : inspect(child));
    };
    await openMember(scope, entry, name, { checksum: true, read });
  }
  const records = new Map<ZipEntry, StorageRecord>();
  for (const { entry, name } of storages) {
    const read = async (child: Scope): Promise<void> => {
      if (!records.has(entry))
        records.set(entry, {
          bytes: child.source.size,
          place: child.source.locate(0, child.source.size)?.[0] ?? null,
          path: child.source.path,
        });
      await readStorage(child, entry.head, inspect);
    };
    await openMember(scope, entry, name, { checksum: false, read });
  }
  await stateTorch(scope, torch, { programs, records, texts });
}

async function readObject(scope: Scope, role: PickleRole, inspect: Inspect): Promise<ReadProgram | null> {
  stateIdentity(scope, ['pickle']);
  const program = await readPrograms(scope, 0, role);
  await explainRest(scope, [], inspect);
  scope.close();
  return program;
}

/** A program torch unpickles, and what it asks of storages. */
interface Unpickling extends Unpickled {
  readonly storages: Storages;
  readonly rebuilds: Rebuilds;
}

function unpickling({ id, trace }: ReadProgram, { source }: Scope): Unpickling {
  const storages = storagesOf(trace);
  return { id, trace, source, storages, rebuilds: rebuildsOf(trace, storages.byRef) };
}

/** What was read of the members, under their first reading. */
interface Members {
  readonly programs: ReadonlyMap<ZipEntry, Unpickling>;
  readonly records: ReadonlyMap<ZipEntry, StorageRecord>;
  /** Those of a few bytes, a character each. */
  readonly texts: ReadonlyMap<ZipEntry, string>;
}

async function stateTorch(scope: Scope, torch: TorchArchive, { programs, records, texts }: Members): Promise<void> {
  const { archive, root } = torch;
  const object = torch.find('data.pkl');
  const found = object === null ? undefined : programs.get(object);
  const preamble = preambleOf(torch, texts);
  const entryOf = (key: string): ZipEntry | null => torch.find(`data/${key}`);
  const prefix = root === null ? null : `${root}/`;
  scope.state({
    kind: 'torch',
    at: placeIn(scope.source, 0, scope.source.size),
    container: 'zip',
    root,
    strays: archive.entries.slice(0, archive.listed).filter(({ key }) => prefix === null || !key.startsWith(prefix))
      .length,
    atStart: (await scope.source.read(0, 1))[0] === 0x50 && archive.entries.some(({ local }) => local?.offset === 0),
    // torch.load compares letters as they are, torch.jit.load looks names up as miniz does.
    torchScript: archive.entries.some(({ key }) => key === `${prefix ?? ''}constants.pkl`),
    script: scriptIn(scope, torch, programs, readerStop(torch) ?? versionStop(preamble)),
    byteorder: preamble.byteorder === 'little' || preamble.byteorder === 'big' ? preamble.byteorder : null,
    pickle: found?.id ?? null,
    stops: [...stopBefore(scope, torch, preamble), ...(found === undefined ? [] : stopsIn(found, entryOf))],
  });
  if (found === undefined) return;
  const record = (key: string): StorageRecord | null => {
    const entry = entryOf(key);
    return entry === null ? null : (records.get(entry) ?? emptyRecord(entry));
  };
  const { source, trace, rebuilds, storages } = found;
  stateTensors(scope, source, trace, { rebuilds, more: storages.more }, record);
}

function stopBefore({ source }: Scope, torch: TorchArchive, preamble: Preamble): TorchStop[] {
  const what = readerStop(torch) ?? preambleStop(preamble);
  const stop: TorchStop = {
    what: what ?? [],
    at: placeIn(source, 0, source.size),
    program: null,
    step: null,
    since: 0,
  };
  return what === null ? lostRecords(torch) : [stop];
}

function stopsIn(program: Unpickling, entryOf: (key: string) => ZipEntry | null): TorchStop[] {
  const { storages, rebuilds } = program;
  const sizeOf = (key: string): number | null => entryOf(key)?.readings[0]?.size ?? null;
  return [
    ...idStops(program, storages, 'zip'),
    ...recordStops(program, storages, sizeOf),
    ...reachStops(program, rebuilds),
  ];
}

/** A record without bytes is not opened, but it is there. */
function emptyRecord(entry: ZipEntry): StorageRecord | null {
  return entry.readings[0]?.compressedSize === 0 ? { bytes: 0, place: null } : null;
}

/** What torch reads of the archive before the program (caffe2/serialize/inline_container.cc). */
function preambleOf(torch: TorchArchive, texts: Members['texts']): Preamble {
  const read = (record: string): string | null | undefined => {
    const entry = torch.find(record);
    if (entry === null) return undefined;
    // Without bytes it is not opened.
    return texts.get(entry) ?? (entry.readings[0]?.size === 0 ? '' : null);
  };
  const own = read('.data/version');
  return {
    version: own === undefined ? read('version') : own,
    byteorder: read('byteorder'),
    alignment: read('.storage_alignment'),
  };
}

/** Longer ones are no number and no byte order. */
const SMALL = 64;

/** data.pkl in any folder: scanners and older readers do not all insist on the first entry's folder. */
function isObject(key: string): boolean {
  return /(?:^|\/)data\.pkl$/.test(foldedKey(key));
}

/** Sources torch.jit.load may ask for (torch/csrc/jit/serialization/import_export_helpers.cpp, qualifierToArchivePath), and bytecode. */
function scriptIn(
  scope: Scope,
  torch: TorchArchive,
  programs: Members['programs'],
  stop: Prose | null,
): TorchScript | null {
  const entry = torch.find('constants.pkl');
  if (entry === null) return null;
  const constants = programs.get(entry);
  const constantStops = constants === undefined ? [] : stopsIn(constants, (key) => torch.find(`constants/${key}`));
  const folder = foldedKey(`${torch.root ?? ''}/code/`);
  const isSource = (key: string): boolean => key.startsWith(folder) && key.endsWith('.py');
  const sources = torch.archive.entries.flatMap(({ key, name }) => (isSource(foldedKey(key)) ? [name] : []));
  // Archives of the oldest kind say there which record is whose source (import.cpp, LEGACY_deserialize).
  const isOldest = torch.find('model.json') !== null;
  return {
    stop,
    constants: constants?.id ?? null,
    constantStops,
    sources,
    bytecode: isOldest ? null : bytecodeIn(scope, torch),
  };
}

/** The program in bytecode.pkl was read with the other members. */
function bytecodeIn({ run, source: { path } }: Scope, { archive, root }: TorchArchive): PythonCall[] | null {
  const record = foldedKey(`${root ?? ''}/bytecode.pkl`);
  const [entry, another] = archive.entries.filter(({ key }) => foldedKey(key) === record);
  if (entry === undefined) return [];
  const isIt = ({ source }: PickleFact): boolean =>
    source.path.length === path.length + 1 && source.path.at(-1) === entry.name;
  const fact = run.programs.find((one) => isIt(one.fact))?.fact;
  // Which of two it would be is not asked.
  return fact === undefined || another !== undefined ? null : bytecodeCalls(fact);
}

/** Records torch reads as raw numbers. */
function isStorage(key: string): boolean {
  return (
    /(?:^|\/)(?:data|constants|tensors)\/[^/]+$/.test(foldedKey(key)) && !/\.(?:pkl|py|json)$/.test(foldedKey(key))
  );
}

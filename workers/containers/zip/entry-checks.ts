import { LIMITS } from '../../limits.ts';
import { code, data, type Prose, prose } from '../../report/prose.ts';
import type { CentralEntry } from './central.ts';
import { agrees } from './descriptor.ts';
import { CENTRAL, LOCAL } from './disagreements.ts';
import type { ZipEntry } from './entry.ts';
import { unicodePath } from './extra.ts';
import { type FactSink, named } from './fact-sink.ts';
import { FLAG_DESCRIPTOR, type LocalHeader } from './local.ts';
import { methodName } from './methods.ts';
import { decodeName, nameKey, nameTroubles } from './names.ts';

/** Bits 1 and 2 tell how hard the writer tried: no reader looks. */
const SPEED_BITS = 0x0006;
/** Encrypted, strongly encrypted, masked headers. */
const ENCRYPTION_BITS = 0x2041;

/** States everything odd about one entry. */
export function checkEntry(entry: ZipEntry, sink: FactSink): void {
  const { central, local } = entry;
  if (central !== null) checkCentral(central, sink);
  if (central !== null && local === null) {
    sink.note('no-local-header', central.offset, central.length, central.name, [
      [CENTRAL, prose`the data starts after a local header at offset ${central.localOffset}`],
    ]);
  }
  if (local !== null && (local.flags & ENCRYPTION_BITS) !== 0 && central === null) note(sink, 'encrypted', local);
  if (central === null || local === null) return;
  compareNames(central, local, sink);
  compareNumbers(entry, central, local, sink);
}

function checkCentral(entry: CentralEntry, sink: FactSink): void {
  for (const trouble of nameTroubles(entry.key)) note(sink, trouble, entry);
  if ((entry.flags & ENCRYPTION_BITS) !== 0) note(sink, 'encrypted', entry);
  if (((entry.external >>> 16) & 0xf000) === 0xa000) note(sink, 'symlink', entry);
  if (entry.method !== 0 && entry.method !== 8) {
    sink.note('method-unsupported', entry.offset, entry.length, entry.name, [[CENTRAL, methodProse(entry.method)]]);
  }
  if (entry.disk !== 0 && entry.disk !== 0xffff) note(sink, 'multi-disk', entry);
  const path = unicodePath(entry.extra);
  if (path !== null && nameKey(path.name, decodeName(path.name)) !== entry.key) {
    sink.note('unicode-path', entry.offset, entry.length, entry.name, [
      [CENTRAL, named(entry.name)],
      ['Unicode path field (unzip, 7-Zip)', named(decodeName(path.name))],
    ]);
  }
  const stated = entry.size / Math.max(1, entry.compressedSize);
  if (entry.size > LIMITS.ratioFloor && stated > LIMITS.ratio) {
    sink.note('ratio', entry.offset, entry.length, entry.name, [
      [CENTRAL, prose`${entry.compressedSize} bytes become ${entry.size}`],
    ]);
  }
}

function compareNames(central: CentralEntry, local: LocalHeader, sink: FactSink): void {
  if (central.key === local.key) return;
  sink.note('name-differs', local.offset, local.length, central.name, [
    [CENTRAL, [data(central.name), '; zipfile then refuses to open it']],
    [LOCAL, named(local.name)],
  ]);
}

function compareNumbers(entry: ZipEntry, central: CentralEntry, local: LocalHeader, sink: FactSink): void {
  const compare = (
    what: 'method-differs' | 'flags-differ' | 'crc-differs' | 'size-differs',
    left: Prose,
    right: Prose,
  ): void => {
    sink.note(what, local.offset, local.length, central.name, [
      [CENTRAL, left],
      [LOCAL, right],
    ]);
  };
  if (central.method !== local.method)
    compare('method-differs', methodProse(central.method), methodProse(local.method));
  if (((central.flags ^ local.flags) & ~SPEED_BITS) !== 0)
    compare('flags-differ', hex(central.flags), hex(local.flags));
  // With flag bit 3 a writer leaves zeros here and states the numbers after the data.
  const later = (local.flags & FLAG_DESCRIPTOR) !== 0;
  if (local.crc !== central.crc && !(later && local.crc === 0))
    compare('crc-differs', hex(central.crc), hex(local.crc));
  const sizes = [local.compressedSize, local.size];
  const differ = local.compressedSize !== central.compressedSize || local.size !== central.size;
  if (differ && !(later && sizes.every((size) => size === 0))) {
    compare('size-differs', sizesProse(central), sizesProse(local));
  }
  if (!later) return;
  if (entry.descriptor === null || !agrees(entry.descriptor, central)) {
    sink.note('descriptor-differs', local.offset, local.length, central.name, [
      [CENTRAL, prose`${hex(central.crc)}, ${sizesProse(central)}`],
      [
        'data descriptor (streaming readers)',
        entry.descriptor === null
          ? ['there is none']
          : prose`${hex(entry.descriptor.crc)}, ${sizesProse(entry.descriptor)}`,
      ],
    ]);
  }
}

function note(sink: FactSink, what: Parameters<FactSink['note']>[0], header: CentralEntry | LocalHeader): void {
  sink.note(what, header.offset, header.length, header.name);
}

function methodProse(method: number): Prose {
  return prose`method ${method} (${methodName(method)})`;
}

function hex(value: number): Prose {
  return [code(`0x${value.toString(16)}`)];
}

function sizesProse({ compressedSize, size }: { compressedSize: number; size: number }): Prose {
  return prose`${compressedSize} bytes stored, ${size} unpacked`;
}

/** Test only: pickles of checkpoints as torch.save writes them (protocol 2), and archives around them. */
import { ascii, bytes, u32 } from '../../containers/zip/build-zip.ts';

export interface TensorSpec {
  readonly name: string;
  readonly key: string;
  readonly shape: readonly number[];
  readonly strides?: readonly number[];
  readonly offset?: number;
  /** Elements the program declares for the storage. */
  readonly numel: number;
  readonly type?: string;
  /** Where it was saved; `cpu` when not told. */
  readonly device?: string;
  /** The id has a sixth item, as in the old format. */
  readonly view?: boolean;
}

/** `{name: tensor, …}`, or an OrderedDict filled with SETITEMS. */
export function stateDict(tensors: readonly TensorSpec[], ordered = false): Uint8Array<ArrayBuffer> {
  const start = ordered ? ascii('ccollections\nOrderedDict\n)R') : ascii('}');
  const items = tensors.flatMap((tensor) => [text(tensor.name), tensorOf(tensor)]);
  return bytes(Uint8Array.of(0x80, 2), start, ascii('('), ...items, ascii('u.'));
}

export function tensorOf({ key, shape, strides, offset, numel, type, device, view }: TensorSpec): Uint8Array {
  const pid = bytes(
    ascii('('),
    text('storage'),
    ascii(`ctorch\n${type ?? 'FloatStorage'}\n`),
    text(key),
    text(device ?? 'cpu'),
    int(numel),
    ascii(view === true ? 'NtQ' : 'tQ'),
  );
  const row = strides ?? shape.map((_, i) => shape.slice(i + 1).reduce((product, size) => product * size, 1));
  const sizes = bytes(ascii('('), ...shape.map(int), ascii('t('), ...row.map(int), ascii('t'));
  return bytes(
    ascii('ctorch._utils\n_rebuild_tensor_v2\n('),
    pid,
    int(offset ?? 0),
    sizes,
    Uint8Array.of(0x89),
    ascii('ccollections\nOrderedDict\n)RtR'),
  );
}

export function text(value: string): Uint8Array {
  const utf8 = new TextEncoder().encode(value);
  return bytes(ascii('X'), u32(utf8.length), utf8);
}

export function int(value: number): Uint8Array {
  return bytes(ascii('J'), u32(value >>> 0));
}

/** Imports os.system and calls it with a harmless text. Never run: it is only read. */
export const CALLS_SYSTEM: Uint8Array<ArrayBuffer> = bytes(
  Uint8Array.of(0x80, 2),
  ascii('cos\nsystem\n('),
  text('true'),
  ascii('tR.'),
);

/** The five pickles of the old format and its storages, float32. */
export function legacy(object: Uint8Array, storages: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const magic = Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e);
  const version = Uint8Array.of(0x80, 2, 0x4d, 0xe9, 3, 0x2e);
  const system = bytes(Uint8Array.of(0x80, 2), ascii('}'), text('little_endian'), Uint8Array.of(0x88), ascii('s.'));
  const keys = bytes(Uint8Array.of(0x80, 2), ascii(']('), ...Object.keys(storages).map(text), ascii('e.'));
  const raw = Object.values(storages).flatMap((data) => [u32(data.length / 4), u32(0), data]);
  return bytes(magic, version, system, object, keys, ...raw);
}

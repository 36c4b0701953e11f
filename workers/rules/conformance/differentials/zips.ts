import { ascii, bytes, u16, u32, zip } from '../../../containers/zip/build-zip.ts';
import { safetensors, vectors } from '../../../formats/safetensors/build-safetensors.ts';
import { bytesOf, EVIL, P } from '../build.ts';
import type { Differential } from './differential.ts';

const plain = bytesOf(`${P(2)}}.`);
const evil = bytesOf(`${P(2)}${EVIL}.`);
const version = { name: 'm/version', data: ascii('3\n') };
const order = { name: 'm/byteorder', data: ascii('little') };
const pkl = (data: Uint8Array, name = 'm/data.pkl'): { name: string; data: Uint8Array } => ({ name, data });
const npy = bytes(
  Uint8Array.of(0x93),
  ascii('NUMPY\x01\x00'),
  u16(54),
  ascii("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}".padEnd(53) + '\n').subarray(0, 54),
  new Uint8Array(8),
);
const up = (name: string): Uint8Array =>
  bytes(u16(0x7075), u16(5 + name.length), Uint8Array.of(1), u32(0), ascii(name));
const row = (
  number: number,
  what: string,
  readers: Differential['readers'],
  body: Uint8Array,
  rest: Partial<Differential> & Pick<Differential, 'tells'>,
): Differential => ({ row: number, what, readers, name: 'model.pt', bytes: body, ...rest });

/** Rows 7 to 15: one archive, several readers of ZIP. */
export const ZIPS: readonly Differential[] = [
  row(
    7,
    'an archive behind a pickle',
    ['zipfile opens the archive', 'torch.load and pickle.load read the pickle'],
    bytes(plain, zip([pkl(evil), version, order])),
    {
      tells: ['zip.prefix', 'identity.several', 'pickle.call.process'],
      reads: ['m/data.pkl'],
      loaders: { 'pickle.load': 'loads', zipfile: 'runs' },
    },
  ),
  row(
    7,
    'an archive behind an array',
    ['zipfile opens the archive', 'numpy.load reads the array'],
    bytes(npy, zip([pkl(evil, 'a.pkl')])),
    {
      name: 'model.npy',
      tells: ['zip.prefix', 'identity.several', 'pickle.call.process'],
      reads: ['a.pkl'],
    },
  ),
  row(
    7,
    'an archive behind safetensors',
    ['zipfile opens the archive', 'safetensors refuses the trailing bytes'],
    bytes(safetensors(vectors('w'), new Uint8Array(8)), zip([pkl(evil, 'a.pkl')])),
    {
      name: 'model.safetensors',
      tells: ['zip.prefix', 'identity.several', 'safetensors.trailing-bytes'],
      reads: ['a.pkl'],
    },
  ),
  row(
    8,
    'names that differ in case only',
    ['torch: one name', 'zipfile: two'],
    zip([pkl(plain), pkl(evil, 'm/DATA.PKL'), version, order]),
    {
      tells: ['zip.case-collision', 'pickle.call.process'],
      reads: ['m/data.pkl', 'm/DATA.PKL'],
    },
  ),
  row(
    9,
    'one name twice',
    ['zipfile: the last', 'torch: the one its search comes to'],
    zip([pkl(plain), pkl(evil), version, order]),
    {
      tells: ['zip.duplicate-name', 'pickle.call.process'],
    },
  ),
  row(
    10,
    'two top folders',
    ['torch: the folder of the first entry', 'readers that look for “data.pkl” anywhere'],
    zip([pkl(plain), version, order, pkl(evil, 'n/data.pkl')]),
    {
      tells: ['torch.strays', 'pickle.call.process'],
      reads: ['m/data.pkl', 'n/data.pkl'],
    },
  ),
  row(
    11,
    'constants.pkl in a checkpoint',
    ['torch.load hands it to the TorchScript reader', 'scanners see a checkpoint'],
    zip([pkl(plain), pkl(bytesOf(`${P(2)}).`), 'm/constants.pkl'), version]),
    {
      tells: ['torch.script'],
      loaders: { 'torch.load>=2.6': 'refuses' },
    },
  ),
  row(
    12,
    'fewer entries counted than listed',
    ['torch: those that are counted', 'zipfile: all'],
    zip([pkl(plain), version, order, pkl(evil, 'm/extra.pkl')], { end: { entries: 3, entriesHere: 3 } }),
    {
      tells: ['zip.count-differs', 'pickle.call.process'],
      reads: ['m/extra.pkl'],
    },
  ),
  row(
    13,
    'another name in the local header',
    ['readers of the directory', 'streaming readers'],
    zip([{ ...pkl(evil), local: { name: 'm/readme.md' } }, version]),
    { tells: ['zip.name-differs', 'pickle.call.process'] },
  ),
  row(
    13,
    'another method in the local header',
    ['directory: stored', 'streaming readers: deflated'],
    zip([{ ...pkl(evil), local: { method: 8 } }, version]),
    { tells: ['zip.method-differs', 'pickle.call.process'] },
  ),
  row(
    13,
    'another size in the local header',
    ['directory: the whole pickle', 'streaming readers: its first bytes'],
    zip([{ ...pkl(evil), local: { size: 3, compressedSize: 3 } }, version]),
    { tells: ['zip.size-differs', 'pickle.call.process'] },
  ),
  row(
    13,
    'another checksum in the local header',
    ['zipfile compares the directory’s', 'streaming readers the other'],
    zip([{ ...pkl(evil), local: { crc: 5 } }, version]),
    { tells: ['zip.crc-differs', 'pickle.call.process'] },
  ),
  row(
    13,
    'marked as encrypted in the local header only',
    ['zipfile reads it', 'scanners pass by what is locked'],
    zip([{ ...pkl(evil), local: { flags: 1 } }, version]),
    { tells: ['zip.flags-differ', 'pickle.call.process'] },
  ),
  row(
    13,
    'a second name in an extra field',
    ['zipfile: the plain name', 'unzip: the other'],
    zip([{ ...pkl(evil, 'm/readme.md'), central: { extra: up('m/data.pkl') } }, version]),
    { tells: ['zip.unicode-path', 'pickle.call.process'] },
  ),
  row(
    13,
    'a name with a NUL byte',
    ['zipfile cuts it', 'others keep it'],
    zip([pkl(evil, 'm/data.pkl\0.txt'), version]),
    { tells: ['zip.name-nul', 'pickle.call.process'] },
  ),
  row(
    14,
    'an entry no directory lists',
    ['streaming readers', 'readers of the directory do not see it'],
    zip([pkl(plain), { ...pkl(evil, 'm/hidden.pkl'), orphan: true }, version, order]),
    {
      tells: ['zip.orphan', 'pickle.call.process'],
      reads: ['m/hidden.pkl'],
    },
  ),
  row(
    14,
    'bytes between entries',
    ['carvers', 'readers of the directory do not see them'],
    zip([pkl(plain), { ...version, gap: evil }, order]),
    { tells: ['zip.gap', 'pickle.call.process'] },
  ),
  row(
    14,
    'bytes behind the archive',
    ['carvers', 'readers of the directory do not see them'],
    zip([pkl(plain), version, order], { suffix: evil }),
    { tells: ['zip.suffix', 'pickle.call.process'] },
  ),
  row(
    15,
    'a Zip64 locator that points elsewhere',
    ['Python before its fix: the record before the locator', 'others: where it points'],
    zip([pkl(plain), version, order], { zip64: { locatorOffset: 7 } }),
    { tells: ['zip.zip64-locator'] },
  ),
];

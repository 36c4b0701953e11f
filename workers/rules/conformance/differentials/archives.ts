import { gzipSync } from 'node:zlib';
import { pax, tar } from '../../../containers/tar/build-tar.ts';
import { ascii, bytes } from '../../../containers/zip/build-zip.ts';
import { bytesOf, EVIL, P } from '../build.ts';
import type { Differential } from './differential.ts';

const plain = bytesOf(`${P(2)}}.`);
const evil = bytesOf(`${P(2)}${EVIL}.`);
const inner = tar([{ name: 'evil.pkl', data: evil }], new Uint8Array(0));
const row = (
  number: number,
  what: string,
  readers: Differential['readers'],
  name: string,
  body: Uint8Array,
  rest: Partial<Differential> & Pick<Differential, 'tells'>,
): Differential => ({ row: number, what, readers, name, bytes: body, ...rest });

/** Rows 16 to 18: tar and gzip. */
export const ARCHIVES: readonly Differential[] = [
  row(
    16,
    'two sizes, in the PAX header and in the member’s own',
    ['Python, Go: the PAX size', 'readers that go by the header see another member inside'],
    'model.tar',
    tar([pax('size', String(inner.length)), { name: 'weights.bin', data: inner, size: 0 }]),
    {
      tells: ['tar.pax-size', 'tar.hidden-member', 'pickle.call.process'],
      reads: ['evil.pkl (hidden from tarfile)'],
    },
  ),
  row(
    17,
    'an archive behind the end of an archive',
    ['ignore_zeros, bsdtar: all members', 'tarfile: those of the first'],
    'model.tar',
    bytes(tar([{ name: 'a.pkl', data: plain }]), tar([{ name: 'b.pkl', data: evil }])),
    {
      tells: ['tar.second-archive', 'pickle.call.process'],
      reads: ['a.pkl', 'b.pkl'],
    },
  ),
  row(
    17,
    'two gzip members',
    ['gzip joins them', 'readers of the first member stop'],
    'model.pkl.gz',
    bytes(gzipSync(bytesOf(`${P(2)}N.`)), gzipSync(evil)),
    {
      tells: ['compressed.members', 'pickle.call.process'],
    },
  ),
  row(
    18,
    'a tar that torch reads before anything else',
    ['torch.load: tar first', 'scanners see a pickle'],
    'model.pt',
    tar([
      { name: 'sys_info', data: plain },
      { name: 'pickle', data: evil },
      { name: 'tensors', data: bytesOf(`${P(2)}K\x00.`) },
      { name: 'storages', data: bytesOf(`${P(2)}K\x00.`) },
    ]),
    {
      tells: ['pickle.call.process'],
      loaders: { 'torch.load<2.6': 'runs' },
    },
  ),
  row(
    18,
    'a tar whose first name is a pickle',
    ['torch.load: tar', 'pickle.load: the name'],
    'model.pt',
    tar([
      { name: `${P(2)}N.`, data: ascii('x') },
      { name: 'pickle', data: evil },
      { name: 'storages', data: bytesOf(`${P(2)}K\x00.`) },
    ]),
    {
      tells: ['pickle.call.process', 'identity.several'],
    },
  ),
];

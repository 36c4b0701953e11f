/** Test only: tar archives, header by header. */
import { ascii, bytes } from '../zip/build-zip.ts';

export interface TarMember {
  readonly name: string;
  readonly data?: Uint8Array;
  readonly type?: string;
  readonly link?: string;
  readonly mode?: string;
  /** Stated instead of the data's length. */
  readonly size?: number;
}

export function tar(members: readonly TarMember[], end = new Uint8Array(1024)): Uint8Array<ArrayBuffer> {
  const parts = members.flatMap(
    ({ name, data = new Uint8Array(0), type = '0', link = '', mode = '0000644', size = data.length }) => {
      const header = new Uint8Array(512);
      header.set(ascii(name.slice(0, 100)));
      header.set(ascii(`${mode}\0`), 100);
      if (size < 0) header.set(new Uint8Array(12).fill(0xff).fill(0x100 + size, 11), 124);
      else header.set(ascii(`${size.toString(8).padStart(11, '0')}\0`), 124);
      header.set(ascii('        '), 148);
      header.set(ascii(type), 156);
      header.set(ascii(link), 157);
      header.set(ascii('ustar\x0000'), 257);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.set(ascii(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
      return [header, data, new Uint8Array((512 - (data.length % 512)) % 512)];
    },
  );
  return bytes(...parts, end);
}

/** A PAX header with one record, for the next member or (`g`) for all. */
export function pax(key: string, value: string, type = 'x'): TarMember {
  const record = ` ${key}=${value}\n`;
  let length = record.length + 2;
  while (`${length}${record}`.length !== length) length += 1;
  return { name: 'pax', type, data: ascii(`${length}${record}`) };
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeIn } from './byte-source.ts';
import { HeldSource, Shelf } from './held-source.ts';
import { blobHost, bytesHost, firstThatReads, pageHost, type Host } from './host.ts';
import { linear } from './linear.ts';
import { bytesSource, RootSource } from './sources.ts';
import { Spans } from './spans.ts';

const MiB = 1024 * 1024;

function pattern(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 255);
}

function counted(bytes: Uint8Array): Host & { reads: number } {
  const inner = bytesHost(bytes);
  return {
    size: inner.size,
    reads: 0,
    read(offset, length) {
      this.reads += 1;
      return inner.read(offset, length);
    },
  };
}

describe('reading', () => {
  const bytes = pattern(300_000);

  test('gives the bytes asked for, through the cache and past it', async () => {
    const source = new RootSource('f', bytesHost(bytes));
    await fc.assert(
      fc.asyncProperty(fc.nat(310_000), fc.nat(200_000), fc.boolean(), async (offset, length, direct) => {
        const got = await source.read(offset, length, direct ? 'direct' : undefined);
        expect(Buffer.compare(got, bytes.subarray(offset, offset + length))).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('counts distinct bytes and asks the host once for what is cached', async () => {
    const host = counted(bytes);
    const source = new RootSource('f', host);
    await source.read(0, 10);
    await source.read(100, 10);
    await source.read(70_000, 10);
    expect(host.reads).toBe(2);
    expect(source.bytesRead).toBe(2 * 65_536);
    await source.read(0, 200_000);
    expect(source.bytesRead).toBe(4 * 65_536);
  });

  test('counts the same where the host holds the bytes anyway', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(310_000), fc.nat(70_000)), { maxLength: 6 }), async (reads) => {
        const [fetched, held] = [new RootSource('f', counted(bytes)), new RootSource('f', bytesHost(bytes))];
        for (const [offset, length] of reads) {
          expect(Buffer.compare(await held.read(offset, length), await fetched.read(offset, length))).toBe(0);
          expect(held.bytesRead).toBe(fetched.bytesRead);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('nonsense offsets read nothing', async () => {
    const source = bytesSource(bytes);
    for (const [offset, length] of [
      [-5, 0],
      [NaN, NaN],
      [400_000, 5],
      [Infinity, 1],
      [5, -1],
    ] as const) {
      expect(await source.read(offset, length)).toHaveLength(0);
    }
  });

  test('windows of windows read and locate like the file', async () => {
    const inner = bytesSource(bytes, 'f').slice(1000, 5000, 'a').slice(10, 100, 'b');
    expect(inner.path).toEqual(['f', 'a', 'b']);
    expect(await inner.read(5, 1000)).toEqual(bytes.subarray(1015, 1110));
    expect(placeIn(inner, 5, 3)).toEqual({
      path: ['f', 'a', 'b'],
      offset: 5,
      length: 3,
      file: [{ offset: 1015, length: 3 }],
    });
    expect(inner.slice(90, 100).size).toBe(10);
  });

  test('a linear pass gives every byte once', async () => {
    const big = pattern(9 * MiB);
    const seen: Uint8Array[] = [];
    for await (const chunk of linear(bytesSource(big), 5)) seen.push(chunk);
    expect(Buffer.compare(Buffer.concat(seen), big.subarray(5))).toBe(0);
    expect(seen).toHaveLength(3);
  });

  test('many small ranges cost few reads', async () => {
    const host = counted(pattern(8 * MiB));
    const ranges = Array.from({ length: 1000 }, (_, i) => ({ offset: i * 8000, length: 64 }));
    const spans = await Spans.read(new RootSource('f', host), ranges);
    expect(host.reads).toBeLessThanOrEqual(3);
    expect(spans.get(8000 * 7, 64)).toEqual(pattern(8000 * 7 + 64).subarray(8000 * 7));
    expect(spans.get(8 * MiB - 10, 64)).toBeNull();
  });
});

describe('what the host may do', () => {
  test('a linear pass over part of a blob gives the same bytes, and counts them as read', async () => {
    const bytes = pattern(9 * MiB + 5);
    const source = new RootSource('f', blobHost(new Blob([bytes])));
    const seen: Uint8Array[] = [];
    for await (const chunk of linear(source.slice(3, 9 * MiB), 4)) seen.push(chunk.slice());
    expect(Buffer.compare(Buffer.concat(seen), bytes.subarray(7, 9 * MiB + 3))).toBe(0);
    expect(source.bytesRead).toBe(9 * MiB - 4);
  });

  test('a blob that changes while it is streamed is noticed', async () => {
    const file = Object.assign(new Blob([pattern(9 * MiB)]), { lastModified: 5 });
    const source = new RootSource('f', blobHost(file, { size: file.size, lastModified: 5 }));
    const pass = async (): Promise<void> => {
      for await (const chunk of linear(source)) if (chunk.length > 0) file.lastModified = 6;
    };
    await expect(pass()).rejects.toMatchObject({ code: 'changed' });
  });

  test('a blob that differs from the one that was chosen is a changed file', async () => {
    const file = new File([pattern(100)], 'm.pt', { lastModified: 5 });
    const same = blobHost(file, { size: 100, lastModified: 5 });
    expect(await same.read(10, 5)).toEqual(pattern(15).subarray(10));
    await expect(blobHost(file, { size: 120, lastModified: 5 }).read(0, 1)).rejects.toMatchObject({ code: 'changed' });
    await expect(blobHost(file, { size: 100, lastModified: 6 }).read(0, 1)).rejects.toMatchObject({ code: 'changed' });
  });

  test('a page that serves fewer bytes than it promised is a changed file', async () => {
    const host = pageHost((offset, length) => Promise.resolve(pattern(50).slice(offset, offset + length).buffer), 100);
    expect(await host.read(10, 20)).toHaveLength(20);
    await expect(host.read(40, 20)).rejects.toMatchObject({ code: 'changed', offset: 40 });
  });

  test('the page is asked where a worker cannot read, and no longer once it could', async () => {
    const asked: string[] = [];
    const host = (name: string, failing: () => boolean): Host => ({
      size: 100,
      read: (offset, length) => {
        asked.push(name);
        return failing()
          ? Promise.reject(new Error(name))
          : Promise.resolve(pattern(100).subarray(offset, offset + length));
      },
    });
    const refused = firstThatReads(
      host('worker', () => true),
      host('page', () => false),
    );
    expect(await refused.read(10, 5)).toEqual(pattern(15).subarray(10));
    await refused.read(0, 1);
    expect(asked).toEqual(['worker', 'page', 'page']);
    asked.length = 0;
    const once = firstThatReads(
      host('worker', () => asked.length > 1),
      host('page', () => false),
    );
    await once.read(0, 1);
    await expect(once.read(0, 1)).rejects.toThrow('worker');
    expect(asked).toEqual(['worker', 'worker']);
  });

  test('a read the browser refuses says why', async () => {
    const host = pageHost(() => Promise.reject(new DOMException('', 'NotReadableError')), 100);
    await expect(new RootSource('f', host).read(0, 1)).rejects.toMatchObject({ code: 'changed' });
    const denied = pageHost(() => Promise.reject(new DOMException('', 'SecurityError')), 100);
    await expect(new RootSource('f', denied).read(0, 1)).rejects.toThrow(/SecurityError/);
  });
});

describe('decompressed members', () => {
  test('are made on demand, dropped under pressure and made again', async () => {
    const shelf = new Shelf(100);
    const root = bytesSource(new Uint8Array(10), 'f');
    let made = 0;
    const member = (name: string, size: number) =>
      new HeldSource(root, name, size, shelf, () => {
        made += 1;
        return Promise.resolve(pattern(size));
      });
    const a = member('a', 60);
    const b = member('b', 60);
    expect(await a.read(50, 100)).toEqual(pattern(60).subarray(50));
    await a.read(0, 1);
    expect(made).toBe(1);
    await b.read(0, 1);
    expect(shelf.total).toBe(60);
    expect(await a.slice(2, 4, 'x').read(0, 10)).toEqual(pattern(6).subarray(2));
    expect(made).toBe(3);
    expect(a.locate()).toBeNull();
    expect(a.slice(2, 4).locate(0, 1)).toBeNull();
  });
});

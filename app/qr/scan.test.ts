import encodeQR from 'qr';
import { expect, it } from 'vitest';
import { LINKS } from '../link/links.data.ts';
import { add, NOTHING } from './collection.ts';
import { framesOf } from './frames.ts';
import { readAll } from './scan.ts';

const PIXELS = 4;

/** Codes beside each other on white, seen from the side, turned, grey and noisy, as in a photo. */
function photo(texts: readonly string[], columns: number, degrees: number, shear: number) {
  const codes = texts.map((text) => encodeQR(text, 'raw', { ecc: 'low', border: 4 }));
  const side = (codes[0]?.length ?? 0) * PIXELS;
  const [width, height] = [side * columns, side * Math.ceil(codes.length / columns)];
  const at = (x: number, y: number): number => {
    if (x < 0 || y < 0 || x >= width || y >= height) return 120;
    const code = codes[Math.floor(y / side) * columns + Math.floor(x / side)];
    const dark = code?.[Math.floor((y % side) / PIXELS)]?.[Math.floor((x % side) / PIXELS)] === true;
    return dark ? 30 : 210;
  };
  const size = Math.round(Math.max(width, height) * 1.3);
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  let seed = 1;
  for (let i = 0; i < size * size; i++) {
    const [dx, dy] = [(i % size) - size / 2, Math.floor(i / size) - size / 2];
    const v = cos * dy - sin * dx;
    const u = cos * dx + sin * dy - shear * v;
    seed = (seed * 48_271) % 0x7fffffff;
    const value = at(Math.floor(u + width / 2), Math.floor(v + height / 2)) + (seed % 21) - 10;
    data.fill(value, i * 4, i * 4 + 3);
  }
  return { width: size, height: size, data };
}

it('a photo of a sequence, turned and seen from the side, is the report again', async () => {
  const fragment = LINKS.find(({ made }) => made === '0.1.0, without names')?.fragment ?? '';
  const texts = await framesOf(fragment);
  expect(texts.length).toBe(3);
  for (const [degrees, shear] of [
    [0, 0],
    [0, 0.05],
    [7, 0.05],
    [-25, 0],
    [180, 0.03],
  ] as const) {
    const read = await readAll(photo(texts, 2, degrees, shear), () => 0);
    expect((await add(NOTHING, read)).fragment, `${degrees.toString()}°`).toBe(fragment);
  }
}, 120_000);

it('a picture without codes has none, and stripes take no time', async () => {
  const stripes = { width: 400, height: 400, data: new Uint8ClampedArray(640_000) };
  for (let i = 0; i < 160_000; i++) stripes.data.fill(Math.floor((i % 400) / 3) % 2 === 0 ? 255 : 0, i * 4, i * 4 + 3);
  expect(await readAll(stripes, () => 0)).toEqual([]);
});

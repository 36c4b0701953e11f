/** The texts of all codes in a picture: searched as a whole, then each three corners that could be a code by themselves. */
import { decodeQR, decodeQRBatch, type Image, type Point } from 'qr/decode.js';
import { binarize, corners, cut, type Corner, type Gray, type Part, triples } from './locate.ts';

/** For hard cases of one search. */
const MS_EACH = 40;
/** In all, beside the first search. */
const MS_MOST = 6_000;
const MOST_CODES = 100;

/** One search, as for a camera that shows one code. */
export async function readOne(image: Image, ms: number): Promise<readonly string[]> {
  const [found = []] = await decodeQRBatch([image], { timeLimit: ms });
  return [...new Set(found.filter((one) => typeof one === 'string'))].slice(0, MOST_CODES);
}

export async function readAll(image: Image, now: () => number): Promise<readonly string[]> {
  const texts = new Set(await readOne(image, MS_EACH * 10));
  const gray = grayOf(image);
  const all = corners(binarize(gray), gray.width, gray.height);
  const used = new Set<Corner>();
  const until = now() + MS_MOST;
  for (const triple of triples(all)) {
    if (texts.size >= MOST_CODES || now() > until) break;
    if (triple.some((corner) => used.has(corner))) continue;
    const part = cut(gray, triple);
    const read = part === null ? null : readPart(part);
    if (read === null) continue;
    texts.add(read.text);
    for (const { x, y } of read.corners)
      for (const corner of all) if (Math.hypot(corner.x - x, corner.y - y) < 3 * corner.module) used.add(corner);
  }
  return [...texts];
}

/** The code in a part, and where its corners are: not always those that it was cut out by. */
function readPart(part: Part): { readonly text: string; readonly corners: readonly Point[] } | null {
  const found: Point[] = [];
  try {
    const text = decodeQR(imageOf(part), {
      timeLimit: MS_EACH,
      pointsOnDetect: ({ tl, tr, bl }, result) => {
        if (typeof result === 'string')
          found.push(...[tl, tr, bl].map(({ x, y }) => ({ x: x + part.left, y: y + part.top })));
      },
    });
    return { text, corners: found };
  } catch {
    return null;
  }
}

function grayOf({ width, height, data }: Image): Gray {
  const luma = new Uint8Array(width * height);
  for (let i = 0; i < luma.length; i++)
    luma[i] = ((data[i * 4] ?? 0) * 3 + (data[i * 4 + 1] ?? 0) * 6 + (data[i * 4 + 2] ?? 0)) / 10;
  return { width, height, luma };
}

function imageOf({ width, height, luma }: Gray): Image {
  const data = new Uint8ClampedArray(luma.length * 4);
  luma.forEach((value, i) => data.fill(value, i * 4, i * 4 + 3).fill(255, i * 4 + 3, i * 4 + 4));
  return { width, height, data };
}

/** Writes and reads QR codes off the page's thread: pictures are hostile input, and looking for codes in one takes a while. */
import encodeQR from 'qr';
import { fits, pictureOf } from './picture.ts';
import type { Answer, Ask, Modules } from './protocol.ts';
import { readAll, readOne } from './scan.ts';

/** Longest side that is searched; larger pictures are made smaller first. */
const MOST_SIDE = 3_000;
/** For hard cases, on top of one plain search: a camera shows the next picture soon. */
const MS_FRAME = 60;
/** The quiet zone that the standard asks for. */
const BORDER = 4;

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  void answer(data).then((reply) => {
    postMessage(reply);
  });
});

async function answer(ask: Ask): Promise<Answer> {
  const { id } = ask;
  try {
    switch (ask.kind) {
      case 'write':
        return { id, kind: 'written', codes: ask.texts.map(modulesOf) };
      case 'frame':
        return { id, kind: 'read', texts: await readOne(ask.image, MS_FRAME) };
      case 'picture':
        return { id, kind: 'read', texts: await textsOfPicture(ask.bytes) };
    }
  } catch {
    // No picture, though it began like one; or one that the browser does not decode.
    return { id, kind: 'read', texts: [] };
  }
}

function modulesOf(text: string): Modules {
  return encodeQR(text, 'raw', { ecc: 'low', border: BORDER });
}

async function textsOfPicture(bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  const picture = pictureOf(bytes);
  if (picture === null || !fits(picture)) return [];
  const scale = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: picture.type }), {
    resizeWidth: Math.max(1, Math.round(picture.width * scale)),
    resizeHeight: Math.max(1, Math.round(picture.height * scale)),
    resizeQuality: 'high',
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) return [];
  // A picture with holes is seen on white, as on a page.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return readAll(context.getImageData(0, 0, width, height), () => performance.now());
}

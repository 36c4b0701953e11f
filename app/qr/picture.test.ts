import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, pictureOf } from './picture.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const png = (width: string, height: string): Uint8Array => bytes(`\x89PNG\r\n\x1a\n\0\0\0\rIHDR${width}${height}`);

describe('a picture', () => {
  it('says its size in its first bytes', () => {
    expect(pictureOf(png('\0\0\x02\x80', '\0\0\x01\xe0'))).toEqual({ type: 'image/png', width: 640, height: 480 });
    const notes = `\xff\xe1\x00\x06Exif`;
    expect(pictureOf(bytes(`\xff\xd8${notes}\xff\xff\xc2\x00\x11\x08\x01\xe0\x02\x80\x03more`))).toEqual({
      type: 'image/jpeg',
      width: 640,
      height: 480,
    });
    const riff = 'RIFF\0\0\0\0WEBP';
    for (const chunk of [
      'VP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0',
      'VP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01',
      'VP8L\x0a\0\0\0\x2f\x7f\xc2\x77\0\0\0\0\0\0',
    ])
      expect(pictureOf(bytes(riff + chunk)), chunk.slice(0, 4)).toEqual({
        type: 'image/webp',
        width: 640,
        height: 480,
      });
  });

  it('that claims gigabytes, or nothing, is not decoded', () => {
    const claims = pictureOf(png('\x7f\xff\xff\xff', '\x7f\xff\xff\xff'));
    expect(claims !== null && fits(claims)).toBe(false);
    const none = pictureOf(png('\0\0\0\0', '\0\0\0\x01'));
    expect(none !== null && fits(none)).toBe(false);
  });

  it('is nothing else, and any bytes give an answer', () => {
    for (const text of ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '\x80\x02}.', '\xff\xd8\xff'])
      expect(pictureOf(bytes(text))).toBeNull();
    const start = fc.constantFrom('\xff\xd8\xff', 'RIFF\0\0\0\0WEBPVP8', '\x89PNG\r\n\x1a\n', '');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 60 }), (head, rest) => {
        const found = pictureOf(Uint8Array.from([...bytes(head), ...rest]));
        expect(found === null || found.width >= 0).toBe(true);
      }),
    );
  });
});

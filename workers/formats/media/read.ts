import { carvePassed } from '../../analyse/carve.ts';
import type { Reader } from '../../analyse/reader.ts';
import type { FormatKey } from '../../identify/formats.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import {
  walkBmp,
  walkFlac,
  walkFont,
  walkGif,
  walkIco,
  walkJpeg,
  walkMp3,
  walkMp4,
  walkOgg,
  walkPng,
  walkRiff,
} from './walk.ts';

const WALKERS = {
  png: walkPng,
  jpeg: walkJpeg,
  gif: walkGif,
  riff: walkRiff,
  bmp: walkBmp,
  ico: walkIco,
  mp3: walkMp3,
  flac: walkFlac,
  ogg: walkOgg,
  mp4: walkMp4,
  font: walkFont,
} as const satisfies Partial<Record<FormatKey, (bytes: Uint8Array) => number | null>>;

const FORMATS = [
  'png',
  'jpeg',
  'gif',
  'riff',
  'bmp',
  'ico',
  'mp3',
  'flac',
  'ogg',
  'mp4',
  'font',
] as const satisfies readonly (keyof typeof WALKERS)[];

/** Pictures, sounds and fonts that lie beside models: nothing that loads models reads them. What is hidden in them is looked for, and what stands behind them. */
function readAs(format: (typeof FORMATS)[number]): Reader {
  return async (scope, _probe, inspect) => {
    const { source } = scope;
    const bytes = await source.read(0, Math.min(source.size, LIMITS.mediaBytes), 'direct');
    const end = WALKERS[format](bytes);
    if (end !== null) {
      await carvePassed(scope, { offset: 0, length: end }, [format], inspect);
      scope.claim({ offset: 0, length: end }, 'compressed', format);
      return;
    }
    const isCut = bytes.length < source.size;
    const what = isCut
      ? prose`Only the first ${bytes.length} bytes were looked at.`
      : prose`It breaks off, or its parts do not follow each other.`;
    scope.problem(isCut ? 'limit' : 'malformed', 0, source.size, what);
  };
}

export const MEDIA_READERS: readonly { readonly formats: readonly FormatKey[]; readonly reader: Reader }[] =
  FORMATS.map((format) => ({ formats: [format], reader: readAs(format) }));

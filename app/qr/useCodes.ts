/** Codes that are read into this page: because somebody asked for it, or because a picture that was opened holds some. */
import { useCallback, useRef, useState } from 'react';
import type { Collected } from '../shell/collect.ts';
import { readPicture } from './codes.ts';
import { add, type Collection, NOTHING } from './collection.ts';
import { readCode } from './frames.ts';

/** Pictures of one drop that are looked at. */
const MOST_PICTURES = 64;

export type Reading =
  | { readonly kind: 'closed' }
  /** The reader is open: what is dropped is for it. */
  | { readonly kind: 'asked'; readonly busy: boolean; readonly empty: number }
  /** A picture that was opened like any file holds codes: they are offered. */
  | { readonly kind: 'offered' };

export interface Codes {
  readonly reading: Reading;
  readonly collection: Collection;
  readonly ask: () => void;
  readonly close: () => void;
  readonly restart: () => void;
  readonly onTexts: (texts: readonly string[]) => void;
  readonly onPictures: (files: readonly File[]) => void;
  /** Everything that is opened comes by: answers whether it was for the reader alone. */
  readonly onOpened: (collected: Collected) => boolean;
}

export function useCodes(): Codes {
  const [reading, setReading] = useState<Reading>({ kind: 'closed' });
  const [collection, setCollection] = useState(NOTHING);
  // One after the other: what one picture shows is added to what was there.
  const queue = useRef(Promise.resolve(NOTHING));
  const put = useCallback((step: (before: Collection) => Promise<Collection>) => {
    queue.current = queue.current.then(async (before) => {
      const now = await step(before);
      setCollection(now);
      return now;
    });
    return queue.current;
  }, []);
  const clear = useCallback(() => put(() => Promise.resolve(NOTHING)), [put]);

  const onTexts = useCallback((texts: readonly string[]) => void put((before) => add(before, texts)), [put]);
  const onPictures = useCallback(
    (files: readonly File[]) => {
      setReading({ kind: 'asked', busy: true, empty: 0 });
      void put(async (before) => {
        let now = before;
        let empty = 0;
        for (const file of files.slice(0, MOST_PICTURES)) {
          const texts = await readPicture(file);
          if (!texts.some(isOurs)) empty += 1;
          now = await add(now, texts);
        }
        setReading((was) => (was.kind === 'asked' ? { kind: 'asked', busy: false, empty } : was));
        return now;
      });
    },
    [put],
  );
  const asked = reading.kind === 'asked';
  const onOpened = useCallback(
    ({ files }: Collected): boolean => {
      const pictures = files.map(({ file }) => file);
      if (asked) onPictures(pictures);
      else void put((before) => offered(before, pictures, () => setReading({ kind: 'offered' })));
      return asked;
    },
    [asked, onPictures, put],
  );
  return {
    reading,
    collection,
    ask: useCallback(() => setReading({ kind: 'asked', busy: false, empty: 0 }), []),
    close: useCallback(() => {
      setReading({ kind: 'closed' });
      void clear();
    }, [clear]),
    restart: useCallback(() => void clear(), [clear]),
    onTexts,
    onPictures,
    onOpened,
  };
}

/** Looks into the few pictures of an ordinary drop. */
async function offered(before: Collection, files: readonly File[], onFound: () => void): Promise<Collection> {
  if (files.length > MOST_PICTURES) return before;
  let now = NOTHING;
  for (const file of files) {
    const ours = (await readPicture(file)).filter(isOurs);
    now = await add(now, ours);
  }
  if (now === NOTHING || (now.frames.size === 0 && now.fragment === null && now.trouble === null)) return before;
  onFound();
  return now;
}

function isOurs(text: string): boolean {
  return readCode(text).kind !== 'other';
}

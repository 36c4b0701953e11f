/** The report somebody else made, when one is open: from the fragment, or from a file that was dropped. */
import { useCallback, useEffect, useState } from 'react';
import { useDocuments, workspace } from '../engine/current.ts';
import type { Document } from '../engine/document.ts';
import type { Collected } from '../shell/collect.ts';
import { reportIn } from './dropped.ts';
import { decodeLink, PREFIX, type DecodedLink } from './report-link.ts';
import { navigate, type Route } from './route.ts';

export interface Opened {
  readonly from: 'link' | 'file';
  /** How long the fragment or how large the file is. */
  readonly size: number;
  /** Null while it is read. */
  readonly answer: DecodedLink | null;
}

interface Dropped {
  readonly file: Collected;
  readonly answer: DecodedLink;
}

export interface Shared {
  /** Null when the address is not that of a shared report. */
  readonly opened: Opened | null;
  /** The receiver's own copy, once it is dropped: one file, or those of a folder. */
  readonly yours: readonly Document[];
  /** Everything that is dropped or chosen, whatever is on screen. */
  readonly onFiles: (collected: Collected) => void;
  /** A dropped report is looked at as a file after all; null for a link. */
  readonly onLook: (() => void) | null;
}

export function useShared(route: Route, onModels: (collected: Collected) => void): Shared {
  const documents = useDocuments();
  const [dropped, setDropped] = useState<Dropped | null>(null);
  const [decoded, setDecoded] = useState<{ readonly hash: string; readonly answer: DecodedLink } | null>(null);
  /** Open-sequence numbers of the receiver's copy, and the report it was dropped on. */
  const [copy, setCopy] = useState<{ readonly seqs: readonly number[]; readonly on: string } | null>(null);
  const shown = route.view === 'shared';
  const hash = shown ? location.hash : '';
  const isLink = hash.startsWith(PREFIX);

  useEffect(() => {
    if (!isLink) return undefined;
    let current = true;
    void decodeLink(hash).then((answer) => {
      if (current) setDecoded({ hash, answer });
    });
    return () => {
      current = false;
    };
  }, [hash, isLink]);
  usePastedLink();
  const opened = openedBy(hash, isLink, decoded, dropped);
  // A folder is compared with several files.
  const folder = opened?.answer?.kind === 'report' && opened.answer.report.files !== undefined;

  const onFiles = useCallback(
    (collected: Collected) => {
      const [only, ...others] = collected.files;
      const take = (): void => {
        if (!shown || only === undefined || (others.length > 0 && !folder)) onModels(collected);
        else
          void workspace.openNamed(collected.files).then((seqs) => {
            setCopy({ seqs, on: hash });
          });
      };
      if (only === undefined || others.length > 0) {
        take();
        return;
      }
      void reportIn(only.file).then((answer) => {
        if (answer === null) take();
        else {
          setDropped({ file: collected, answer });
          setCopy(null);
          navigate({ view: 'shared' });
        }
      });
    },
    [shown, hash, folder, onModels],
  );

  const yours = copy?.on === hash ? documents.filter(({ seq }) => copy.seqs.includes(seq)) : [];
  const look = !isLink && dropped !== null ? () => onModels(dropped.file) : null;
  return { opened: shown ? opened : null, yours: shown ? yours : [], onFiles, onLook: look };
}

function openedBy(
  hash: string,
  isLink: boolean,
  decoded: { readonly hash: string; readonly answer: DecodedLink } | null,
  dropped: Dropped | null,
): Opened | null {
  if (isLink) return { from: 'link', size: hash.length, answer: decoded?.hash === hash ? decoded.answer : null };
  const [file] = dropped?.file.files ?? [];
  return dropped === null || file === undefined ? null : { from: 'file', size: file.file.size, answer: dropped.answer };
}

/** A link that was copied without an address, as a page that is a file gives it out. */
function usePastedLink(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain').trim() ?? '';
      const at = text.indexOf(PREFIX);
      if (at < 0 || (event.target instanceof Element && event.target.closest('input, textarea') !== null)) return;
      event.preventDefault();
      location.hash = text.slice(at);
    };
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('paste', paste);
    };
  }, []);
}

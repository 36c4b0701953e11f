import { useEffect, useRef } from 'react';
import { fromList, type Collected } from './collect.ts';
import { inputId } from './picker.ts';

/** The file inputs behind every "Choose" button. */
export function Inputs({ onFiles }: { readonly onFiles: (collected: Collected) => void }) {
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (folder.current !== null) folder.current.webkitdirectory = true;
  }, []);
  const take = (input: HTMLInputElement): void => {
    const collected = fromList(input.files ?? []);
    // The same file can be chosen again.
    input.value = '';
    if (collected.files.length > 0) onFiles(collected);
  };
  return (
    <>
      <input
        id={inputId.files}
        type="file"
        multiple
        hidden
        aria-label="Model files"
        onChange={(e) => {
          take(e.currentTarget);
        }}
      />
      <input
        id={inputId.folder}
        ref={folder}
        type="file"
        hidden
        aria-label="Model folder"
        onChange={(e) => {
          take(e.currentTarget);
        }}
      />
    </>
  );
}

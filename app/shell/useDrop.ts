import { useEffect, useState } from 'react';
import { fromDrop, fromList, type Collected } from './collect.ts';

/** Files dropped anywhere on the page, or pasted. Answers how many are held over the page, or null. */
export function useDrop(onFiles: (collected: Collected) => void): number | null {
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    // dragenter and dragleave come in pairs for every element passed.
    let depth = 0;
    const files = (event: DragEvent): DataTransfer | null =>
      event.dataTransfer?.types.includes('Files') === true ? event.dataTransfer : null;
    const enter = (event: DragEvent): void => {
      const transfer = files(event);
      if (transfer === null) return;
      depth += 1;
      event.preventDefault();
      setOver([...transfer.items].filter((i) => i.kind === 'file').length);
    };
    const leave = (event: DragEvent): void => {
      if (files(event) === null) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(null);
    };
    const hold = (event: DragEvent): void => {
      const transfer = files(event);
      if (transfer === null) return;
      event.preventDefault();
      transfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent): void => {
      const transfer = files(event);
      if (transfer === null) return;
      event.preventDefault();
      depth = 0;
      setOver(null);
      void fromDrop(transfer).then(onFiles);
    };
    const paste = (event: ClipboardEvent): void => {
      const pasted = event.clipboardData?.files;
      if (pasted === undefined || pasted.length === 0) return;
      event.preventDefault();
      onFiles(fromList(pasted));
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hold);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hold);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [onFiles]);
  return over;
}

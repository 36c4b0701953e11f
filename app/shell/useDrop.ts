import { useEffect, useState } from 'react';
import { fromDrop, fromList, type Collected } from './collect.ts';

const filesIn = (event: DragEvent): DataTransfer | null =>
  event.dataTransfer?.types.includes('Files') === true ? event.dataTransfer : null;

const hold = (event: DragEvent): void => {
  const transfer = filesIn(event);
  if (transfer === null) return;
  event.preventDefault();
  transfer.dropEffect = 'copy';
};

/** What was dropped before the page was drawn: the engine may be ready sooner. Left alone, the browser would open it in the page's place. */
let early: Promise<Collected> | null = null;
const catchEarly = (event: DragEvent): void => {
  const transfer = filesIn(event);
  if (transfer === null) return;
  event.preventDefault();
  early = fromDrop(transfer);
};
window.addEventListener('dragover', hold);
window.addEventListener('drop', catchEarly);

/** Files dropped anywhere on the page, or pasted. Answers how many are held over the page, or null. */
export function useDrop(onFiles: (collected: Collected) => void): number | null {
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    // dragenter and dragleave come in pairs for every element passed.
    let depth = 0;
    const enter = (event: DragEvent): void => {
      const transfer = filesIn(event);
      if (transfer === null) return;
      depth += 1;
      event.preventDefault();
      setOver([...transfer.items].filter((i) => i.kind === 'file').length);
    };
    const leave = (event: DragEvent): void => {
      if (filesIn(event) === null) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(null);
    };
    const drop = (event: DragEvent): void => {
      const transfer = filesIn(event);
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
    window.removeEventListener('drop', catchEarly);
    void early?.then(onFiles);
    early = null;
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [onFiles]);
  return over;
}

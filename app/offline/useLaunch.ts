import { useEffect } from 'react';
import { fromHandles, type Collected } from '../shell/collect.ts';

declare global {
  interface Window {
    /** Files that an installed page was opened with. Only browsers with file handlers have it. */
    readonly launchQueue?: {
      setConsumer(consumer: (launch: { readonly files?: readonly FileSystemHandle[] }) => void): void;
    };
  }
}

/** "Open with Vitrine": what the system hands over is taken in like a drop. */
export function useLaunch(onFiles: (collected: Collected) => void): void {
  useEffect(() => {
    window.launchQueue?.setConsumer(({ files = [] }) => {
      if (files.length > 0) void fromHandles(files).then(onFiles);
    });
  }, [onFiles]);
}

import { useEffect, useState } from 'react';
import { Icon } from '../../ui/Icon.tsx';

/** Says that the page opens without a network, once that is so: it is a file, or its service worker holds it. */
export function Offline() {
  const [ready, setReady] = useState(location.protocol === 'file:');
  useEffect(() => {
    let shown = true;
    if ('serviceWorker' in navigator) {
      void navigator.serviceWorker.ready.then(() => {
        if (shown) setReady(true);
      });
    }
    return () => {
      shown = false;
    };
  }, []);
  return (
    ready && (
      <span className="chip tall offl">
        <Icon name="offline" />
        <span className="hide-m">Ready offline</span>
        <span className="only-mi">Offline</span>
      </span>
    )
  );
}

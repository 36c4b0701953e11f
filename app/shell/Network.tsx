import { useState } from 'react';
import { isGuarded } from '../network/policy.ts';
import { SelfTest } from '../network/SelfTest.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';

/** Whether the browser enforces "no connections" for this page; opens the test of it. */
export function Network({ compact }: { readonly compact: boolean }) {
  const [open, setOpen] = useState(false);
  const guarded = isGuarded();
  const long = guarded ? 'Network: blocked by policy' : 'Network: no policy';
  return (
    <>
      <button
        id="network"
        type="button"
        className={`net${guarded ? '' : ' open'}`}
        aria-haspopup="dialog"
        aria-label={long}
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="neto" />
        <span className={compact ? 'long hide-t hide-m' : 'hide-m'}>{long}</span>
        <span className={compact ? 'short hide-t hide-m' : 'only-mi'}>{guarded ? 'No network' : 'No policy'}</span>
      </button>
      <Dialog
        open={open}
        onClose={() => {
          setOpen(false);
        }}
        title={guarded ? 'No request leaves this page' : 'Nothing keeps this page from sending'}
      >
        <SelfTest />
      </Dialog>
    </>
  );
}

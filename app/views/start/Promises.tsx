import { useState } from 'react';
import { ThisCopy } from '../../offline/ThisCopy.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** A page opened from disk is already a copy to carry. */
const saved = location.protocol === 'file:';

export function Promises() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ul className="promise">
        <li>
          <Icon name="noexec" />
          <div>
            <b>Nothing is executed.</b> Programs inside a file are replayed as symbols.
          </div>
        </li>
        <li>
          <Icon name="neto" />
          <div>
            <b>Nothing is uploaded.</b> A browser policy blocks every connection.{' '}
            <button type="button" className="linkish" onClick={() => document.getElementById('network')?.click()}>
              Check it yourself
            </button>
          </div>
        </li>
        <li>
          <Icon name="offline" />
          <div>
            <b>Works without a network.</b> {saved ? '' : 'This page stays with you after the first visit. '}
            <button
              type="button"
              className="linkish"
              onClick={() => {
                setOpen(true);
              }}
            >
              Save this page
            </button>{' '}
            and carry it to an air-gapped machine.
          </div>
        </li>
      </ul>
      <Dialog
        open={open}
        onClose={() => {
          setOpen(false);
        }}
        title="Save this page"
      >
        <ThisCopy />
      </Dialog>
    </>
  );
}

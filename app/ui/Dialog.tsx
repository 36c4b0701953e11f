import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './dialog.css';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** `card` in the middle, `drawer` from the left, `sheet` from below. */
  readonly kind?: 'card' | 'drawer' | 'sheet';
  readonly children: ReactNode;
}

/** The browser's modal dialog: focus stays inside, Esc and a click beside it close, focus returns to the opener. */
export function Dialog({ open, onClose, title, kind = 'card', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null || open === element.open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className={`dlg ${kind}`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {open && (
        <div className="dlg-in">
          <header className="dlg-h">
            <h2>{title}</h2>
            <button type="button" className="btn ghost icon" aria-label="Close" onClick={onClose}>
              <Icon name="x" />
            </button>
          </header>
          <div className="dlg-b">{children}</div>
        </div>
      )}
    </dialog>
  );
}

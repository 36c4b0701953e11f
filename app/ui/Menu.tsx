import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import './menu.css';

interface PopoverProps {
  /** What the button shows. */
  readonly button: ReactNode;
  readonly buttonClass?: string;
  /** Accessible name of the button, when its content is not enough. */
  readonly label?: string;
  readonly title?: string;
  /** Id of the button, so that a key can press it. */
  readonly buttonId?: string;
  /** Which edge of the button the panel shares. */
  readonly align?: 'start' | 'end';
  readonly role?: 'menu' | 'dialog';
  readonly children: ReactNode;
}

/** A button and the panel it opens: the browser's own popover, so Esc, a click outside and focus come with it. */
export function Popover({ align = 'end', role = 'dialog', ...props }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  // What is inside is made when it is opened.
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open) focusables(panel.current)[0]?.focus();
  }, [open]);
  return (
    <>
      <button
        ref={button}
        id={props.buttonId}
        type="button"
        className={props.buttonClass ?? 'btn'}
        popoverTarget={id}
        aria-haspopup={role}
        aria-label={props.label}
        title={props.title}
      >
        {props.button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="pop"
        role={role}
        aria-label={props.label ?? props.title}
        onBeforeToggle={(event) => {
          place(event.currentTarget, button.current, align);
        }}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
        }}
        onKeyDown={role === 'menu' ? moveInMenu : undefined}
        onClick={(event) => {
          const hit = event.target instanceof Element && event.target.closest('[role^=menuitem]') !== null;
          if (hit) panel.current?.hidePopover();
        }}
      >
        {open && props.children}
      </div>
    </>
  );
}

export function Menu(props: Omit<PopoverProps, 'role'>) {
  return <Popover {...props} role="menu" />;
}

interface MenuItemProps {
  readonly icon: ReactNode;
  readonly name: ReactNode;
  readonly detail?: ReactNode;
  readonly end?: ReactNode;
  readonly checked?: boolean;
  readonly onPick: () => void;
}

export function MenuItem({ icon, name, detail, end, checked, onPick }: MenuItemProps) {
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      className="mi"
      tabIndex={-1}
      onClick={onPick}
    >
      <span className="mi-i">{icon}</span>
      <span className="mi-t">
        <span className="mi-n">{name}</span>
        {detail !== undefined && <span className="t2">{detail}</span>}
      </span>
      {end !== undefined && <span className="t3 num">{end}</span>}
    </button>
  );
}

/** Under its button, inside the window. */
function place({ style }: HTMLElement, button: HTMLElement | null, align: 'start' | 'end'): void {
  if (button === null) return;
  const edge = button.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  style.top = `${(edge.bottom + 6).toString()}px`;
  style.left = align === 'start' ? `${Math.max(8, Math.min(edge.left, width - 364)).toString()}px` : 'auto';
  style.right = align === 'end' ? `${Math.max(8, Math.min(width - edge.right, width - 364)).toString()}px` : 'auto';
}

function focusables(panel: HTMLElement | null): HTMLElement[] {
  return panel === null ? [] : [...panel.querySelectorAll<HTMLElement>('button, a[href], input')];
}

function moveInMenu(event: KeyboardEvent<HTMLElement>): void {
  const items = focusables(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    items.at(to % items.length)?.focus();
    event.preventDefault();
  } else if (event.key === 'Tab') {
    event.currentTarget.hidePopover();
  }
}

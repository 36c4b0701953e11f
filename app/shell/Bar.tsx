import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { go } from './go.ts';
import { Network } from './Network.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import './bar.css';

interface BarProps {
  /** After the brand: the file, the views. */
  readonly children?: ReactNode;
  /** Before the network state. */
  readonly actions?: ReactNode;
  readonly onHelp: () => void;
  readonly compact?: boolean;
}

export function Bar({ children, actions, onHelp, compact = false }: BarProps) {
  return (
    <header className="bar no-print">
      <a className="brand" href={location.pathname} aria-label="Vitrine, start" onClick={go({ view: 'start' })}>
        <Icon name="logo" />
        <span className={compact ? 'hide-m' : undefined}>Vitrine</span>
      </a>
      {children}
      <span className="grow" />
      {actions}
      <span className="vr hide-m" />
      <Network compact={compact} />
      <ThemeMenu />
      <button type="button" className="btn ghost icon hide-m" aria-label="Help" onClick={onHelp}>
        <Icon name="help" />
      </button>
    </header>
  );
}

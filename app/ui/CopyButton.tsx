import { useState, type ReactNode } from 'react';

interface CopyButtonProps {
  /** Made when it is asked for. */
  readonly text: () => string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly label?: string;
}

export function CopyButton({ text, children, className = 'btn', label }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    const copied = await toClipboard(text());
    setState(copied ? 'copied' : 'refused');
    setTimeout(() => {
      setState('idle');
    }, 1600);
  };
  return (
    <button
      type="button"
      className={className}
      aria-label={state === 'idle' ? label : undefined}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{{ idle: children, copied: 'Copied', refused: 'Not allowed' }[state]}</span>
    </button>
  );
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

import { useEffect, useRef, type ReactNode } from 'react';
import { Mark, type MarkKind } from './Mark.tsx';
import './state-card.css';

interface StateCardProps {
  readonly mark: MarkKind;
  /** One or two words: which state this is. */
  readonly tag: string;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Take the focus: for what the user has just caused. */
  readonly focus?: boolean;
}

/** What happened, what it means, what to do next. */
export function StateCard({ mark, tag, title, children, actions, focus = false }: StateCardProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus();
  }, [focus]);
  return (
    <section className="card st-card">
      <div className="st-t">
        <Mark kind={mark} size="m" />
        <span className="chip">{tag}</span>
      </div>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <div className="st-b">{children}</div>
      {actions !== undefined && <div className="row-f st-a">{actions}</div>}
    </section>
  );
}

import type { Report } from '../../../workers/report/schema.ts';
import { formatRoute, type Route } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { screens } from '../registry.ts';

interface ViewLinkProps {
  readonly seq: number;
  readonly report: Report;
  readonly to: Omit<Route, 'doc'>;
  /** Instead of the view's name. */
  readonly name?: string;
}

const keys: Readonly<Partial<Record<Route['view'], string>>> = { opcodes: 'o', bytes: 'h', tensors: 't' };

/** To another view of the same file, at the same spot; nothing when that view has nothing to show. */
export function ViewLink({ seq, report, to, name }: ViewLinkProps) {
  const screen = screens.find((s) => s.view === to.view);
  if (screen?.applies(report) !== true) return null;
  const route = { ...to, doc: seq };
  return (
    <a className="btn ghost" href={formatRoute(route)} onClick={go(route)}>
      {name ?? screen.name}
      <span className="hide-m row-f pair">
        <kbd>g</kbd>
        <kbd>{keys[to.view]}</kbd>
      </span>
    </a>
  );
}

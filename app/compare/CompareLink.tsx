import { formatRoute, type Route } from '../link/route.ts';
import { go } from '../shell/go.ts';
import { Icon } from '../ui/Icon.tsx';

export const COMPARE_BUTTON = 'compare';

/** Leads from a file, a folder or a shared report to its comparison. */
export function CompareLink({ route }: { readonly route: Route }) {
  return (
    <a
      id={COMPARE_BUTTON}
      className="btn ghost hide-m"
      href={formatRoute(route)}
      onClick={go(route)}
      aria-label="Compare"
    >
      <Icon name="compare" />
      <span className="hide-t hide-m">Compare</span>
    </a>
  );
}

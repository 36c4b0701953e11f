import { countsOf, type Section } from '../../../workers/report/compare/section.ts';
import { formatRoute, type Route } from '../../link/route.ts';
import { go } from '../../shell/go.ts';
import { Mark } from '../../ui/Mark.tsx';
import { tally } from './words.ts';

interface SectionListProps {
  readonly sections: readonly Section[];
  readonly current: string;
  readonly route: Route;
}

/** What was compared, each with what changed in it. */
export function SectionList({ sections, current, route }: SectionListProps) {
  return (
    <nav className="pane sunk cmp-list" aria-label="Sections">
      <div className="pane-h hide-m">
        <h2>Compared</h2>
      </div>
      <ul data-list="sections">
        {sections.map((section) => {
          const to: Route = { ...route, section: section.id };
          const told = tally(countsOf(section));
          return (
            <li key={section.id}>
              <a
                href={formatRoute(to)}
                onClick={go(to)}
                aria-current={section.id === current ? 'true' : undefined}
                className={told === null ? 'quiet' : undefined}
              >
                <span className="cmp-name">
                  {section.name}
                  {section.partial.length > 0 && <Mark kind="unknown" size="s" label="compared in part" />}
                </span>
                <span className="t2 num">{told ?? (section.rows.length === 0 ? 'not compared' : 'same')}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

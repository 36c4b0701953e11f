import { useEffect } from 'react';
import { choose, isSettled, type Chosen } from '../../compare/sides.ts';
import { parseRef } from '../../compare/refs.ts';
import type { Document } from '../../engine/document.ts';
import type { Route } from '../../link/route.ts';
import { Bar } from '../../shell/Bar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { StateCard } from '../../ui/StateCard.tsx';
import { percent, plural } from '../../ui/format.ts';
import { Choose } from './Choose.tsx';
import { Compared } from './Compared.tsx';
import './compare.css';

interface CompareScreenProps {
  readonly documents: readonly Document[];
  readonly route: Route;
  readonly onHelp: () => void;
}

/** Two files, two folders, or a file and somebody's report, side by side. Before is left, after is right. */
export function CompareScreen({ documents, route, onHelp }: CompareScreenProps) {
  const left = choose(parseRef(route.left), documents);
  const right = choose(parseRef(route.right), documents);
  useEffect(() => {
    document.title = 'Compare · Vitrine';
    return () => {
      document.title = 'Vitrine';
    };
  }, []);
  return (
    <div className="app cmp">
      <Bar compact onHelp={onHelp}>
        <span className="vr hide-m" />
        <span className="row-f b nw">
          <Icon name="compare" /> Compare
        </span>
      </Bar>
      <Body left={left} right={right} documents={documents} route={route} />
    </div>
  );
}

interface BodyProps {
  readonly left: Chosen | null;
  readonly right: Chosen | null;
  readonly documents: readonly Document[];
  readonly route: Route;
}

function Body({ left, right, documents, route }: BodyProps) {
  if (left === null || right === null) return <Choose left={left} right={right} documents={documents} />;
  if (!isSettled(left) || !isSettled(right)) return <Waiting documents={[...left.documents, ...right.documents]} />;
  return (
    <Compared
      key={`${route.left ?? ''} ${route.right ?? ''}`}
      left={left}
      right={right}
      documents={documents}
      route={route}
    />
  );
}

function Waiting({ documents }: { readonly documents: readonly Document[] }) {
  const open = documents.filter(({ state }) => state.phase === 'waiting' || state.phase === 'reading');
  const size = open.reduce((sum, { file }) => sum + file.size, 0);
  const done = open.reduce((sum, { state }) => sum + (state.phase === 'reading' ? (state.progress?.done ?? 0) : 0), 0);
  return (
    <main id="main" tabIndex={-1}>
      <StateCard mark="unknown" tag="Reading" title="Reading both sides.">
        <p role="status">
          {plural(open.length, 'file')} to go, {percent(done, Math.max(1, size))}.
        </p>
      </StateCard>
    </main>
  );
}

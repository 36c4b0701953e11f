/** What the shell gives to every screen of an open document. */
import type { Tables } from '../engine/engine.ts';
import type { Route } from '../link/route.ts';
import type { Report } from '../../workers/report/schema.ts';

export interface ViewProps {
  /** Open-sequence number. Query keys start with `['doc', seq]`. */
  readonly seq: number;
  readonly report: Report;
  readonly engine: Tables;
  readonly route: Route;
  /** Go to another view or selection of this document; `doc` is filled in. */
  readonly go: (route: Omit<Route, 'doc'>) => void;
}

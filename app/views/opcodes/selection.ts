/** Which step of which program is selected. */
import { useEffect } from 'react';
import type { ViewProps } from '../view.ts';
import type { Program, Report } from '../../../workers/report/schema.ts';
import type { Route } from '../../link/route.ts';
import { useRouted } from '../../ui/rows/useRouted.ts';
import { programFindings } from './flags.ts';

export interface Selection {
  readonly program: number;
  readonly step: number;
}

/** What a route wishes for, as far as the report has it; null when the report has no program. */
export function wished(report: Report, route: Route): Selection | null {
  const found = programFindings(report.findings);
  const finding = route.finding === undefined ? undefined : found.find((f) => f.finding.id === route.finding);
  const id = route.program ?? finding?.program ?? found[0]?.program;
  const program = report.programs.find((p) => p.id === id) ?? report.programs[0];
  if (program === undefined) return null;
  const here = finding?.program === program.id ? finding : found.find((f) => f.program === program.id);
  return { program: program.id, step: clampStep(program, route.step ?? here?.step ?? 0) };
}

export function clampStep(program: Program, step: number): number {
  return Math.min(Math.max(0, step), Math.max(0, program.steps - 1));
}

export function useSelection({ report, engine, route, go }: ViewProps): [Selection | null, (s: Selection) => void] {
  const [selection, select] = useRouted<Selection | null>({
    route,
    read: (r) => wished(report, r),
    says: (r, s) => s === null || (r.program === s.program && r.step === s.step) || awaitsStep(r),
    write: (s) => {
      if (s !== null) go({ view: 'opcodes', ...s });
    },
  });
  // An address may name a byte instead of a step: the engine knows whose it is.
  const { offset } = route;
  const asked = awaitsStep(route) ? selection?.program : undefined;
  useEffect(() => {
    if (asked === undefined || offset === undefined) return;
    let current = true;
    void engine.stepAt(asked, offset).then((found) => {
      if (current && found.ok && found.value !== null) go({ view: 'opcodes', program: asked, step: found.value });
    });
    return () => {
      current = false;
    };
  }, [asked, offset, engine, go]);
  return [selection, select];
}

function awaitsStep(route: Route): boolean {
  return route.step === undefined && route.offset !== undefined;
}

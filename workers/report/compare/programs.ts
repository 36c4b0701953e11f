import { data, type Prose, prose } from '../prose.ts';
import type { Program } from '../schema.ts';
import { innerPath, keyOf } from './places.ts';
import { ends, pairUp, type Change, type Compare } from './section.ts';
import { type ReadFile, readFiles, type Side } from './side.ts';

interface SideProgram {
  readonly program: Program;
  readonly path: readonly string[];
  readonly key: string;
  readonly sha256: string | null;
  readonly origin: string | null;
}

/** Pickle programs, by where they stand: the same bytes, or what differs in numbers. */
export const comparePrograms: Compare = (left, right) => {
  const [l, r] = [programsOf(left), programsOf(right)];
  if (l.length + r.length === 0) return null;
  return {
    id: 'programs',
    name: 'Programs',
    rows: pairUp(l, r, ({ key }) => key, changeOf),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      const name = any === null || any.path.length === 0 ? ['the file itself'] : [data(any.path.join(' › '), 200)];
      const same = a !== null && b !== null && JSON.stringify(shown(a)) === JSON.stringify(shown(b));
      return {
        name,
        left: a === null ? null : shown(a),
        right: b === null ? null : shown(b),
        ...(row.change === 'changed' && same ? { note: ['The same number of steps, with other bytes.'] } : {}),
        ...(row.change === 'unknown' ? { note: ['Whether the bytes are the same is not known: not hashed.'] } : {}),
      };
    },
    partial: [],
  };
};

function changeOf(a: SideProgram, b: SideProgram): Change {
  if (a.sha256 !== null && b.sha256 !== null) return a.sha256 === b.sha256 ? 'same' : 'changed';
  if (a.origin !== null && a.origin === b.origin) return 'same';
  return numbersOf(a.program) === numbersOf(b.program) ? 'unknown' : 'changed';
}

function numbersOf({
  steps,
  calls,
  imports,
  maxDepth,
  memo,
  protocol,
  ending,
  place,
  names,
  callees,
}: Program): string {
  return JSON.stringify([
    steps,
    calls,
    imports,
    maxDepth,
    memo,
    protocol,
    ending,
    place.length,
    names,
    callees ?? null,
  ]);
}

function programsOf(side: Side): SideProgram[] {
  return readFiles(side).flatMap((file) => {
    const seen = new Map<string, number>();
    return file.report.programs.map((program, i): SideProgram => {
      const path = innerPath(file, program.place.path);
      const at = keyOf(path);
      const nth = (seen.get(at) ?? 0) + 1;
      seen.set(at, nth);
      return {
        program,
        path: nth === 1 ? path : [...path.slice(0, -1), `${path.at(-1) ?? ''} (stream ${nth.toString()})`],
        key: `${at} ${nth.toString()}`,
        sha256: program.sha256 ?? file.digests?.programs[program.id] ?? null,
        origin: originOf(file, i),
      };
    });
  });
}

function originOf({ report: { file } }: ReadFile, index: number): string | null {
  return file.sha256 === null ? null : `${file.sha256} ${index.toString()}`;
}

function shown({ program: { steps, calls, protocol, ending } }: SideProgram): Prose {
  const broken = ending.kind === 'failed' ? ', breaks off' : '';
  return prose`${steps} steps, ${calls} ${calls === 1 ? 'call' : 'calls'}, protocol ${protocol}${broken}`;
}

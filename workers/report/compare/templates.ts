import { data, type Prose, prose } from '../prose.ts';
import type { Template } from '../schema.ts';
import { ends, pairUp, type Change, type Compare } from './section.ts';
import { readFiles, type Side } from './side.ts';

interface SideTemplate {
  readonly template: Template;
  readonly file: string;
}

/** Chat templates, by name; the texts themselves are shown line by line. */
export const compareTemplates: Compare = (left, right) => {
  const [l, r] = [templatesOf(left), templatesOf(right)];
  if (l.length + r.length === 0) return null;
  return {
    id: 'templates',
    name: 'Templates',
    rows: pairUp(l, r, ({ template, file }) => JSON.stringify([file, template.name]), changeOf),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      return {
        name: any === null ? [] : [...(any.file === '' ? [] : [data(any.file, 80), ' › ']), any.template.name],
        left: a === null ? null : shown(a.template),
        right: b === null ? null : shown(b.template),
        texts: { left: a?.template.source.data ?? null, right: b?.template.source.data ?? null },
        ...(row.change === 'unknown' ? { note: ['Only the beginnings of long templates are compared.'] } : {}),
      };
    },
    partial: [...readFiles(left), ...readFiles(right)].some(({ report }) => (report.templates?.length ?? 0) >= MOST)
      ? [prose`Only the first ${MOST} templates of a file are listed.`]
      : [],
  };
};

/** A report carries no more of one file. */
const MOST = 12;

function changeOf({ template: { source: a } }: SideTemplate, { template: { source: b } }: SideTemplate): Change {
  if (a.data !== b.data || (a.cut ?? 0) !== (b.cut ?? 0)) return 'changed';
  return a.cut === undefined ? 'same' : 'unknown';
}

function shown({ source, beyond, loads }: Template): Prose {
  const length = source.data.length + (source.cut ?? 0);
  const reach = beyond.length + (loads ? 1 : 0);
  return prose`${length} characters${reach === 0 ? '' : ', reaches further than templates do'}`;
}

function templatesOf(side: Side): SideTemplate[] {
  return readFiles(side).flatMap(({ path, report }) =>
    (report.templates ?? []).map((template) => ({ template, file: path })),
  );
}

import { usePages, type PageSource } from '../../ui/rows/pages.ts';
import type { OpcodePage } from '../../../workers/protocol.ts';

/** Keeps the first and the last rows here: one goes to them most. */
export function Ends({ pages }: { readonly pages: PageSource<OpcodePage> }) {
  usePages(pages, { first: 0, last: pages.pageSize });
  usePages(pages, { first: Math.max(0, pages.size - pages.pageSize), last: pages.size });
  return null;
}

/** The pseudo-Python as text. It says in its first line that it is none that could be run. */
import type { Tables } from '../../../engine/engine.ts';
import { plain } from '../../../../workers/report/prose.ts';
import { PAGE_ROWS, type SourceRow } from '../../../../workers/protocol.ts';

/** Copied at once at most. */
export const SOURCE_MAX = 20_000;

/** Rows as they are folded, or why there are none. */
export async function sourceListing(
  engine: Pick<Tables, 'sourceRows'>,
  program: number,
): Promise<readonly string[] | string> {
  const lines: string[] = [];
  for (let first = 0; first < SOURCE_MAX; first += PAGE_ROWS) {
    const page = await engine.sourceRows(program, first, PAGE_ROWS);
    if (!page.ok) return page.error.message;
    lines.push(...page.value.rows.map(sourceText));
    if (first + PAGE_ROWS >= page.value.total) break;
  }
  return lines;
}

/** `c1 = i0("exit 7")  # 0x26, os.system`: what hides itself is written as an escape, what is folded is counted. */
export function sourceText({ tokens, indent, at, note, alike, hidden }: SourceRow): string {
  const code = '    '.repeat(indent) + plain(tokens.map(({ part }) => part));
  const folded = alike > 0 ? `+ ${alike.toString()} alike` : hidden > 0 ? `+ ${hidden.toString()} lines` : '';
  const comment = [at, plain(note), folded].filter((part) => part !== '').join(', ');
  return comment === '' ? code : `${code}  # ${comment}`;
}

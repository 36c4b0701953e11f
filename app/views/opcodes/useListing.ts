/** The opcode listing as text: most rows are never in the page, so the page's own copy and find cannot reach them. */
import type { Tables } from '../../engine/engine.ts';
import { count, plural } from '../../ui/format.ts';
import { plain } from '../../../workers/report/prose.ts';
import { PAGE_ROWS, type OpcodeRow } from '../../../workers/protocol.ts';
import type { Program } from '../../../workers/report/schema.ts';

/** Copied at once at most. */
export const LISTING_MAX = 20_000;

/** Copies up to `steps` rows from `first` on and says what came of it. */
export function useListing(
  engine: Pick<Tables, 'opcodes'>,
  program: Program,
  say: (text: string) => void,
): (first: number, steps: number) => void {
  return (first, steps) => {
    const found = listing(engine, program, first, Math.min(steps, program.steps - first));
    copyLines(found, say, (lines) => `Copied ${count(lines)} of ${plural(program.steps, 'step')}`);
  };
}

/** Puts lines on the clipboard and says what came of it; a text instead of lines is why there are none. */
export function copyLines(
  lines: Promise<readonly string[] | string>,
  say: (text: string) => void,
  done: (lines: number) => string,
): void {
  say('Copying…');
  void lines.then(async (found) => {
    if (typeof found === 'string') say(found);
    else {
      const allowed = await navigator.clipboard.writeText(found.join('\n')).then(
        () => true,
        () => false,
      );
      say(allowed ? done(found.length) : 'The browser did not allow it');
    }
  });
}

/** Lines, or why there are none. */
export async function listing(
  engine: Pick<Tables, 'opcodes'>,
  program: Program,
  first: number,
  steps: number,
): Promise<readonly string[] | string> {
  const lines: string[] = [];
  while (lines.length < steps) {
    const page = await engine.opcodes(program.id, first + lines.length, Math.min(PAGE_ROWS, steps - lines.length));
    if (!page.ok) return page.error.message;
    if (page.value.rows.length === 0) break;
    lines.push(...page.value.rows.map(line));
  }
  return lines;
}

/** `6074  05fbf  REDUCE  calls os.system`: offsets of the entry, characters that do not show as escapes. */
export function line(row: OpcodeRow): string {
  const columns = [row.step.toString().padStart(8), row.offset.toString(16).padStart(8, '0')];
  const argument = plain(row.argument);
  return [...columns, `${'  '.repeat(Math.min(16, row.marks))}${row.name}`, argument].join('  ').trimEnd();
}

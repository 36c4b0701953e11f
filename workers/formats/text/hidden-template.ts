import type { Scope } from '../../analyse/scope.ts';
import { asText } from '../../identify/text.ts';
import { UnitOffsets } from '../../lang/json/string.ts';
import { reachesInternals, stateTemplate } from '../huggingface/template.ts';

/** Texts about templates show hostile ones; who keeps prompts in a file gives it another name. */
const ABOUT = /\.(?:md|markdown|rst|tex|html?|py|ipynb|js|ts|css|log|csv|tsv)$/i;
/** What is looked at together: no longer than templates are read, and so much of it again with the next. */
const PIECE = 512 * 1024;
const AGAIN = 8 * 1024;

/** A text that nothing calls a template, and is one that reaches Python's internals: the first piece of it that does. */
export async function stateHiddenTemplate(scope: Scope): Promise<void> {
  const { source } = scope;
  if (ABOUT.test(source.name)) return;
  const name = source.name.replace(/^.*[\\/]/, '');
  for (let from = 0; from < source.size; from += PIECE - AGAIN) {
    const read = await source.read(from, PIECE);
    const inside = from === 0 ? 0 : read.findIndex((byte) => (byte & 0xc0) !== 0x80);
    const bytes = read.subarray(Math.max(0, inside));
    const isLast = from + PIECE >= source.size;
    const utf8 = asText(bytes, true);
    const all = utf8 ?? LATIN1.decode(bytes);
    const text = isLast ? all : all.slice(0, wholeTags(all));
    if (reachesInternals(text)) {
      const offsets = utf8 === null ? { at: (unit: number): number => unit } : new UnitOffsets(bytes, false);
      stateTemplate(scope, {
        name,
        holder: 'file',
        text,
        offset: from + Math.max(0, inside),
        length: bytes.length,
        offsets,
      });
      return;
    }
    if (isLast) return;
  }
}

/** Where a tag begins that the next piece has whole; the end of the text when there is none. */
function wholeTags(text: string): number {
  const at = Math.max(text.lastIndexOf('{{'), text.lastIndexOf('{%'));
  const isOpen = at >= text.length - AGAIN / 4 && !/[}%]\}/.test(text.slice(at));
  return isOpen ? at : text.length;
}

const LATIN1 = new TextDecoder('latin1');

import type { JsonDocument } from '../../lang/json/document.ts';
import { LIMITS } from '../../limits.ts';
import type { Oddity } from '../oddities.ts';
import type { TextCode } from '../text/oddities.ts';
import { shellCommands, shellOddities } from '../text/shell.ts';

/**
 * Lines of a notebook that are handed to a shell (`!…`, and cells that begin with `%%bash`) and run what they fetch (nbformat 4). A
 * cell is a text, or a list of its lines. Only who runs the cell runs them.
 */
export function notebookOddities(json: JsonDocument): Oddity<TextCode>[] {
  const cells = json.get(json.root, 'cells');
  if (cells === null || json.get(json.root, 'nbformat') === null) return [];
  const found: Oddity<TextCode>[] = [];
  for (const cell of json.items(cells)) {
    if (found.length >= LIMITS.factsPerCode) break;
    if (json.text(json.get(cell, 'cell_type')) !== 'code') continue;
    const source = json.get(cell, 'source');
    const parts = source !== null && json.kind(source) === 'string' ? [source] : [...json.items(source)];
    let isShell = false;
    for (const [index, part] of parts.entries()) {
      const text = json.text(part) ?? '';
      if (index === 0) isShell = /^%%(?:bash|sh|script)\b|^%%!/.test(text);
      const lines = isShell
        ? text
        : text
            .split('\n')
            .filter((line) => /^\s*[!%]/.test(line))
            .join('\n');
      for (const odd of shellOddities(shellCommands(lines))) found.push({ ...odd, ...json.range(part) });
    }
  }
  return found;
}

import type { Scope } from '../../analyse/scope.ts';
import type { TemplateFact } from '../../facts.ts';
import { readTemplate } from '../../lang/jinja/template.ts';
import { UnitOffsets } from '../../lang/json/string.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';
import { placeIn } from '../../source/byte-source.ts';

export interface FoundTemplate {
  readonly name: string;
  readonly holder: TemplateFact['holder'];
  readonly text: string;
  /** Where the text is written in the source. */
  readonly offset: number;
  readonly length: number;
  /** Where its characters are, when they are not plain UTF-8. */
  readonly offsets?: Pick<UnitOffsets, 'at'>;
}

/**
 * Whether a text that nothing calls a template is one that reaches Python's internals: names between double underscores, or attributes
 * by a text, inside the braces of Jinja. Whatever fills it in runs it.
 */
export function reachesInternals(text: string): boolean {
  return [
    ['{{', '}}'],
    ['{%', '%}'],
  ].some(([open = '', close = '']) => {
    for (let at = text.indexOf(open), end = at; at >= 0 && end >= 0; at = text.indexOf(open, end)) {
      end = text.indexOf(close, at);
      if (/__\w+?__|\|\s*attr\b/.test(text.slice(at, end < 0 ? undefined : end))) return true;
    }
    return false;
  });
}

/** Reads a template and states what it reaches, each with its bytes. */
export function stateTemplate(scope: Scope, { name, holder, text, offset, length, offsets }: FoundTemplate): void {
  const { source } = scope;
  const bytes = offsets ?? new UnitOffsets(new TextEncoder().encode(text), false);
  const isCut = text.length > LIMITS.templateBytes || length > LIMITS.templateBytes * 6;
  const reading = readTemplate(text.slice(0, LIMITS.templateBytes));
  const placeOf = (from: number, to: number): Place => {
    const start = bytes.at(from);
    return placeIn(source, offset + start, Math.max(1, bytes.at(to) - start));
  };
  const { stop } = reading;
  const reaches = reading.reaches.map(({ at, end, ...reach }) => ({ ...reach, at: placeOf(at, end) }));
  const stopped = stop === null ? null : { at: placeOf(stop.at, stop.at + 1), what: stop.what };
  scope.state({
    kind: 'template',
    at: placeIn(source, offset, length),
    name,
    holder,
    text: text.slice(0, LIMITS.templateBytes),
    reaches,
    stop: stopped,
  });
  const at = stopped?.at ?? placeIn(source, offset, length);
  if (isCut || reading.more > 0 || stop?.limit === true)
    scope.problem(
      'limit',
      at.offset,
      at.length,
      prose`The template “${{ data: name.slice(0, 80) }}” is too long or too deep to follow to its end.`,
    );
  else if (stop !== null)
    scope.problem(
      'malformed',
      at.offset,
      at.length,
      prose`The template cannot be read beyond this place: ${{ data: stop.what }}. What engines make of it is not known.`,
    );
}

import { data, prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';
import type { TextCode } from './oddities.ts';

/** Whether a text is XML: it begins with a tag, a declaration or a comment. PMML and OpenVINO's graphs are. */
export function isXml(head: string): boolean {
  return /^\ufeff?\s*<(?:\?xml\b|!DOCTYPE\s|!--|[A-Za-z_])/.test(head);
}

const ENTITY =
  /<!ENTITY\s+(?:%\s+)?([^\s>]{1,200})\s+(?:(SYSTEM|PUBLIC)\s+)?(?:("[^"]*"|'[^']*')(?:\s+("[^"]*"|'[^']*'))?)?/g;

/** `byteAt`: the byte a UTF-16 unit of the text begins at. Entities of the text's own (XML 1.0, 4.2): what other files or addresses hold, or other entities over and over. */
export function xmlOddities(text: string, byteAt: (unit: number) => number): Oddity<TextCode>[] {
  const found: Oddity<TextCode>[] = [];
  for (const match of text.matchAll(ENTITY)) {
    const [written, name = '', kind, first = '', second] = match;
    const value = (second ?? first).slice(1, -1);
    const offset = byteAt(match.index);
    const place = { offset, length: byteAt(match.index + written.length) - offset, subject: name };
    if (kind !== undefined)
      found.push({
        code: 'xml-external',
        ...place,
        what: prose`The entity “${data(name, 80)}” stands for ${data(value, 160)}.`,
      });
    else if (/&[^;\s]+;/.test(value))
      found.push({
        code: 'xml-nested',
        ...place,
        what: prose`The entity “${data(name, 80)}” is made of other entities: ${data(value, 120)}.`,
      });
  }
  return found;
}

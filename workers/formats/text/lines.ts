/** A line of a text, and where it stands in the bytes. */
export interface Line {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** Lines without their ends; offsets count bytes of UTF-8. */
export function linesOf(text: string): Line[] {
  const encoder = new TextEncoder();
  const lines: Line[] = [];
  let offset = 0;
  for (const part of text.split('\n')) {
    const { length } = encoder.encode(part);
    lines.push({ text: part.replace(/\r$/, ''), offset, length });
    offset += length + 1;
  }
  return lines;
}

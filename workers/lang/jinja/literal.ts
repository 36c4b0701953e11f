const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\u0007', '\\': '\\', "'": "'", '"': '"', '\n': '',
}; // prettier-ignore

/**
 * The value of a string literal, without its quotes. Jinja decodes escapes as Python does (lexer.py, `unicode-escape`), so
 * that `\x5f`, `\137` and `\N{LOW LINE}` are underscores.
 */
export function literalValue(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{([^}]*)\}|([\s\S]))/g,
    (whole, two?: string, four?: string, eight?: string, octal?: string, name?: string, letter?: string) => {
      const hex = two ?? four ?? eight;
      if (hex !== undefined) return character(parseInt(hex, 16));
      if (octal !== undefined) return character(parseInt(octal, 8));
      if (name !== undefined) return /^(?:low line|spacing underscore)$/i.test(name) ? '_' : '\ufffd';
      return SIMPLE[letter ?? ''] ?? whole;
    },
  );
}

function character(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}

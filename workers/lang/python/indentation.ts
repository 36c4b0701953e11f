/** Where a line stands, as its indentation tells. */
export interface Standing {
  /** The outermost function around it, with its class in front; null at the top level. */
  readonly inside: string | null;
  /** All functions around it, innermost first. */
  readonly functions: readonly string[];
  /** Under `if __name__ == …`. */
  readonly isMain: boolean;
}

const TOP: Standing = { inside: null, functions: [], isMain: false };

/** Lines looked back at for one: a function is no longer. Python itself takes 100 levels. */
const MOST_LINES = 2000;
/** Characters looked at in all. What comes after that is taken for the top level, which says more, not less. */
const MOST_LOOKED = 8_000_000;

/**
 * Blocks by indentation alone: for files in which the parser lost its way, whose tree then puts the rest of a function at the top level.
 * Python's own rule (reference, 2.1.8): a block is what is indented further than the line that opens it.
 */
export class Indentation {
  readonly #source: string;
  readonly #known = new Map<number, Standing>();
  #looked = 0;

  constructor(source: string) {
    this.#source = source;
  }

  standing(at: number): Standing {
    const line = this.#lineStart(at);
    const known = this.#known.get(line);
    if (known !== undefined) return known;
    const found = this.#look(line);
    this.#known.set(line, found);
    return found;
  }

  #look(from: number): Standing {
    const functions: string[] = [];
    let [inside, isMain]: [string | null, boolean] = [null, false];
    let line = from;
    let depth = this.#indent(line);
    for (let lines = 0; depth > 0; lines += 1) {
      if (line === 0 || lines === MOST_LINES || this.#looked > MOST_LOOKED) return TOP;
      line = this.#lineStart(line - 1);
      const text = this.#source.slice(line, line + 200);
      this.#looked += text.length;
      const indent = this.#indent(line);
      if (indent >= depth || BLANK.test(text)) continue;
      const [, word, name = ''] = OPENS.exec(text) ?? [];
      if (word === undefined || !this.#isOutside(line, from) || (word === 'def' && !this.#isWhole(line, from))) {
        // Brackets may go on further left than they began; a whole statement there opened nothing.
        if (indent === 0 && !CLOSES.test(text)) return TOP;
        continue;
      }
      depth = indent;
      if (word === 'def') functions.push((inside = name));
      else if (word === 'class' && inside !== null) inside = `${name}.${inside}`;
      else if (word === 'if' && name === '__name__' && indent === 0) isMain = true;
    }
    return { inside, functions, isMain };
  }

  /** A line that lies in a text opens nothing: then what is between has an odd number of its quotes. */
  #isOutside(line: number, at: number): boolean {
    const between = this.#source.slice(line, at);
    this.#looked += between.length;
    return ["'''", '"""'].every((quote) => between.split(quote).length % 2 === 1);
  }

  /**
   * Defaults and annotations run where the function is defined: its line opens a block only when it ends, with nothing behind its colon,
   * before `at`. A line that goes on from the one before may lie in a text.
   */
  #isWhole(line: number, at: number): boolean {
    if (/\\\r?\n$/.test(this.#source.slice(Math.max(0, line - 3), line))) return false;
    const header = this.#source.slice(line, Math.min(at, line + LONGEST_HEADER));
    this.#looked += header.length;
    let depth = 0;
    for (const { 0: found, index } of header.matchAll(HEADER_PARTS)) {
      if (found === ':' && depth === 0) return /^[ \t]*(?:#.*)?\r?(?:\n|$)/.test(header.slice(index + 1));
      if ('([{'.includes(found)) depth += 1;
      else if (')]}'.includes(found)) depth -= 1;
    }
    return false;
  }

  #lineStart(at: number): number {
    return this.#source.lastIndexOf('\n', at - 1) + 1;
  }

  /** In columns; a tab goes to the next multiple of eight. */
  #indent(line: number): number {
    let columns = 0;
    for (let at = line; ; at += 1) {
      const char = this.#source[at];
      if (char === ' ') columns += 1;
      else if (char === '\t') columns += 8 - (columns % 8);
      else break;
    }
    this.#looked += columns;
    return columns;
  }
}

/** Characters of a function's first lines that are looked at, and what matters in them: texts and comments are passed over. */
const LONGEST_HEADER = 10_000;
const HEADER_PARTS = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|#.*|[([{:)\]}]/g;

const BLANK = /^[ \t]*(?:#|\r?\n|$)/;
/** A line that opens a block, and the name it gives or asks for first. */
const OPENS =
  /^[ \t]*(?:async[ \t]+)?(def|class|if|elif|else|for|while|try|except|finally|with|match|case)\b[ \t(]*(\w*)/;
/** The end of something that began further up: `):`, `} as x:`. */
const CLOSES = /^[ \t]*[)\]}]/;

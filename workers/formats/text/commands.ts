import { type Line, linesOf } from './lines.ts';

/** Characters looked at in one go: patterns take longer than a line is long. */
const PIECE = 20_000;
/** How far a piece reaches into the one before. */
const OVERLAP = 2_000;

/** How a kind of script writes its commands. */
export interface Writing {
  /** The end of a line that goes on in the next one. Its first group is no part of the command, nor is the end of such a line. */
  readonly goesOn: RegExp;
  /** Lines that say nothing, and do not go on. */
  readonly comment: RegExp;
}

/** The commands of a script. */
export function commandsOf(text: string, { goesOn, comment }: Writing): Line[] {
  const commands: Line[] = [];
  let parts: string[] = [];
  let [from, last] = [0, 0];
  let isGlued = false;
  const end = (): void => {
    if (parts.length > 0) commands.push({ text: parts.join(''), offset: from, length: last - from });
    parts = [];
  };
  for (const { text: line, offset, length } of linesOf(text)) {
    // Between the parts of a command there may be comments and empty lines, but not behind a sign that glues two lines together.
    if (!isGlued && (comment.test(line) || line.trim() === '')) continue;
    if (parts.length === 0) from = offset;
    last = offset + length;
    const sign = goesOn.exec(line);
    isGlued = sign?.[1] !== undefined;
    parts.push(sign === null ? line : sign[1] === undefined ? `${line} ` : line.slice(0, -sign[1].length));
    if (sign === null) end();
  }
  end();
  return commands;
}

/** Whether a pattern stands in a command, blanks taken together; in pieces where it is very long. */
export function stands(command: string, test: (piece: string) => boolean): boolean {
  const packed = command.replace(/\s+/g, ' ');
  for (let from = 0; from === 0 || from < packed.length; from += PIECE - OVERLAP)
    if (test(packed.slice(from, from + PIECE))) return true;
  return false;
}

/** Whether a command is too long for {@link stands} to see all of it at once. */
export function isCut(command: string): boolean {
  return command.length > PIECE && command.replace(/\s+/g, ' ').length > PIECE;
}

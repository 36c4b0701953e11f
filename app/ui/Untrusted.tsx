import { visible } from '../../workers/report/prose.ts';
import './untrusted.css';

interface UntrustedProps {
  readonly text: string;
  /** Characters already left out at the end. */
  readonly cut?: number | undefined;
  /** Longest piece printed here, in characters. */
  readonly max?: number;
}

/**
 * The only component that prints text from a file: text nodes, never markup, never a link.
 * Characters that hide or reorder their neighbours show as escapes, and <bdi> keeps the rest from moving our own words.
 */
export function Untrusted({ text, cut = 0, max = 512 }: UntrustedProps) {
  const characters = Array.from(text);
  const shown = characters.slice(0, max);
  const left = cut + characters.length - shown.length;
  return (
    <bdi className="ut">
      {pieces(shown).map((piece, i) =>
        piece.escape === undefined ? (
          piece.text
        ) : (
          <span className="ut-esc" key={i} title={piece.escape}>
            {piece.text}
          </span>
        ),
      )}
      {left > 0 && <span className="ut-cut">{` … ${left.toLocaleString('en-US')} more`}</span>}
    </bdi>
  );
}

export interface Piece {
  readonly text: string;
  /** The code point, when this piece stands for a character that would not be seen. */
  readonly escape?: string;
}

/** Splits characters into runs that show as themselves and single escapes. */
export function pieces(characters: readonly string[]): readonly Piece[] {
  const out: Piece[] = [];
  let run = '';
  for (const character of characters) {
    const seen = visible(character);
    if (seen === character) {
      run += character;
      continue;
    }
    if (run !== '') out.push({ text: run });
    run = '';
    out.push({ text: seen, escape: codePoint(character) });
  }
  if (run !== '') out.push({ text: run });
  return out;
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex}, a character that does not show`;
}

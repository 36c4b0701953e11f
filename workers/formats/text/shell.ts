import { data, prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';
import { commandsOf, stands } from './commands.ts';
import type { Line } from './lines.ts';
import type { TextCode } from './oddities.ts';

/** `curl … | sh`, `bash <(curl …)`, `sh -c "$(curl …)"`, `base64 -d … | sh`. */
const PIPED =
  /\b(?:curl|wget|base64\s+(?:-d|-D|--decode)|xxd\s+-r)\b[^|#]*(?:\|[^|#]*)*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:env\s+)?(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k|a)?sh\b|\b(?:curl|wget)\b[^|#]*\|\s*(?:sudo\s+)?(?:\/(?:usr\/)?bin\/)?(?:python|perl|ruby|node)[\d.]*(?=\s|$)/;
const SUBSTITUTED = /\b(?:(?:ba|z|da|k)?sh|source|eval|\.)\s+(?:-\S+\s+)*(?:<\(|"?\$\(|"?`)\s*(?:curl|wget|base64)\b/;
const SOCKET = /\/dev\/(?:tcp|udp)\/\S+|\b(?:nc|ncat|netcat)\b[^|#\n]*\s-[a-z]*e\b/;

export function isShell(name: string): boolean {
  return /\.(?:sh|bash|zsh|ksh|command)$/i.test(name);
}

export function shellCommands(text: string): Line[] {
  return commandsOf(text, { goesOn: /(\\)$|(?:\||&&)[ \t]*$/, comment: /^\s*#/ });
}

/** Commands of a shell script that run what they fetch or decode. Only somebody who starts the script runs them. */
export function shellOddities(commands: readonly Line[]): Oddity<TextCode>[] {
  return commands
    .filter(({ text }) => stands(text, runsWhatItFetches))
    .map(({ text, offset, length }) => ({
      code: 'fetch-and-run',
      offset,
      length,
      subject: text.trim().slice(0, 200),
      what: prose`A line runs what it fetches or decodes: ${data(text.trim(), 200)}.`,
    }));
}

function runsWhatItFetches(piece: string): boolean {
  return PIPED.test(piece) || SUBSTITUTED.test(piece) || SOCKET.test(piece);
}

import { encodedCommand } from '../../lang/encoded-command.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';
import { commandsOf, stands } from './commands.ts';
import type { Line } from './lines.ts';
import type { TextCode } from './oddities.ts';

/** What runs a text: `Invoke-Expression`, `powershell -Command`. */
const RUNS = /\b(?:iex|invoke-expression)\b|\[scriptblock\]::create|\.invokescript\b/i;
/** What fetches or decodes one. */
const FETCHES =
  /\b(?:downloadstring|downloaddata|invoke-webrequest|invoke-restmethod|iwr|irm|net\.webclient|frombase64string|curl|wget)\b/i;
/** `powershell -enc SQBFAFgA…`: PowerShell takes every unambiguous beginning of -EncodedCommand. */
const ENCODED = /\b(?:powershell|pwsh)(?:\.exe)?\b.{0,400}\s[-/]e(?:c|n[a-z]*)?\s+["']?[A-Za-z0-9+/]{8,}={0,2}/i;
/** Programs of Windows that run what an address gives. */
const REMOTE =
  /\bmshta(?:\.exe)?\s+["']?(?:https?|javascript|vbscript):|\bregsvr32(?:\.exe)?\b.{0,400}\/i:https?:|\brundll32(?:\.exe)?\s+javascript:|\bmsiexec(?:\.exe)?\b.{0,400}\/i\s*["']?https?:/i;

export function isWindowsShell(name: string): boolean {
  return /\.(?:ps1|psm1|psd1|bat|cmd)$/i.test(name);
}

export function windowsCommands(text: string): Line[] {
  return commandsOf(text, { goesOn: /([\^`])$|\|[ \t]*$/, comment: /^\s*(?:#|::|@?rem\b)/i });
}

/** Commands of a batch file or PowerShell script that run what they fetch or decode. Only somebody who starts the script runs them. */
export function windowsShellOddities(commands: readonly Line[]): Oddity<TextCode>[] {
  return commands
    .filter(({ text }) => stands(text, runsWhatItFetches))
    .map(({ text, offset, length }) => ({
      code: 'fetch-and-run',
      offset,
      length,
      subject: text.trim().slice(0, 200),
      what: prose`A line runs what it fetches or decodes: ${data(text.trim(), 200)}.${decoded(text)}`,
    }));
}

function decoded(line: string): Prose {
  const command = encodedCommand(line);
  return command === null ? [] : prose` Decoded it says ${data(command, 300)}.`;
}

function runsWhatItFetches(line: string): boolean {
  return (RUNS.test(line) && FETCHES.test(line)) || ENCODED.test(line) || REMOTE.test(line);
}

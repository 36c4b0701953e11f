import { SEVERITIES, type Severity } from '../report/schema.ts';

export interface Arguments {
  readonly json: boolean;
  readonly failOn: Severity;
  readonly paths: readonly string[];
  readonly passwords: readonly string[];
  /** The two paths are compared: the first is before, the second after. */
  readonly compare: boolean;
}

export const USAGE = `Usage: npm run --silent inspect -- [--json] [--fail-on LEVEL] [--password WORD] PATH…
       npm run --silent inspect -- --compare [--json] [--fail-on LEVEL] BEFORE AFTER

Shows what loading each file would do, without loading it. A folder is read with everything in it.

  --json           one report per line, in the order of the paths
  --fail-on LEVEL  worst finding that still passes is below LEVEL: ${SEVERITIES.join(', ')} (default medium)
  --compare        what changed from the first PATH to the second; a saved JSON report can stand for a file
  --password WORD  tried on encrypted members of ZIP archives; may be given more than once

Exit status: 0 nothing at or above LEVEL, 1 something, 2 not fully inspected, 64 wrong use.
`;

/** What the command line asks for, or what is wrong with it. */
export function parseArguments(argv: readonly string[]): Arguments | { readonly wrong: string } {
  let json = false;
  let compare = false;
  let failOn: Severity = 'medium';
  const paths: string[] = [];
  const passwords: string[] = [];
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      paths.push(...rest);
      break;
    }
    if (word === '--json') json = true;
    else if (word === '--compare') compare = true;
    else if (word === '--fail-on' || word.startsWith('--fail-on=')) {
      const level = word === '--fail-on' ? rest.shift() : word.slice('--fail-on='.length);
      const severity = SEVERITIES.find((each) => each === level);
      if (severity === undefined) return { wrong: `--fail-on takes one of ${SEVERITIES.join(', ')}` };
      failOn = severity;
    } else if (word === '--password' || word.startsWith('--password=')) {
      const password = word === '--password' ? rest.shift() : word.slice('--password='.length);
      if (password === undefined) return { wrong: '--password takes a word' };
      passwords.push(password);
    } else if (word.startsWith('-') && word !== '-') return { wrong: `unknown option ${word}` };
    else paths.push(word);
  }
  if (compare && paths.length !== 2) return { wrong: '--compare takes two paths' };
  return paths.length === 0 ? { wrong: 'no path given' } : { json, failOn, paths, passwords, compare };
}

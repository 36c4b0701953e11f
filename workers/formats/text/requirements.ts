import { data, prose, type Prose } from '../../report/prose.ts';
import type { Oddity } from '../oddities.ts';
import { type Line, linesOf } from './lines.ts';
import type { TextCode } from './oddities.ts';

/** Names pip is given lists under: requirements.txt, requirements-gpu.txt, constraints.txt. */
export function isRequirements(name: string): boolean {
  return /(?:^|[\\/])(?:[\w.-]*requirements?[\w.-]*|constraints?[\w.-]*)\.(?:txt|in|pip)$/i.test(name);
}

/** Hosts that publishers of models use for packages: PyPI, PyTorch, NVIDIA, the large forges. */
const KNOWN =
  /^(?:pypi\.org|files\.pythonhosted\.org|pypi\.python\.org|download\.pytorch\.org|pypi\.nvidia\.com|pypi\.ngc\.nvidia\.com|data\.pyg\.org|wheels\.vllm\.ai|storage\.googleapis\.com|huggingface\.co|github\.com|codeload\.github\.com|gitlab\.com|bitbucket\.org)$/;
const COMMIT = /@[0-9a-f]{40}(?:#|$)/i;
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

type Found = Pick<Oddity<TextCode>, 'code' | 'what'>;

/** What the lines make pip do besides taking a release from PyPI (pip's requirements file format). */
export function requirementOddities(text: string): Oddity<TextCode>[] {
  const lines = joined(linesOf(text));
  const found = lines.flatMap((line) =>
    lineOddities(line.text).map((odd) => ({
      ...odd,
      offset: line.offset,
      length: line.length,
      subject: line.text.slice(0, 200),
    })),
  );
  const plain = lines.filter(({ text: line }) => /^[A-Za-z0-9]/.test(line));
  const [first] = plain;
  if (first !== undefined && !lines.some(({ text: line }) => line.includes('--hash=')))
    found.push({
      code: 'requirement-hashes',
      offset: first.offset,
      length: first.length,
      subject: first.text.slice(0, 200),
      what: prose`None of ${plain.length} requirements states a hash: what is installed is what the index gives out that day.`,
    });
  return found;
}

/**
 * What an environment of conda makes pip and conda take from elsewhere: items under `- pip:` are lines for pip, channels are
 * indexes (conda's environment.yml, MLflow's conda.yaml).
 */
export function environmentOddities(text: string): Oddity<TextCode>[] {
  const found: Oddity<TextCode>[] = [];
  let list: 'pip' | 'channels' | null = null;
  let indent = 0;
  for (const line of linesOf(text)) {
    const [, space = '', dash = '', said = ''] = /^(\s*)(- +)?(.*?)\s*$/.exec(line.text) ?? [];
    if (said === '' || said.startsWith('#')) continue;
    const opens = /^(pip|channels)\s*:$/.exec(said)?.[1];
    if (opens === 'pip' || opens === 'channels') {
      list = opens;
      indent = space.length;
      continue;
    }
    if (list === null) continue;
    if (dash === '' || space.length < indent || (list === 'pip' && space.length === indent)) {
      list = null;
      continue;
    }
    const item = said.replace(/^(["'])(.*)\1$/, '$2');
    const shown = { offset: line.offset, length: line.length, subject: item.slice(0, 200) };
    if (list === 'pip') found.push(...lineOddities(item).map((odd) => ({ ...odd, ...shown })));
    else if (item.includes('://') && !isKnown(item) && !CHANNELS.test(item))
      found.push({
        code: 'requirement-host',
        ...shown,
        what: prose`Packages are taken from a channel few know: ${data(item, 200)}.`,
      });
  }
  return found;
}

const CHANNELS = /^https:\/\/(?:conda\.anaconda\.org|repo\.anaconda\.com|conda\.rapids\.ai|repo\.prefix\.dev)\//;

/** Lines that end in a backslash go on in the next one; comments are left out, empty lines too. */
function joined(lines: readonly Line[]): Line[] {
  const found: Line[] = [];
  let before: Line | null = null;
  for (const line of lines) {
    const whole: Line =
      before === null
        ? line
        : { text: before.text + line.text, offset: before.offset, length: line.offset + line.length - before.offset };
    before = whole.text.endsWith('\\') ? { ...whole, text: whole.text.slice(0, -1) } : null;
    const text = whole.text.replace(/(?:^|\s)#.*$/, '').trim();
    if (before === null && text !== '') found.push({ ...whole, text });
  }
  return found;
}

function lineOddities(line: string): Found[] {
  const shown: Prose = [data(line, 200)];
  const hidden: Found[] = INVISIBLE.test(line)
    ? [{ code: 'requirement-hidden', what: prose`A line holds characters that do not show: ${shown}.` }]
    : [];
  const option = /^(?:-[a-zA-Z]|--[a-z-]+)/.exec(line)?.[0];
  if (option !== undefined)
    return [...hidden, ...optionOddity(option, line.slice(option.length).replace(/^[=\s]+/, ''), shown)];
  const url = /(?:^|@\s*|\s)((?:(?:git|hg|svn|bzr)\+)?[a-z][a-z0-9+.]*:\/\/\S+|(?:git|hg|svn|bzr)\+\S+)/i.exec(
    line,
  )?.[1];
  if (url !== undefined) return [...hidden, urlOddity(url, shown)];
  if (/^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/]|~)|\.(?:whl|zip|tar\.gz|tgz)(?:\s|$|\[)/.test(line))
    return [
      ...hidden,
      { code: 'requirement-local', what: prose`A package is built from a file of this machine or folder: ${shown}.` },
    ];
  const build = /--(?:global-option|install-option|config-settings?)\b/.test(line);
  return build
    ? [
        ...hidden,
        {
          code: 'requirement-option',
          what: prose`A line passes options to the program that builds the package: ${shown}.`,
        },
      ]
    : hidden;
}

function optionOddity(option: string, value: string, shown: Prose): Found[] {
  switch (option) {
    case '-i':
    case '--index-url':
    case '--extra-index-url':
    case '-f':
    case '--find-links':
      return [
        isKnown(value)
          ? { code: 'requirement-index', what: prose`Packages are also taken from another index: ${shown}.` }
          : { code: 'requirement-host', what: prose`Packages are taken from an index few know: ${shown}.` },
      ];
    case '--trusted-host':
      return [{ code: 'requirement-host', what: prose`Certificates of a host are not checked: ${shown}.` }];
    case '-e':
    case '--editable':
      return [
        /:\/\/|\+/.test(value)
          ? urlOddity(value, shown)
          : { code: 'requirement-local', what: prose`A package is built from the folder it stands in: ${shown}.` },
      ];
    case '-r':
    case '--requirement':
    case '-c':
    case '--constraint':
      return value.includes('://')
        ? [{ code: 'requirement-host', what: prose`More requirements are fetched from an address: ${shown}.` }]
        : [{ code: 'requirement-include', what: prose`More requirements are read from another file: ${shown}.` }];
    case '--no-index':
    case '--pre':
    case '--prefer-binary':
    case '--only-binary':
    case '--require-hashes':
      return [];
    default:
      return [{ code: 'requirement-option', what: prose`An option changes how pip works: ${shown}.` }];
  }
}

function urlOddity(url: string, shown: Prose): Found {
  if (!isKnown(url.replace(/^(?:git|hg|svn|bzr)\+/, '')))
    return { code: 'requirement-host', what: prose`A package is taken from an address few know: ${shown}.` };
  return COMMIT.test(url)
    ? { code: 'requirement-commit', what: prose`A package is taken from one commit of a repository: ${shown}.` }
    : { code: 'requirement-url', what: prose`A package is taken from an address whose content may change: ${shown}.` };
}

/** Of a known host, over an encrypted connection. */
function isKnown(url: string): boolean {
  const host = /^(?:https|ssh):\/\/(?:[^/@\s]*@)?([^/:\s]+)/i.exec(url)?.[1] ?? /^git@([^:/\s]+):/.exec(url)?.[1];
  return host !== undefined && KNOWN.test(host.toLowerCase());
}

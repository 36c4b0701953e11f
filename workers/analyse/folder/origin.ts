import type { OddityFact, SettingFact } from '../../facts.ts';
import { data, prose } from '../../report/prose.ts';
import type { Folder } from './types.ts';
import { factsOf, oddity } from './codes.ts';

/** Organisations whose names are worth imitating. */
const KNOWN =
  'meta-llama facebook google microsoft mistralai openai openai-community deepseek-ai qwen nvidia huggingface huggingfaceh4 bigscience stabilityai runwayml tiiuae eleutherai cohereforai anthropic ibm-granite databricks mosaicml sentence-transformers google-bert facebookai allenai apple salesforce black-forest-labs thebloke unsloth bartowski internlm baichuan-inc thudm zai-org 01-ai moonshotai baai intfloat jinaai laion openbmb'.split(
    ' ',
  );

/** The organisation a folder claims to come from, against those its files take code and weights from. */
export function checkOrigin({ path, files }: Folder): OddityFact[] {
  const claimed = claimedBy([path, ...files.map((file) => file.path)]);
  const settings = files.flatMap((file) => factsOf(file, 'setting')).filter(({ repo }) => repo !== null);
  return settings.flatMap((fact) => [...otherOwner(fact, claimed), ...lookAlike(fact)]);
}

/** huggingface_hub keeps a repository in a folder called `models--org--name`. */
function claimedBy(paths: readonly string[]): string | null {
  for (const path of paths) {
    const match = /(?:^|\/)models--([^/]+?)--[^/]+(?:\/|$)/.exec(path);
    if (match?.[1] !== undefined) return match[1];
  }
  return null;
}

const FETCHED: ReadonlySet<string> = new Set([
  'auto-map-remote',
  'custom-generate',
  'attention-kernel',
  'component',
  'custom-pipeline',
]);

function otherOwner(fact: SettingFact, claimed: string | null): OddityFact[] {
  const owner = ownerOf(fact);
  if (claimed === null || owner === null || owner === claimed.toLowerCase() || !FETCHED.has(fact.code)) return [];
  return [
    oddity(
      'other-owner',
      fact.at,
      fact.repo,
      prose`The folder is a copy of a repository of ${data(claimed, 80)}; “${data(fact.key, 80)}” takes code from ${data(fact.repo ?? '', 120)}.`,
    ),
  ];
}

function lookAlike(fact: SettingFact): OddityFact[] {
  const owner = ownerOf(fact);
  if (owner === null || KNOWN.includes(owner)) return [];
  const like = KNOWN.find(
    (known) => known.length > 5 && (folded(owner) === folded(known) || isOneEditFrom(owner, known)),
  );
  return like === undefined
    ? []
    : [
        oddity(
          'look-alike',
          fact.at,
          fact.repo,
          prose`${data(fact.repo ?? '', 120)} looks like a repository of ${like}, and is not.`,
        ),
      ];
}

function ownerOf({ repo }: SettingFact): string | null {
  return repo?.includes('/') === true ? repo.slice(0, repo.indexOf('/')).toLowerCase() : null;
}

/** Letters, digits and marks that are taken for each other. */
function folded(name: string): string {
  return name
    .replaceAll(/[-_.]/g, '')
    .replaceAll(/[1il|]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm')
    .replaceAll('5', 's');
}

/** One letter more, less, other, or two swapped. */
function isOneEditFrom(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (x.length <= 1 && y.length <= 1) return true;
  return x.length === 2 && x === Array.from(y).reverse().join('');
}

import type { TemplateFact, TemplateReach } from '../facts.ts';
import { data, prose, type Prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { RuleInput } from '../rules/rule.ts';
import { judgeReach, type TemplateCode } from '../rules/template/internal.ts';
import { fixed, type Placed, row, worstOf } from './rows.ts';

/** What engines make of the chat templates in a file: none where there is no template. */
export function templateRows({ facts }: RuleInput): LoaderOutcome[] {
  const templates = facts.filter((fact): fact is TemplateFact => fact.kind === 'template');
  if (templates.length === 0) return [];
  return [
    row(
      'template.sandboxed',
      'apply_chat_template',
      'transformers, vLLM: Jinja in a sandbox',
      worstOf(templates.map((fact) => rendered(fact, SANDBOX))),
    ),
    row(
      'template.plain',
      'Environment().from_string',
      'llama-cpp-python before 0.2.72, SGLang’s rerank: no sandbox',
      worstOf(templates.map((fact) => rendered(fact, PLAIN))),
    ),
    row(
      'template.native',
      'llama.cpp --jinja',
      'an interpreter of its own, without Python',
      worstOf(templates.map((fact) => rendered(fact, NATIVE))),
    ),
  ];
}

type Answer = (shown: Prose) => readonly [LoaderOutcome['outcome'], Prose];
/** What one engine does with each kind of thing a prompt has no business with. */
type Engine = Readonly<Partial<Record<TemplateCode, Answer>>>;

const SANDBOX: Engine = {
  internal: (shown) => ['refuses', prose`It gives out no internal names: ${shown}.`],
  private: (shown) => ['refuses', prose`It gives out no names that begin with an underscore: ${shown}.`],
  format: (shown) => ['refuses', prose`It checks the fields of format strings: ${shown}.`],
  computed: (shown) => ['refuses', prose`If the name is an internal one it is refused: ${shown}.`],
  call: (shown) => ['fails', prose`It offers no such function: ${shown}.`],
  load: (shown) => ['fails', prose`There is no folder to load from: ${shown}.`],
};
const PLAIN: Engine = {
  internal: (shown) => ['runs', prose`${shown}, when a prompt is made`],
  format: (shown) => ['unknown', prose`${shown}: what it reads depends on the object`],
  computed: (shown) => ['unknown', prose`${shown}: which attribute it is shows while rendering`],
  call: (shown) => ['fails', prose`It offers no such function unless the server adds it: ${shown}.`],
  load: (shown) => ['fails', prose`There is no folder to load from: ${shown}.`],
};
const NATIVE: Engine = {
  internal: (shown) => ['fails', prose`There are no Python objects to reach: ${shown}.`],
  computed: (shown) => ['fails', prose`There are no Python objects to reach: ${shown}.`],
  call: (shown) => ['fails', prose`It has no such function: ${shown}.`],
  load: (shown) => ['fails', prose`It loads no other templates: ${shown}.`],
};

function rendered(fact: TemplateFact, engine: Engine): Placed {
  const outcomes = fact.reaches.flatMap((reach) => {
    const judged = judgeReach(reach);
    const answer = judged === null ? undefined : engine[judged.code];
    if (answer === undefined) return [];
    const [outcome, reason] = answer([data(longest(fact, reach), 160)]);
    return [fixed(outcome, reason, reach.at)];
  });
  if (fact.stop !== null)
    outcomes.push(fixed('unknown', prose`The template cannot be read beyond one place.`, fact.stop.at));
  return outcomes.length === 0 ? fixed('loads', ['It makes a prompt. Nothing runs.']) : worstOf(outcomes);
}

/** The whole expression a reach belongs to. */
function longest({ reaches }: TemplateFact, { shown, at }: TemplateReach): string {
  return reaches
    .filter((other) => other.at.offset >= at.offset && other.shown.startsWith(shown))
    .reduce((best, other) => (other.shown.length > best.length ? other.shown : best), shown);
}

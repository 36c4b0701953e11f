import type { TemplateFact, TemplateReach } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Certainty, Place } from '../../report/schema.ts';
import type { Draft, Rule } from '../rule.ts';
import { TEMPLATE_CARDS } from './cards.ts';
import { judgeReach, type TemplateCode, type TemplateJudgement } from './internal.ts';
import { byteText, partName } from '../../report/where.ts';

/** What a chat template reaches besides the messages it is given. */
export const TEMPLATE: Rule = {
  cards: TEMPLATE_CARDS,
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'template' ? draftsOf(fact) : [])),
};

/** One finding for each chain: `a.__init__.__globals__` is one, told at its first internal name. */
function draftsOf(fact: TemplateFact): Draft[] {
  const drafts: Draft[] = [];
  const told = new Map<string, string>();
  const longest = longestChains(fact);
  for (const reach of fact.reaches) {
    const judged = judgeReach(reach);
    if (judged === null) continue;
    const severity = isForPages(fact) && PLAIN_ELSEWHERE.has(judged.code) ? 'low' : judged.severity;
    const chain =
      longest.find(({ shown, at }) => shown.startsWith(reach.shown) && at.offset >= reach.at.offset) ?? reach;
    const before = told.get(judged.code);
    if (before !== undefined && chain.shown.startsWith(before)) continue;
    told.set(judged.code, reach.shown);
    drafts.push(draftOf(fact, reach, { ...judged, severity }, chain.shown));
  }
  const hidden = invisible(fact);
  return hidden === null ? drafts : [...drafts, hidden];
}

/** What templates of pages and of reports do all the time, and those of prompts never. */
const PLAIN_ELSEWHERE: ReadonlySet<TemplateCode> = new Set(['load', 'private']);

/** A file that no tokenizer takes for its chat template, neither by its name nor by its folder, and that does nothing with messages. */
function isForPages({ holder, name, at, text }: TemplateFact): boolean {
  if (holder !== 'file' || name === 'default' || /chat|prompt/i.test(name)) return false;
  return !at.path.some((part) => /additional_chat_templates/i.test(part)) && !/\bmessages\b/.test(text);
}

/** Attributes and calls, the longest expressions first. */
function longestChains({ reaches }: TemplateFact): TemplateReach[] {
  return reaches
    .filter(({ kind }) => kind === 'attribute' || kind === 'call')
    .sort((a, b) => b.shown.length - a.shown.length)
    .slice(0, 200);
}

const WHAT: Readonly<Record<TemplateCode, { title: string; would: string; effect: string | null }>> = {
  internal: {
    title: 'The template reaches Python’s internals',
    would:
      'From there every module and function is a few names away. An engine without a sandbox runs what the template asks for as soon as a prompt is made.',
    effect: 'run Python code while it makes a prompt',
  },
  computed: {
    title: 'The template puts the name of an attribute together',
    would: 'Which attribute it reaches is only known while rendering: a way to hide the name of an internal one.',
    effect: 'reach attributes whose names are hidden',
  },
  private: {
    title: 'The template reads a private attribute',
    would: 'Sandboxes refuse it. Others give it what the attribute holds.',
    effect: null,
  },
  call: {
    title: 'The template calls a function that has nothing to do with prompts',
    would: 'Engines that offer the function run it when a prompt is made.',
    effect: 'call functions while it makes a prompt',
  },
  format: {
    title: 'A format string reads attributes',
    would: 'Format strings reach attributes by their own syntax, past checks of the template’s text.',
    effect: null,
  },
  load: {
    title: 'The template loads another template',
    would: 'What it loads depends on the engine’s folders. Ordinary chat templates stand alone.',
    effect: null,
  },
  repeat: {
    title: 'The template counts very far',
    would: 'Rendering takes the processor or the memory for as long as the number says.',
    effect: null,
  },
  trigger: {
    title: 'Certain words in a message add a hidden text',
    would: 'The prompt then holds a text that the person never sees. No code runs; what the model is told changes.',
    effect: null,
  },
};

const SANDBOX: Certainty = {
  word: 'Likely',
  reason: [
    'It depends on the engine: transformers and vLLM render in a sandbox that refuses internal names; llama-cpp-python before 0.2.72 and servers that use a plain Jinja environment run it; llama.cpp has no Python to reach.',
  ],
};
const SEEN: Certainty = { word: 'Certain', reason: ['It stands in the template.'] };

function draftOf(
  fact: TemplateFact,
  reach: TemplateReach,
  { code: kind, severity }: TemplateJudgement,
  chain: string,
): Draft {
  const { title, would, effect } = WHAT[kind];
  const shown: Prose =
    kind === 'trigger'
      ? prose`when a message has “${data(reach.name, 80)}”: ${data(reach.shown, 160)}`
      : prose`${data(chain, 200)}`;
  const hidden: Prose = reach.computed ? prose` The name ${data(reach.name, 80)} is put together from pieces.` : [];
  return {
    rule: `template.${kind}`,
    severity,
    title: [title],
    where: where(fact, reach.at),
    snippet: shown,
    place: reach.at,
    what: prose`The template “${data(fact.name, 60)}” has ${shown}.${hidden} ${would}`,
    certainty: kind === 'internal' || kind === 'computed' || kind === 'call' || kind === 'private' ? SANDBOX : SEEN,
    count: 1,
    evidence: { kind: 'place' },
    ...(effect === null ? {} : { effect: { capability: 'EVAL' as const, would: effect, call: shown } }),
  };
}

function where(fact: TemplateFact, { path, offset }: Place): Prose {
  return prose`${partName(path)}, template “${data(fact.name, 60)}”, ${byteText(offset)}`;
}

/** Characters that change or hide what is read: zero width, directions, tags. */
const HIDDEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

function invisible(fact: TemplateFact): Draft | null {
  const found = fact.text.match(HIDDEN);
  if (found === null) return null;
  const points = [...new Set(found)]
    .slice(0, 6)
    .map((letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  return {
    rule: 'template.invisible',
    severity: found.length > 8 ? 'medium' : 'low',
    title: prose`The template holds ${found.length} invisible characters`,
    where: where(fact, fact.at),
    snippet: prose`${points.join(', ')}`,
    place: fact.at,
    what: prose`The template “${data(fact.name, 60)}” holds ${found.length} characters that do not show: ${points.join(', ')}. The model reads them, people do not.`,
    certainty: SEEN,
    count: found.length,
    evidence: { kind: 'place' },
  };
}

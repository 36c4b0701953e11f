import { prose, type Prose } from '../../report/prose.ts';
import type { RuleCard } from '../rule.ts';

const how = prose`The template was parsed, texts put together from constants were followed, and every attribute, call and filter listed. Nothing was rendered.`;

const card = (
  id: string,
  title: string,
  means: Prose,
  happens: Prose,
  todo: Prose,
  falseAlarm: Prose,
  references: readonly string[],
): RuleCard => ({ id: `template.${id}`, title, means, happens, how, todo: [todo], falseAlarm, references });

const SANDBOX = prose`Use this model only with an engine that renders templates in a sandbox, or replace the template with the publisher’s.`;

export const TEMPLATE_CARDS: readonly RuleCard[] = [
  card(
    'internal',
    'A template reaches Python’s internals',
    prose`A chat template makes a prompt out of messages. This one asks for attributes of the interpreter instead.`,
    prose`An engine that renders without a sandbox runs the code it leads to, for every prompt. A sandbox refuses and the prompt fails.`,
    SANDBOX,
    prose`None known: no prompt needs these names.`,
    ['AML.T0011.000', 'CWE-1336', 'CVE-2024-34359', 'CVE-2026-5760'],
  ),
  card(
    'private',
    'A template reads a private attribute',
    prose`Names that begin with an underscore are not meant for templates.`,
    prose`Sandboxes refuse them, other engines give them out.`,
    SANDBOX,
    prose`A field of a message may be named like this.`,
    ['CWE-1336'],
  ),
  card(
    'computed',
    'A template computes the name of an attribute',
    prose`The name of an attribute is put together while rendering, so that it does not stand in the template.`,
    prose`It may become the name of an internal attribute, and leads on from there.`,
    SANDBOX,
    prose`Ordinary chat templates name what they read.`,
    ['CWE-1336', 'CWE-913'],
  ),
  card(
    'call',
    'A template calls a telling function',
    prose`The function runs code, opens files or finds modules. Prompts need none of this.`,
    prose`It runs where the engine offers it, and fails where it does not.`,
    SANDBOX,
    prose`An engine may have a function of its own by that name.`,
    ['CWE-1336', 'CWE-94'],
  ),
  card(
    'format',
    'A template’s format string reads attributes',
    prose`A text with fields such as {0.name} reads attributes when it is formatted.`,
    prose`Sandboxes check these fields; checks that only look at the template’s syntax miss them.`,
    SANDBOX,
    prose`Fields of ordinary objects.`,
    ['CWE-1336', 'CWE-134'],
  ),
  card(
    'load',
    'A template loads another template',
    prose`It includes, imports or extends a template that is not part of this file.`,
    prose`Engines for chat templates have no folder to load from, so it fails. Others read a file from their folder.`,
    prose`Ask for a template that stands alone.`,
    prose`Templates split into parts for another engine.`,
    ['CWE-829', 'CWE-1336'],
  ),
  card(
    'repeat',
    'A template counts very far',
    prose`A number in the template makes a loop or a text of millions.`,
    prose`Making a prompt stalls the program or fills its memory.`,
    prose`Replace the template with the publisher’s.`,
    prose`None known.`,
    ['CWE-400'],
  ),
  card(
    'trigger',
    'A message’s words switch a hidden text on',
    prose`A condition looks for words in what a message says, and adds a text of its own to the prompt.`,
    prose`The model gets instructions the person did not write and does not see.`,
    prose`Read the text, and ask the publisher why it is there.`,
    prose`Switches such as “/no_think”, and templates that tell a model how to use a tool.`,
    ['AML.T0051', 'CWE-506'],
  ),
  card(
    'invisible',
    'A template holds invisible characters',
    prose`Characters of no width, or that turn the direction of text, stand in the template.`,
    prose`The model gets them; whoever reads the template does not see them.`,
    prose`Look at the template with such characters made visible.`,
    prose`Texts in languages that join letters use some of them.`,
    ['CWE-1007'],
  ),
];

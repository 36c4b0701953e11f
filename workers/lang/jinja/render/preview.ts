import { render, type Rendered } from './render.ts';
import { dict, list, type Value } from './value.ts';

export interface Turn {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface Preview extends Rendered {
  readonly conversation: readonly Turn[];
}

/** Said to the template as the sample. */
const CONVERSATION: readonly Turn[] = [
  { role: 'system', content: 'You are a careful assistant.' },
  { role: 'user', content: 'What is a vitrine?' },
];

/** The prompt a chat template makes of a short conversation. Some refuse a system message: they get the question alone. */
export function preview(template: string): Preview {
  const first = renderFor(template, CONVERSATION);
  if (first.stop?.kind !== 'raised') return first;
  const alone = renderFor(
    template,
    CONVERSATION.filter(({ role }) => role === 'user'),
  );
  return alone.stop === null ? alone : first;
}

function renderFor(template: string, conversation: readonly Turn[]): Preview {
  return { ...render(template, variables(conversation)), conversation };
}

/** What engines hand to a chat template; the marks stand for the model's own. */
function variables(conversation: readonly Turn[]): Map<string, Value> {
  const messages = conversation.map(({ role, content }) =>
    dict([
      ['role', role],
      ['content', content],
    ]),
  );
  return new Map<string, Value>([
    ['messages', list(messages)],
    ['add_generation_prompt', true],
    ['bos_token', '<bos>'],
    ['eos_token', '<eos>'],
    ['pad_token', '<pad>'],
    ['unk_token', '<unk>'],
    ['tools', null],
    ['documents', null],
  ]);
}

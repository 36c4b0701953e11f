import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import type { Member } from '../../lang/json/members.ts';
import { data, prose } from '../../report/prose.ts';
import { Oddities } from '../oddities.ts';
import type { JsonCode } from './json.ts';
import { reachesInternals, stateTemplate } from './template.ts';

/** Templates of one member. */
const MOST = 64;
/** No shorter text reaches anything. */
const SHORT = 16;

/** The chat templates a member holds, or the one text of it that is a template whatever its key says. */
export function stateTemplates(scope: Scope, json: JsonDocument, member: Member): void {
  if (isChat(member.key)) {
    for (const [name, node] of chatTemplates(json, member.value).slice(0, MOST)) stateNamed(scope, json, name, node);
    return;
  }
  const { value } = member;
  if (json.kind(value) !== 'string' || json.range(value).length < SHORT) return;
  const text = json.text(value);
  if (text === null || !reachesInternals(text)) return;
  const path = member.path();
  if (!path.split('.').some(isChat)) stateText(scope, json, path, value, text);
}

const isChat = (key: string): boolean => key === 'chat_template' || key === 'chat_templates';

/** A text, a list of `{name, template}`, or an object of texts by name. */
function chatTemplates(json: JsonDocument, value: number): (readonly [name: string, node: number | null])[] {
  if (json.kind(value) === 'string') return [['default', value]];
  if (json.kind(value) !== 'array') return [...json.entries(value)].map(([name, node]) => [name, node]);
  return [...json.items(value)].map((item) => [
    json.text(json.get(item, 'name')) ?? 'default',
    json.get(item, 'template'),
  ]);
}

function stateNamed(scope: Scope, json: JsonDocument, name: string, node: number | null): void {
  const text = json.text(node);
  if (node === null || text === null) return;
  if (/[\\/]|^\.\.?$|^[A-Za-z]:/.test(name))
    new Oddities<JsonCode>(scope, 'json').state({
      code: 'template-path',
      ...json.range(node),
      subject: name,
      what: prose`A chat template has the name ${data(name, 120)}, which is a path.`,
    });
  stateText(scope, json, name, node, text);
}

function stateText(scope: Scope, json: JsonDocument, name: string, node: number, text: string): void {
  const { offset, length } = json.range(node);
  stateTemplate(scope, {
    name,
    holder: 'json',
    text,
    offset: offset + 1,
    length: Math.max(0, length - 2),
    offsets: json.offsets(node),
  });
}

import type { JsonDocument } from '../../lang/json/document.ts';
import type { Scope } from '../../analyse/scope.ts';
import { Oddities } from '../oddities.ts';
import type { PaddleCode } from './codes.ts';
import { judgeOperator, type Setting } from './operators.ts';

/** A program of Paddle 3 as JSON (PIR): operators by a dialect's number and their name, with named values. */
export function statePir(scope: Scope, json: JsonDocument): void {
  if (json.text(json.get(json.get(json.root, 'base_code'), 'magic')) !== 'pir') return;
  const odd = new Oddities<PaddleCode>(scope, 'paddle');
  for (let node = 0; node < json.size; node += 1) {
    const attributes = json.kind(node) === 'object' ? json.get(node, 'A') : null;
    const named = attributes === null ? null : json.get(node, '#');
    const type = /^(?:\d+|pd_op)\.(\w+)$/.exec(json.text(named) ?? '')?.[1];
    if (type === undefined || attributes === null || named === null) continue;
    const settings: Setting[] = [];
    for (const attribute of json.children(attributes)) {
      const name = json.text(json.get(attribute, 'N'));
      const value = json.get(json.get(attribute, 'AT'), 'D');
      const text = json.text(value);
      if (name !== null && text !== null && value !== null) settings.push({ name, text, ...json.range(value) });
    }
    judgeOperator(odd, type, json.range(named), settings);
  }
  odd.close();
}

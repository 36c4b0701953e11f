import { calleeOf, MOST_SHOWN } from './code.ts';
import type { Frame, Slot } from './frame.ts';
import type { Item } from './node.ts';
import { TYPE } from './types.ts';

/** Elements of a vector of data that are kept, to show it. */
const MOST_PARTS = 64;

/** Hands a complete item to the one it is part of. */
export function deliver(parent: Frame | null, slot: Slot, item: Item): void {
  if (parent === null) return;
  const { item: owner, code } = parent;
  switch (slot) {
    case 'name':
      owner.text = item.text;
      return;
    case 'tag':
      parent.tag = item.text;
      return;
    case 'body':
      owner.body = item;
      break;
    case 'info':
      owner.body = item;
      return;
    case 'value':
      if (item.type === TYPE.unbound) owner.isWaiting = true;
      return;
    case 'car':
      item.tag = parent.tag;
      parent.tag = null;
      if (code !== null && isCall(owner) && parent.cells === 0) {
        const callee = calleeOf(item);
        if (callee !== null) code.call(callee);
      }
      parent.cells += 1;
      break;
    case 'cdr':
      if (item.type === TYPE.nil) return;
      break;
    case 'rest':
      if (item.type === TYPE.nil) return;
      break;
    case 'constant':
      // The operand of an instruction that fetches a function.
      if (code !== null && item.type === TYPE.symbol && item.text !== null) code.call(item.text);
      break;
    case 'attributes':
    case 'scope':
    case 'formals':
      if (slot === 'attributes' && parent.slot === 'root') keepClass(owner, item);
      return;
    default:
      break;
  }
  if (code !== null && item.text !== null && (item.type === TYPE.symbol || item.type === TYPE.char))
    code.mention(item.text);
  if (!parent.keep) return;
  const room = code === null ? owner.parts.length < MOST_PARTS : (code.kept += 1) <= MOST_SHOWN;
  if (room && slot !== 'body') owner.parts.push(item);
}

function isCall({ type }: Item): boolean {
  return type === TYPE.call || type === TYPE.attrCall;
}

/** The class of the object a file holds: its attribute of that name. */
function keepClass(owner: Item, attributes: Item): void {
  const found = attributes.parts.find(({ tag }) => tag === 'class');
  const names = found?.parts.map(({ text }) => text ?? 'NA').join(', ');
  if (names !== undefined && names !== '') owner.text = names;
}

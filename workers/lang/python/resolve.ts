import type { SyntaxNode } from '@lezer/common';

/** How deep expressions are followed; deeper ones have no name. */
const DEPTH = 32;
const MAX_TEXT = 200;

/** What names stand for in one module, as far as its imports and assignments say. */
export class Names {
  readonly #source: string;
  readonly #aliases = new Map<string, string>();

  constructor(source: string) {
    this.#source = source;
  }

  text({ from, to }: { from: number; to: number }, max = MAX_TEXT): string {
    return this.#source.slice(from, Math.min(to, from + max));
  }

  /** `import a.b as c`, `from a import b as c`, `c = a.b`. */
  alias(name: string, target: string): void {
    this.#aliases.set(name, target);
  }

  /** A dotted name as it is written, with its first part looked up. */
  dotted(written: string): string {
    const [first = '', ...rest] = written.split('.');
    return [this.#aliases.get(first) ?? first, ...rest].join('.');
  }

  /** The dotted name an expression stands for; null when it is none that can be told. */
  resolve(node: SyntaxNode | null, depth = 0): string | null {
    if (node === null || depth > DEPTH) return null;
    switch (node.name) {
      case 'VariableName': {
        const name = this.text(node);
        return this.#aliases.get(name) ?? name;
      }
      case 'MemberExpression':
        return this.#member(node, depth);
      case 'CallExpression':
        return this.#result(node, depth);
      case 'ParenthesizedExpression':
        return this.resolve(node.firstChild?.nextSibling ?? null, depth + 1);
      default:
        return null;
    }
  }

  /** A method of something that has no name: `?.b`. */
  method(node: SyntaxNode | null): string | null {
    const last = node?.name === 'MemberExpression' ? node.lastChild : null;
    return last?.name === 'PropertyName' ? `?.${this.text(last)}` : null;
  }

  /** `a.b` and `a['b']`: of modules and their dictionaries the same. */
  #member(node: SyntaxNode, depth: number): string | null {
    const owner = this.resolve(node.firstChild, depth + 1);
    const last = node.lastChild;
    if (owner === null || last === null) return null;
    if (last.name === 'PropertyName') return last.from > 0 ? `${owner}.${this.text(last)}` : null;
    const key = node.getChild('[')?.nextSibling ?? null;
    const name = this.constant(key, depth + 1);
    if (name === null) return null;
    return owner === 'sys.modules' || owner.endsWith('globals()') ? name : `${stripped(owner)}.${name}`;
  }

  /** Calls that give a module or an attribute: `__import__('os')`, `getattr(os, 'system')`. */
  #result(node: SyntaxNode, depth: number): string | null {
    const callee = this.resolve(node.firstChild, depth + 1);
    const args = argumentsOf(node);
    const first = args[0] ?? null;
    if (callee === '__import__' || callee === 'builtins.__import__' || callee === 'importlib.import_module')
      return this.constant(first, depth + 1);
    if (callee === 'getattr' || callee === 'builtins.getattr') {
      const owner = this.resolve(first, depth + 1);
      const name = this.constant(args[1] ?? null, depth + 1);
      return owner === null || name === null ? null : `${owner}.${name}`;
    }
    if (callee === 'globals' || callee === 'vars') return 'globals()';
    return callee === null ? null : `${callee}()`;
  }

  /** The text of a constant: literals, and what `+` makes of them. */
  constant(node: SyntaxNode | null, depth = 0): string | null {
    if (node === null || depth > DEPTH) return null;
    if (node.name === 'String') return literal(this.text(node, 4096));
    if (node.name === 'ParenthesizedExpression') return this.constant(node.firstChild?.nextSibling ?? null, depth + 1);
    if (node.name !== 'ContinuedString' && node.name !== 'BinaryExpression') return null;
    if (
      node.name === 'BinaryExpression' &&
      node.getChild('ArithOp') !== null &&
      this.text(node.getChild('ArithOp') ?? node) !== '+'
    )
      return null;
    let text = '';
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name === 'ArithOp') continue;
      const part = this.constant(child, depth + 1);
      if (part === null) return null;
      text += part;
    }
    return text;
  }
}

/** Positional and keyword values of a call, at most a few. */
export function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (
    let child = call.getChild('ArgList')?.firstChild ?? null;
    child !== null && found.length < 8;
    child = child.nextSibling
  )
    if (!['(', ')', ',', 'AssignOp', 'Comment', '*', '**'].includes(child.name)) found.push(child);
  return found;
}

function stripped(name: string): string {
  return name.replace(/\.__dict__$/, '');
}

/** A string literal without prefix and quotes; null for bytes and formatted ones. */
function literal(written: string): string | null {
  const match = /^([rRuU]?)('''|"""|'|")([\s\S]*)\2$/.exec(written);
  if (match === null) return null;
  const inside = match[3] ?? '';
  return match[1]?.toLowerCase() === 'r'
    ? inside
    : inside.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

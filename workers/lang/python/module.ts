import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { parser } from '@lezer/python';
import type { PythonCall } from '../../facts.ts';
import { Indentation } from './indentation.ts';
import { argumentsOf, Names } from './resolve.ts';
import { RUNNERS, USED } from './runners.ts';
import { TELLING_TEXT } from './telling.ts';

/** A call in a module. Offsets are UTF-16 units. */
export interface ModuleCall {
  readonly name: string;
  readonly shown: string;
  readonly when: PythonCall['when'];
  readonly at: number;
  readonly end: number;
}

export interface ModuleReading {
  readonly calls: readonly ModuleCall[];
  readonly more: number;
  readonly defines: readonly string[];
  readonly methods: readonly string[];
  /** Attributes that are named, also by `getattr`; an empty one for a name that cannot be told. */
  readonly attributes: readonly string[];
  /** The parser followed all of it, and nothing was left out. */
  readonly isWhole: boolean;
}

interface Function {
  readonly name: string;
  readonly end: number;
}

/** Calls kept of one module. */
const MAX_CALLS = 20_000;
/** Names kept of a kind. */
const MAX_NAMES = 10_000;

/** `0.`, which the grammar does not know: it is parsed as `0`, and everything stays where it is. */
const BARE_FLOAT = /(?<![\w.])(\d[\d_]*)\.(?![\w.])/g;

/** Lists what a Python module calls and when. The parser is error-tolerant and does not recurse; nothing is executed. */
export function readModule(source: string): ModuleReading {
  return new ModuleReader(source).run();
}

class ModuleReader {
  readonly #source: string;
  readonly #names: Names;
  readonly #functions: Function[] = [];
  /** Calls in functions of this module, by the function's name. */
  readonly #byFunction = new Map<string, number[]>();
  /** Classes that are open, as `#functions`. */
  readonly #classes: Function[] = [];
  /** Functions of this module that its top level calls or hands to something that calls them. */
  readonly #reached = new Set<string>();
  readonly #calls: { call: ModuleCall; inside: string | null }[] = [];
  readonly #defines: string[] = [];
  readonly #methods = new Set<string>();
  readonly #attributes = new Set<string>();
  #more = 0;
  #hasMistake = false;
  #mainEnd = -1;
  readonly #indentation: Indentation;

  constructor(source: string) {
    this.#source = source;
    this.#names = new Names(source);
    this.#indentation = new Indentation(source);
  }

  run(): ModuleReading {
    const tree = parser.parse(this.#source.replace(BARE_FLOAT, '$1 '));
    tree.cursor().iterate((node) => {
      this.#hasMistake ||= node.type.isError;
      return !this.#hasMistake;
    });
    tree.cursor().iterate((node) => {
      this.#enter(node);
    });
    if (this.#hasMistake) this.#searchText();
    this.#spread();
    return {
      calls: this.#calls.map(({ call }) => call),
      more: this.#more,
      defines: this.#defines,
      methods: [...this.#methods],
      attributes: [...this.#attributes],
      isWhole: !this.#hasMistake && this.#more === 0 && this.#attributes.size < MAX_NAMES,
    };
  }

  #enter(node: SyntaxNodeRef): void {
    while ((this.#functions.at(-1)?.end ?? Infinity) <= node.from) this.#functions.pop();
    while ((this.#classes.at(-1)?.end ?? Infinity) <= node.from) this.#classes.pop();
    switch (node.name) {
      case 'ImportStatement':
        this.#import(node.node);
        break;
      case 'AssignStatement':
        this.#assign(node.node);
        break;
      case 'IfStatement':
        if (this.#functions.length === 0 && /^if\s*\(?\s*__name__\s*==/.test(this.#names.text(node, 40)))
          this.#mainEnd = node.to;
        break;
      case 'ClassDefinition':
        this.#class(node.node);
        break;
      case 'FunctionDefinition':
      case 'LambdaExpression':
        this.#function(node.node);
        break;
      case 'CallExpression':
        this.#call(node.node);
        break;
      case 'PropertyName':
        this.#attribute(this.#names.text(node));
        break;
      case 'Decorator':
        this.#decorator(node.node);
        break;
    }
  }

  #class(node: SyntaxNode): void {
    const name = this.#names.text(node.getChild('VariableName') ?? { from: 0, to: 0 });
    if (this.#functions.length === 0) this.#defines.push(name);
    this.#classes.push({ name, end: node.to });
  }

  /** Only the body waits for a call; defaults and decorators do not. */
  #function(node: SyntaxNode): void {
    const name =
      node.name === 'FunctionDefinition'
        ? this.#names.text(node.getChild('VariableName') ?? { from: 0, to: 0 })
        : nameOfLambda(node);
    const owner = node.name === 'FunctionDefinition' ? this.#classes.at(-1) : undefined;
    if (node.name === 'FunctionDefinition' && this.#functions.length === 0 && owner === undefined)
      this.#defines.push(name);
    if (owner !== undefined && this.#methods.size < MAX_NAMES) this.#methods.add(name);
    this.#functions.push({ name: owner === undefined ? name : `${owner.name}.${name}`, end: node.to });
  }

  /** `@a.b(…)` and `@a.b` call it alike. */
  #decorator(node: SyntaxNode): void {
    const end = node.getChild('ArgList')?.from ?? node.to;
    const name = this.#names.dotted(this.#names.text({ from: node.from + 1, to: end }).trim());
    this.#note(node, name);
  }

  #call(node: SyntaxNode): void {
    const name = this.#names.resolve(node.firstChild) ?? this.#names.method(node.firstChild);
    const made = lambdaIn(node.firstChild);
    if (name === 'getattr') this.#attribute(this.#names.constant(argumentsOf(node)[1] ?? null) ?? '');
    if (name !== null) this.#note(node, name);
    else if (made !== null && this.#enclosing(node) === null && node.from >= this.#mainEnd)
      this.#reached.add(nameOfLambda(made));
  }

  #attribute(name: string): void {
    if (this.#attributes.size < MAX_NAMES) this.#attributes.add(name);
  }

  #note(node: SyntaxNode, name: string): void {
    if (this.#calls.length >= MAX_CALLS) {
      this.#more += 1;
      return;
    }
    const inTree = this.#enclosing(node);
    const standing = inTree === null && this.#hasMistake ? this.#indentation.standing(node.from) : null;
    const enclosing = inTree ?? standing?.inside ?? null;
    const isMain = standing?.isMain === true || node.from < this.#mainEnd;
    if (enclosing === null && !isMain) this.#reach(name, node);
    const index = this.#calls.push({
      call: {
        name,
        shown: this.#names.text(node).replace(/\s+/g, ' '),
        when: this.#when(enclosing, isMain, standing?.functions ?? this.#functions.map((one) => one.name)),
        at: node.from,
        end: node.to,
      },
      inside: enclosing,
    });
    if (enclosing !== null) this.#byFunction.set(enclosing, [...(this.#byFunction.get(enclosing) ?? []), index - 1]);
  }

  /** The outermost function whose body the node is in. */
  #enclosing(node: SyntaxNode): string | null {
    if (this.#functions.length === 0) return null;
    for (let above = node.parent; above !== null; above = above.parent) {
      if (above.name === 'ParamList' || above.name === 'Decorator') return null;
      if (above.name === 'Body' || above.name === 'LambdaExpression') break;
    }
    return this.#functions[0]?.name ?? null;
  }

  #when(enclosing: string | null, isMain: boolean, functions: readonly string[]): PythonCall['when'] {
    if (enclosing === null) return isMain ? 'main' : 'import';
    return functions.some((name) => USED.has(name.slice(name.lastIndexOf('.') + 1))) ? 'use' : 'later';
  }

  /** A function that is called, a class that is made, a function handed to something that calls it. */
  #reach(name: string, node: SyntaxNode): void {
    this.#reached.add(name);
    for (const method of ['__init__', '__new__']) this.#reached.add(`${name}.${method}`);
    if (!RUNNERS.has(name)) return;
    for (const arg of argumentsOf(node)) {
      const made = lambdaIn(arg);
      this.#reached.add(made === null ? (this.#names.resolve(arg) ?? '') : nameOfLambda(made));
    }
  }

  /** Where the parser lost its way, calls are looked for in the text, and taken for calls while importing. */
  #searchText(): void {
    const known = new Set(this.#calls.map(({ call }) => call.at));
    for (const match of this.#source.matchAll(TELLING_TEXT)) {
      const [written] = match;
      if (known.has(match.index) || /[.\w#'"]/.test(this.#source.charAt(match.index - 1))) continue;
      const line = this.#source.slice(this.#source.lastIndexOf('\n', match.index) + 1, match.index);
      if (line.includes('#') || line.includes('def ')) continue;
      const name = written.replace(/\s|\($/g, '');
      const when = /^\s/.test(line) ? 'later' : 'import';
      this.#calls.push({
        call: { name, shown: written, when, at: match.index, end: match.index + written.length },
        inside: null,
      });
    }
  }

  /** What a function does is done when the top level names it, and so are the functions it names in turn. */
  #spread(): void {
    const open = [...this.#reached].filter((name) => this.#byFunction.has(name));
    const done = new Set(open);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      for (const index of this.#byFunction.get(name) ?? []) {
        const one = this.#calls[index];
        if (one === undefined || one.call.when === 'import') continue;
        this.#calls[index] = { ...one, call: { ...one.call, when: 'import' } };
        const next = one.call.name;
        if (this.#byFunction.has(next) && !done.has(next)) {
          done.add(next);
          open.push(next);
        }
      }
    }
  }

  #import(node: SyntaxNode): void {
    const words: string[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) words.push(this.#names.text(child));
    const isFrom = words[0] === 'from';
    const split = isFrom ? words.indexOf('import') : 0;
    const module = isFrom ? words.slice(1, split).join('') : '';
    let name = '';
    let as: string | null = null;
    const finish = (): void => {
      if (name !== '' && isFrom) this.#names.alias(as ?? name, `${module}.${name}`);
      else if (as !== null) this.#names.alias(as, name);
      name = '';
      as = null;
    };
    for (let i = split + 1; i < words.length; i += 1) {
      const word = words[i] ?? '';
      if (word === ',') finish();
      else if (word === 'as') as = words[(i += 1)] ?? null;
      else if (word !== '(' && word !== ')') name += word;
    }
    finish();
  }

  /** `a = b.c`: another name for it. Not for results of calls, but for modules and attributes got by a call. */
  #assign(node: SyntaxNode): void {
    const target = node.firstChild;
    const value = node.lastChild;
    if (target?.name !== 'VariableName' || value === null || target.nextSibling?.name !== 'AssignOp') return;
    const name = this.#names.resolve(value);
    const own = this.#names.text(target);
    if (name !== null && !name.endsWith('()') && name !== own) this.#names.alias(own, name);
  }
}

/** By its place: no function of the module has such a name. */
function nameOfLambda(node: { readonly from: number }): string {
  return `lambda@${node.from.toString()}`;
}

/** A lambda, in parentheses or not. */
function lambdaIn(node: SyntaxNode | null): SyntaxNode | null {
  let inner = node;
  while (inner?.name === 'ParenthesizedExpression') inner = inner.firstChild?.nextSibling ?? null;
  return inner?.name === 'LambdaExpression' ? inner : null;
}

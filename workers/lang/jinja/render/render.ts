import { data, prose } from '../../../report/prose.ts';
import type { Argument, Expression } from './expression.ts';
import { applyFilter, applyTest } from './filters.ts';
import { builtins } from './builtins.ts';
import { attribute, item, sliced } from './methods.ts';
import { binary, compared, numberOf } from './operators.ts';
import { type Body, parseStatements, type Statement } from './statement.ts';
import {
  dict,
  elements,
  func,
  isMissing,
  isTrue,
  isUndefined,
  list,
  Meter,
  missing,
  mistake,
  Stop,
  textOf,
  type Value,
} from './value.ts';

export interface Rendered {
  readonly output: string;
  /** Why it ended before the template did; null when it is whole. */
  readonly stop: Stop | null;
}

/** What one turn of a loop costs besides its body, and how deep macros call each other. */
const LOOP_WORK = 32;
const MAX_CALLS = 8;

/**
 * Renders a template with the given variables, by an interpreter of its own: values are the plain data of value.ts, functions
 * those listed here, and nothing a template names leads to an object of this program. Steps, text and nesting are capped;
 * what is over a cap, or not supported, ends the rendering and is said. Never throws for what a template says.
 */
export function render(template: string, variables: ReadonlyMap<string, Value>): Rendered {
  const renderer = new Renderer(variables);
  try {
    renderer.run(parseStatements(template));
    return { output: renderer.output, stop: null };
  } catch (error) {
    if (error instanceof Stop) return { output: renderer.output, stop: error };
    throw error;
  }
}

interface Scope {
  readonly variables: Map<string, Value>;
  readonly outer: Scope | null;
}

type Flow = 'break' | 'continue' | null;

class Renderer {
  readonly #meter = new Meter();
  readonly #globals: Scope;
  #scope: Scope;
  #out: string[] = [];
  #calls = 0;

  constructor(variables: ReadonlyMap<string, Value>) {
    const given = new Map([...builtins(this.#meter), ...variables]);
    this.#globals = { variables: new Map(), outer: { variables: given, outer: null } };
    this.#scope = this.#globals;
  }

  get output(): string {
    return this.#out.join('');
  }

  run(body: Body): void {
    if (this.#body(body) !== null) throw new Stop('mistake', ['break or continue stands outside of a loop.']);
  }

  #print(text: string): void {
    if (text === '') return;
    this.#meter.make(text.length);
    this.#out.push(text);
  }

  #body(body: Body): Flow {
    for (const statement of body) {
      this.#meter.work(1);
      const flow = this.#statement(statement);
      if (flow !== null) return flow;
    }
    return null;
  }

  #statement(statement: Statement): Flow {
    switch (statement.do) {
      case 'text':
        this.#print(statement.text);
        return null;
      case 'print':
        this.#print(textOf(this.#value(statement.value), this.#meter));
        return null;
      case 'run':
        this.#value(statement.value);
        return null;
      case 'if': {
        const branch = statement.branches.find(({ when }) => when === null || isTrue(this.#value(when)));
        return branch === undefined ? null : this.#body(branch.body);
      }
      case 'for':
        return this.#loop(statement);
      case 'set':
        this.#set(statement.targets, statement.field, this.#value(statement.value));
        return null;
      case 'capture':
        this.#scope.variables.set(
          statement.target,
          this.#captured(() => this.#body(statement.body)),
        );
        return null;
      case 'macro':
        this.#scope.variables.set(statement.name, this.#macro(statement));
        return null;
      case 'scope':
        return this.#body(statement.body);
      case 'break':
      case 'continue':
        return statement.do;
    }
  }

  #within<T>(variables: Map<string, Value>, outer: Scope, run: () => T): T {
    const before = this.#scope;
    this.#scope = { variables, outer };
    try {
      return run();
    } finally {
      this.#scope = before;
    }
  }

  #captured(run: () => unknown): string {
    const before = this.#out;
    this.#out = [];
    try {
      run();
      return this.#out.join('');
    } finally {
      this.#out = before;
    }
  }

  #loop({ targets, over, when, body, otherwise }: Statement & { do: 'for' }): Flow {
    const value = this.#value(over);
    const all = elements(value, this.#meter);
    if (all === null) throw mistake('cannot be walked', textOf(value, this.#meter));
    const bind = (one: Value): Map<string, Value> => new Map(this.#unpacked(targets, one));
    const kept =
      when === null ? all : all.filter((one) => this.#within(bind(one), this.#scope, () => isTrue(this.#value(when))));
    if (kept.length === 0) return this.#body(otherwise);
    for (const [i, one] of kept.entries()) {
      this.#meter.work(LOOP_WORK);
      const variables = bind(one).set('loop', loopOf(i, kept));
      const flow = this.#within(variables, this.#scope, () => this.#body(body));
      if (flow === 'break') break;
    }
    return null;
  }

  #unpacked(targets: readonly string[], value: Value): (readonly [string, Value])[] {
    const [only = ''] = targets;
    if (targets.length === 1) return [[only, value]];
    const parts = elements(value, this.#meter) ?? [];
    if (parts.length !== targets.length) throw mistake('cannot be unpacked', textOf(value, this.#meter));
    return targets.map((name, i) => [name, parts[i] ?? null]);
  }

  #set(targets: readonly string[], field: string | null, value: Value): void {
    if (field === null) {
      for (const [name, one] of this.#unpacked(targets, value)) this.#scope.variables.set(name, one);
      return;
    }
    const of = this.#lookup(targets[0] ?? '');
    if (typeof of !== 'object' || of?.kind !== 'dict' || !of.writable) throw mistake('no namespace', targets[0] ?? '');
    of.entries.set(field, value);
  }

  #macro({ name, parameters, body }: Statement & { do: 'macro' }): Value {
    const home = this.#scope;
    return func((args, named) => {
      if (this.#calls >= MAX_CALLS) throw new Stop('limit', prose`The macro ${data(name, 60)} calls itself too often.`);
      this.#calls += 1;
      try {
        const variables = new Map<string, Value>();
        return this.#within(variables, home, () => {
          parameters.forEach((parameter, i) => {
            const value = args[i] ?? named.get(parameter.name);
            variables.set(
              parameter.name,
              value ?? (parameter.value === null ? missing(parameter.name) : this.#value(parameter.value)),
            );
          });
          return this.#captured(() => this.#body(body));
        });
      } finally {
        this.#calls -= 1;
      }
    });
  }

  #lookup(name: string): Value {
    for (let scope: Scope | null = this.#scope; scope !== null; scope = scope.outer) {
      const value = scope.variables.get(name);
      if (value !== undefined) return value;
    }
    return missing(name);
  }

  #given(args: readonly Argument[]): { args: Value[]; named: Map<string, Value>; meter: Meter } {
    const values: Value[] = [];
    const named = new Map<string, Value>();
    for (const { name, value } of args) {
      if (name === null) values.push(this.#value(value));
      else named.set(name, this.#value(value));
    }
    return { args: values, named, meter: this.#meter };
  }

  #value(expression: Expression): Value {
    this.#meter.work(1);
    switch (expression.op) {
      case 'constant':
        return expression.value;
      case 'name':
        return this.#lookup(expression.name);
      case 'attribute':
        return attribute(this.#value(expression.of), expression.name, this.#meter);
      case 'index':
        return item(this.#value(expression.of), this.#value(expression.key), this.#meter);
      case 'slice': {
        const of = this.#value(expression.of);
        return sliced(
          of,
          expression.bounds.map((bound) => (bound === null ? null : this.#value(bound))),
          this.#meter,
        );
      }
      case 'call': {
        const callee = this.#value(expression.of);
        const { args, named } = this.#given(expression.args);
        if (isMissing(callee)) throw isUndefined(callee.name);
        if (typeof callee !== 'object' || callee?.kind !== 'func')
          throw mistake('cannot be called', textOf(callee, this.#meter));
        return callee.call(args, named);
      }
      case 'filter':
        return applyFilter(expression.name, this.#value(expression.of), this.#given(expression.args));
      case 'test':
        return applyTest(expression.name, this.#value(expression.of), this.#given(expression.args));
      case 'not':
        return !isTrue(this.#value(expression.of));
      case 'minus':
      case 'plus':
        return (expression.op === 'minus' ? -1 : 1) * numberOf(this.#value(expression.of), this.#meter);
      case 'and': {
        const left = this.#value(expression.left);
        return isTrue(left) ? this.#value(expression.right) : left;
      }
      case 'or': {
        const left = this.#value(expression.left);
        return isTrue(left) ? left : this.#value(expression.right);
      }
      case 'choose':
        if (isTrue(this.#value(expression.when))) return this.#value(expression.then);
        return expression.otherwise === null ? missing('') : this.#value(expression.otherwise);
      case 'list':
        this.#meter.make(expression.items.length);
        return list(expression.items.map((one) => this.#value(one)));
      case 'dict':
        this.#meter.make(expression.pairs.length);
        return dict(expression.pairs.map(([key, one]) => [textOf(this.#value(key), this.#meter), this.#value(one)]));
      case 'compare':
        return compared(expression.sign, this.#value(expression.left), this.#value(expression.right), this.#meter);
      case 'binary':
        return binary(expression.sign, this.#value(expression.left), this.#value(expression.right), this.#meter);
    }
  }
}

function loopOf(i: number, all: readonly Value[]): Value {
  return dict([
    ['index', i + 1],
    ['index0', i],
    ['revindex', all.length - i],
    ['revindex0', all.length - i - 1],
    ['first', i === 0],
    ['last', i === all.length - 1],
    ['length', all.length],
    ['previtem', all[i - 1] ?? missing('previtem')],
    ['nextitem', all[i + 1] ?? missing('nextitem')],
  ]);
}

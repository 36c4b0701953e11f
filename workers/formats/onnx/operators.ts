import type { Scope } from '../../analyse/scope.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { Oddities } from '../oddities.ts';
import type { OnnxCode } from './codes.ts';

/** Whose operators runtimes bring along: ONNX itself, ONNX Runtime, and what exporters write that runtimes replace. */
const OWN_DOMAINS =
  /^(?:|ai\.onnx(?:\.ml|\.preview|\.training|\.preview\.training)?|com\.microsoft(?:\.\w+)*|com\.ms\.\w+(?:\.\w+)*|org\.pytorch\.aten)$/;
const PYTHON = /^(?:PyOp|PythonOp|PythonOpGrad|PyCustomOp)$/;

/** Operators and functions that are kept. */
const MOST_NAMES = 10_000;

/** The operators of a graph: those that call Python, and those of libraries of their own. */
export class Operators {
  readonly #odd: Oddities<OnnxCode>;
  /** Operators of other domains, by full name: where each comes first. */
  readonly #foreign = new Map<string, Range & { readonly domain: string }>();
  /** Full names of functions that the model brings along. */
  readonly #defined = new Set<string>();
  /** Operators and functions that were not kept. */
  #more = 0;

  constructor(odd: Oddities<OnnxCode>) {
    this.#odd = odd;
  }

  node(domain: string, type: string, { offset, length }: Range): void {
    const name = `${domain}.${type}`;
    if (PYTHON.test(type))
      this.#odd.state({
        code: 'python',
        offset,
        length,
        subject: type,
        what: prose`The graph has the operator ${data(name, 120)}.`,
      });
    else if (!OWN_DOMAINS.test(domain) && !this.#foreign.has(name)) {
      if (this.#foreign.size < MOST_NAMES) this.#foreign.set(name, { offset, length, domain });
      else this.#more += 1;
    }
  }

  define(domain: string, name: string): void {
    if (this.#defined.size < MOST_NAMES) this.#defined.add(`${domain}.${name}`);
    else this.#more += 1;
  }

  /** Tells the operators that the model does not define. Call once, at the end. */
  close(scope: Scope): void {
    for (const [name, { offset, length, domain }] of this.#foreign)
      if (!this.#defined.has(name))
        this.#odd.state({
          code: 'foreign',
          offset,
          length,
          subject: domain,
          what: prose`The graph has the operator ${data(name, 120)}.`,
        });
    if (this.#more === 0) return;
    const what = prose`${this.#more} more operators and functions were not looked at.`;
    scope.problem('limit', 0, scope.source.size, what);
  }
}

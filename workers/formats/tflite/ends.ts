import type { Scope } from '../../analyse/scope.ts';
import type { Table } from '../../lang/flatbuffers/walk.ts';
import { prose } from '../../report/prose.ts';
import type { Oddities } from '../oddities.ts';
import type { TfliteCode } from './codes.ts';
import type { View } from '../flatbuffer/view.ts';

/** Numbers of tensors looked at in one file. */
const MOST = 5_000_000;

/** Holds the numbers by which nodes and graphs name tensors against the tensors there are. */
export class Ends {
  readonly #scope: Scope;
  readonly #odd: Oddities<TfliteCode>;
  readonly #view: View;
  #left = MOST;
  #more = 0;

  constructor(scope: Scope, odd: Oddities<TfliteCode>, view: View) {
    this.#scope = scope;
    this.#odd = odd;
    this.#view = view;
  }

  /** -1 is a tensor that is left out, where one may be: `isOptional`. */
  async check(table: Table, slot: number, tensors: number, isOptional: boolean): Promise<void> {
    const { list, length } = await this.#view.numbers(table, slot, this.#left);
    this.#left -= list.length;
    this.#more += length - list.length;
    const wrong = list.find((one) => one < (isOptional ? -1 : 0) || one >= tensors);
    if (wrong === undefined) return;
    this.#odd.state({
      code: 'index',
      offset: table.at,
      length: table.length,
      what: prose`A ${table.name} names tensor ${wrong}, and its graph has ${tensors}.`,
    });
  }

  close(): void {
    if (this.#more === 0) return;
    const what = prose`${this.#more} more numbers of tensors were not looked at.`;
    this.#scope.problem('limit', 0, this.#scope.source.size, what);
  }
}

import type { Scope } from '../../analyse/scope.ts';
import type { Table } from '../../lang/flatbuffers/walk.ts';
import { prose } from '../../report/prose.ts';
import type { FlatbufferCode } from '../flatbuffer/codes.ts';
import type { View } from '../flatbuffer/view.ts';
import type { Oddities } from '../oddities.ts';
import { CHAIN, INSTRUCTION, PLAN } from './schema.ts';

/** How many there are of what instructions name by number. */
interface Counts {
  readonly values: number;
  readonly operators: number;
  readonly delegates: number;
}

/** Numbers looked at in one plan. */
const MOST = 5_000_000;
/** What a field of an instruction is a number of. */
const FIELDS: Readonly<Record<string, readonly (readonly [slot: number, of: keyof Counts])[]>> = {
  KernelCall: [[0, 'operators']],
  DelegateCall: [[0, 'delegates']],
  MoveCall: [
    [0, 'values'],
    [1, 'values'],
  ],
  JumpFalseCall: [[0, 'values']],
  FreeCall: [[0, 'values']],
};

/** Holds the numbers by which instructions and lists name values, operators and delegates against those there are. */
export class Instructions {
  readonly #scope: Scope;
  readonly #odd: Oddities<FlatbufferCode>;
  readonly #view: View;
  readonly #counts: Counts;
  #left = MOST;
  #more = 0;

  constructor(scope: Scope, odd: Oddities<FlatbufferCode>, view: View, counts: Counts) {
    this.#scope = scope;
    this.#odd = odd;
    this.#view = view;
    this.#counts = counts;
  }

  async plan(plan: Table): Promise<void> {
    for (const slot of [PLAN.inputs, PLAN.outputs]) await this.#values(plan, slot);
    for (const chain of this.#view.tables(plan, PLAN.chains)) {
      if (chain === null) continue;
      for (const slot of [CHAIN.inputs, CHAIN.outputs]) await this.#values(chain, slot);
      const instructions = this.#view.tables(chain, CHAIN.instructions);
      for (const one of instructions) {
        const [call] = this.#view.tables(one, INSTRUCTION.arguments);
        if (call != null) await this.#call(call, instructions.length);
      }
    }
  }

  /** Lists of values name them by number too. */
  async list(table: Table): Promise<void> {
    if (table.name === 'TensorList' || table.name === 'OptionalTensorList') await this.#values(table, 0);
    if (table.name === 'IntList') await this.#values(table, 0, 8);
  }

  close(): void {
    if (this.#more === 0) return;
    const what = prose`${this.#more} more numbers of values were not looked at.`;
    this.#scope.problem('limit', 0, this.#scope.source.size, what);
  }

  async #call(call: Table, instructions: number): Promise<void> {
    for (const [slot, of] of FIELDS[call.name] ?? []) {
      const number = call.numbers.get(slot) ?? 0;
      if (number >= this.#counts[of]) this.#tell(call, number | 0, of, this.#counts[of]);
    }
    if (call.name === 'KernelCall' || call.name === 'DelegateCall') await this.#values(call, 1);
    const to = call.name === 'JumpFalseCall' ? (call.numbers.get(1) ?? 0) : 0;
    if (to > instructions) this.#tell(call, to | 0, 'instructions', instructions);
  }

  /** -1 is a value that is left out, where one may be. */
  async #values(table: Table, slot: number, size: 4 | 8 = 4): Promise<void> {
    const most = Math.floor((this.#left * 4) / size);
    const { list, length } =
      size === 4 ? await this.#view.numbers(table, slot, most) : await this.#view.longs(table, slot, most);
    this.#left -= list.length;
    this.#more += length - list.length;
    const least = table.name === 'OptionalTensorList' || table.name === 'KernelCall' ? -1 : 0;
    const wrong = list.find((one) => one < least || one >= this.#counts.values);
    if (wrong !== undefined) this.#tell(table, wrong, 'values', this.#counts.values);
  }

  #tell({ name, at, length }: Table, number: number, of: string, count: number): void {
    const what = prose`A ${name} names number ${number} of ${of}, and there are ${count}.`;
    this.#odd.state({ code: 'index', offset: at, length, what });
  }
}

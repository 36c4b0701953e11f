import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { Oddities } from '../oddities.ts';
import type { Torch7Code } from './codes.ts';
import { Torch7Input } from './input.ts';
import { torch7Start } from './start.ts';
import { type Pending, type Storage, Tensors, TYPES } from './tensors.ts';

/** Objects that are still to be read: of a table keys and values by turns. */
interface Open {
  left: number;
  readonly isTable: boolean;
  readonly path: string;
  key: string;
  /** A tensor whose storage is to come. */
  readonly tensor: Pending | null;
}

/** Classes Torch and its usual packages have. */
const OWN = /^(?:torch|nn|cudnn|cunn|nngraph|graph|tds|inn|optim|rnn|stn|fbnn|npy4th)\./;
const MOST_OPEN = 1_000_000;
const MOST_OBJECTS = 20_000_000;
const LONGEST = 200;

/** Torch7: every object is walked by as torch.load reads it (File.lua, readObject); numbers are passed over. */
export const readTorch7: Reader = async (scope, { head }) => {
  const start = torch7Start(head);
  if (start === null) return;
  const walk = new Walk(scope, new Torch7Input(scope.source, start === 'ascii'));
  await walk.run();
};

class Walk {
  readonly #scope: Scope;
  readonly #input: Torch7Input;
  readonly #odd: Oddities<Torch7Code>;
  readonly #tensors: Tensors;
  readonly #open: Open[] = [{ left: 1, isTable: false, path: '', key: '', tensor: null }];
  /** Objects by number: storages with their place. */
  readonly #seen = new Map<number, Storage | null>();
  readonly #classes = new Set<string>();

  constructor(scope: Scope, input: Torch7Input) {
    this.#scope = scope;
    this.#input = input;
    this.#odd = new Oddities(scope, 'lua');
    this.#tensors = new Tensors(scope);
  }

  async run(): Promise<void> {
    const { source } = this.#scope;
    let at = 0;
    let fault: string | null = null;
    for (let top = this.#open.at(-1), count = 0; top !== undefined; top = this.#open.at(-1), count += 1) {
      if (top.left === 0) {
        this.#open.pop();
        continue;
      }
      top.left -= 1;
      at = this.#input.at;
      const isRead = count < MOST_OBJECTS && this.#open.length < MOST_OPEN;
      fault = isRead ? await this.#object(top) : 'there are more objects than are read';
      if (fault !== null) break;
    }
    const end = fault === null ? this.#input.at : at;
    this.#tensors.close();
    this.#odd.close();
    this.#scope.claim({ offset: 0, length: end }, 'structure', 'objects');
    if (fault !== null)
      this.#scope.problem('malformed', at, source.size - at, prose`The objects break off at byte ${at}: ${fault}.`);
  }

  /** Reads one object; what is wrong with it, or null. */
  async #object(top: Open): Promise<string | null> {
    const input = this.#input;
    const at = input.at;
    const type = await input.int();
    const isKey = top.isTable && top.left % 2 === 1;
    switch (type) {
      case 0:
        return null;
      case 1: {
        const value = await input.double();
        if (isKey) top.key = value?.toString() ?? '';
        return value === null ? ENDS : null;
      }
      case 2: {
        const text = await input.text();
        if (isKey) top.key = text?.slice(0, LONGEST) ?? '';
        return text === null ? ENDS : null;
      }
      case 5:
        return (await input.int()) === null ? ENDS : null;
      case 6:
        return this.#function(top, at);
      case 3:
      case 4:
      case 7:
      case 8: {
        const index = await input.int();
        if (index === null) return ENDS;
        const known = this.#seen.get(index);
        if (known !== undefined) {
          if (top.tensor !== null) this.#tensors.state(top.tensor, known);
          return null;
        }
        this.#seen.set(index, null);
        return type === 3 ? this.#table(top) : type === 4 ? this.#torch(top, index, at) : this.#function(top, at);
      }
      case null:
        return ENDS;
      default:
        return 'no object has this type';
    }
  }

  async #table(top: Open): Promise<string | null> {
    const size = await this.#input.int();
    if (size === null || size < 0 || size * 2 > this.#input.left) return ENDS;
    this.#push(top, size * 2, true);
    return null;
  }

  /** Bytecode, then the values its code was made with. */
  async #function(top: Open, at: number): Promise<string | null> {
    const length = await this.#input.int();
    const where = length === null ? null : await this.#input.raw(length);
    const name = nameOf(top);
    this.#odd.state({
      code: 'function',
      offset: where ?? at,
      length: Math.max(1, Math.min(length ?? 1, this.#scope.source.size - (where ?? at))),
      ...(name === '' ? {} : { subject: name }),
      what: prose`${length ?? 0} bytes of Lua bytecode stand here.`,
    });
    if (where === null) return ENDS;
    this.#push(top, 1, false);
    return null;
  }

  /** An object of a class: tensors and storages have a form of their own, all others one object with their fields. */
  async #torch(top: Open, index: number, at: number): Promise<string | null> {
    const version = await this.#input.text(256);
    const name = version !== null && /^V -?\d+/.test(version) ? await this.#input.text(256) : version;
    if (name === null) return ENDS;
    const [, kind = '', form = ''] = /^torch\.(\w+?)(Tensor|Storage)$/.exec(name) ?? [];
    const type = TYPES.get(kind);
    if (type !== undefined) return form === 'Tensor' ? this.#tensor(top, type[0], at) : this.#storage(top, index, type);
    if (!OWN.test(name) && this.#classes.size < LONGEST && !this.#classes.has(name)) {
      this.#classes.add(name);
      const what = prose`An object is of the class ${data(name, 120)}.`;
      this.#odd.state({ code: 'class', offset: at, length: this.#input.at - at, subject: name, what });
    }
    this.#push(top, 1, false);
    return null;
  }

  async #tensor(top: Open, dtype: string, at: number): Promise<string | null> {
    const rank = await this.#input.int();
    if (rank === null || rank < 0 || rank > 64) return 'a tensor has no such number of dimensions';
    const numbers: number[] = [];
    for (let i = 0; i < rank * 2 + 1; i += 1) numbers.push((await this.#input.long()) ?? NaN);
    if (numbers.some((one) => Number.isNaN(one) || one < -1)) return ENDS;
    const tensor = {
      name: nameOf(top),
      dtype,
      shape: numbers.slice(0, rank),
      strides: numbers.slice(rank, rank * 2),
      start: Math.max(0, (numbers.at(-1) ?? 1) - 1),
      at: placeIn(this.#scope.source, at, this.#input.at - at),
    };
    this.#open.push({ left: 1, isTable: false, path: nameOf(top), key: '', tensor });
    return null;
  }

  async #storage(top: Open, index: number, [dtype, size]: readonly [string, number]): Promise<string | null> {
    const count = await this.#input.long();
    const offset = count === null || count < 0 ? null : await this.#input.numbers(count, size);
    if (count === null || offset === null) return 'a storage is longer than the file';
    const storage = {
      key: index.toString(),
      offset,
      length: this.#input.at - offset,
      bytes: count * size,
      size,
      dtype,
    };
    this.#seen.set(index, storage);
    this.#tensors.claim(storage, top.path);
    if (top.tensor !== null) this.#tensors.state(top.tensor, storage);
    return null;
  }

  #push(top: Open, left: number, isTable: boolean): void {
    this.#open.push({ left, isTable, path: nameOf(top), key: '', tensor: null });
  }
}

const ENDS = 'the file ends';

/** `modules.1.weight` */
function nameOf({ path, key }: Open): string {
  const name = path === '' || key === '' ? path + key : `${path}.${key}`;
  return name.length > LONGEST ? name.slice(-LONGEST) : name;
}

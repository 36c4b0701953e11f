import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { Beside } from '../../facts.ts';
import { type Schema, walk } from '../../lang/protobuf/walk.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { rowMajor } from '../row-major.ts';
import { Oddities } from '../oddities.ts';
import type { TensorflowCode } from './codes.ts';
import { DTYPES, graphSchema } from './schema.ts';
import { type Entry, FOOTER, type Handle, handleAt, readBlock, readFooter, TRAILER } from './table.ts';

/** A key takes at least this much: what a block of a file can make at most. */
const WHY = {
  outside: 'it is outside the file',
  packed: 'it is compressed, which TensorFlow does not write',
  broken: 'it breaks off',
  large: 'it is too large',
} as const;

/** The index of a checkpoint (tensor_bundle.proto): which tensor is where in the files of numbers beside it. */
export const readCheckpoint: Reader = async (scope) => {
  const footer = await readFooter(scope.source);
  if (footer === null) {
    const what = prose`The footer says nothing of an index that could be read.`;
    scope.problem('malformed', Math.max(0, scope.source.size - FOOTER), FOOTER, what);
    return;
  }
  scope.claim({ offset: scope.source.size - FOOTER, length: FOOTER }, 'structure', 'footer');
  const bundle = new Bundle(scope);
  await blockOf(scope, footer.meta, 'index');
  const seen = new Set<number>();
  for (const { value, offset } of (await blockOf(scope, footer.index, 'index')) ?? []) {
    const found = handleAt(value, 0);
    if (found === null || seen.has(found.handle.offset)) {
      scope.problem('malformed', offset, value.length, prose`The index names no block of its own here.`);
      continue;
    }
    seen.add(found.handle.offset);
    for (const entry of (await blockOf(scope, found.handle, 'tensors')) ?? []) await bundle.read(entry);
  }
  bundle.close();
};

async function blockOf(scope: Scope, handle: Handle, label: string): Promise<Entry[] | null> {
  const entries = await readBlock(scope.source, handle);
  if (Array.isArray(entries)) {
    scope.claim({ offset: handle.offset, length: handle.size + TRAILER }, 'structure', label);
    return entries;
  }
  const at = Math.min(handle.offset, scope.source.size);
  const what = prose`A block of the table was not read: ${WHY[entries.stopped]}.`;
  scope.problem(entries.stopped === 'packed' ? 'unsupported' : 'malformed', at, handle.size, what);
  return null;
}

/** What the entries describe: the first has no name and says how many files there are. */
class Bundle {
  readonly #scope: Scope;
  readonly #odd: Oddities<TensorflowCode>;
  readonly #schema: Schema;
  #hasHeader = false;
  /** Files of numbers beside it; 0 when it does not say. */
  #shards = 0;
  #more = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#odd = new Oddities<TensorflowCode>(scope, 'tensorflow');
    this.#schema = { ...graphSchema(), BundleHeaderProto: HEADER_FIELDS, BundleEntryProto: ENTRY_FIELDS };
  }

  async read({ key, offset, value }: Entry): Promise<void> {
    const isHeader = key.length === 0;
    this.#hasHeader ||= isHeader;
    const sizes: number[] = [];
    const window = this.#scope.source.slice(offset, value.length);
    const walked = await walk(
      window,
      this.#schema,
      isHeader ? 'BundleHeaderProto' : 'BundleEntryProto',
      ({ message, numbers }) => {
        if (message === 'TensorShapeProto.Dim') sizes.push(numbers.get(1)?.at(-1) ?? 0);
        const number = (field: number): number => numbers.get(field)?.at(-1) ?? 0;
        if (message === 'BundleHeaderProto') this.#shards = number(1);
        if (message !== 'BundleEntryProto') return;
        const beside = { file: this.#shard(number(3)), offset: number(4), length: number(5) };
        this.#tensor(NAME.decode(key), { offset, length: value.length }, number(1), sizes, beside);
      },
      (at, length) => {
        this.#scope.problem('unsupported', offset + at, length, prose`A field of the entry is none of TensorFlow’s.`);
      },
    );
    if (walked.end !== 'done')
      this.#scope.problem('malformed', offset, value.length, prose`An entry of the index breaks off.`);
  }

  /** As TensorFlow calls it (tensor_bundle, naming.cc), for `name.index`. */
  #shard(id: number): string {
    const five = (n: number): string => n.toString().padStart(5, '0');
    return `${this.#scope.source.name.replace(/^.*\/|\.index$/g, '')}.data-${five(id)}-of-${five(this.#shards)}`;
  }

  #tensor(name: string, at: Range, type: number, shape: readonly number[], beside: Beside): void {
    if (!this.#scope.run.budgets.afford('tensors', 1)) {
      this.#more += 1;
      return;
    }
    const { source } = this.#scope;
    const bytes = beside.length;
    const [dtype, bits] = DTYPES.get(type) ?? [`type ${type.toString()}`, 0];
    const size = (shape.reduce((all, one) => all * one, 1) * bits) / 8;
    const needs =
      bits > 0 && size !== bytes ? prose`Its type and shape need ${size} bytes, and it has ${bytes}.` : null;
    if (needs !== null) this.#odd.state({ code: 'size', ...at, subject: name, what: needs });
    this.#scope.state(
      rowMajor(source, {
        at,
        name,
        dtype,
        shape,
        bytes: bits > 0 ? size : bytes,
        content: null,
        stored: bytes,
        beside: needs === null ? beside : null,
        misfit: needs,
      }),
    );
  }

  close(): void {
    const { size } = this.#scope.source;
    if (!this.#hasHeader)
      this.#scope.problem('unsupported', 0, size, prose`This is a table of LevelDB, but no index of a checkpoint.`);
    if (this.#more > 0) this.#scope.problem('limit', 0, 0, prose`${this.#more} more tensors are not listed.`);
    this.#odd.close();
  }
}

const HEADER_FIELDS = { 1: 'numbers', 2: 'i', 3: 'VersionDef' };
const ENTRY_FIELDS = {
  1: 'numbers',
  2: 'TensorShapeProto',
  3: 'numbers',
  4: 'numbers',
  5: 'numbers',
  6: 'f',
  7: 'TensorSliceProto',
};
const NAME = new TextDecoder();

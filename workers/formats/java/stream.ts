/**
 * Java Object Serialization Stream Protocol, version 5 (Java Object Serialization Specification, chapter 6): walked from its first
 * byte to its last without recursion. Classes are told as they are named; values are passed by.
 */
import { Bytes, Capped, Ended } from './bytes.ts';
import * as codes from './codes.ts';

/** A class the stream names, and where its name stands. */
export interface NamedClass {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

export interface JavaStream {
  readonly classes: readonly NamedClass[];
  readonly objects: number;
  /** What was read to its end lies before this. */
  readonly end: number;
  /** Why reading stopped there; null at the end of the bytes. */
  readonly stop: string | null;
  /** It stopped because there is more than is followed. */
  readonly capped: boolean;
}

interface ClassDesc {
  readonly name: string;
  readonly flags: number;
  /** Type codes of its fields in the order they are written. */
  readonly fields: string;
  parent: ClassDesc | null;
}

type Task = () => void;
/** What a content is, for who asked: the class it describes, or nothing of interest. */
type Take = (desc: ClassDesc | null) => void;

/** What is followed in one stream; bytes of a name that are kept. */
const MOST = {
  steps: 20_000_000,
  waiting: 1_000_000,
  handles: 8_000_000,
  classes: 100_000,
  name: 300,
  interfaces: 65_535,
  ancestors: 200,
} as const;

export function walkJava(bytes: Uint8Array): JavaStream {
  return new Walk(bytes).run();
}

class Walk {
  readonly #in: Bytes;
  readonly #tasks: Task[] = [];
  /** Each once. */
  readonly #classes = new Map<string, NamedClass>();
  #handles: (ClassDesc | null)[] = [];
  #objects = 0;
  #end = 0;

  constructor(bytes: Uint8Array) {
    this.#in = new Bytes(bytes);
  }

  run(): JavaStream {
    const ended = this.#walk();
    const [stop, capped] = [ended?.message ?? null, ended instanceof Capped];
    return { classes: [...this.#classes.values()], objects: this.#objects, end: this.#end, stop, capped };
  }

  #walk(): Ended | null {
    try {
      if (this.#in.u32() !== codes.MAGIC) throw new Ended('it begins otherwise');
      for (let steps = 0; steps < MOST.steps && this.#tasks.length < MOST.waiting; steps += 1) {
        this.#end = this.#in.at;
        const task = this.#tasks.pop();
        if (task !== undefined) task();
        else if (this.#in.left === 0) return null;
        else this.#content(() => undefined);
      }
      throw new Capped('it has more parts than are followed');
    } catch (cause) {
      if (cause instanceof Ended) return cause;
      throw cause;
    }
  }

  /** One content. `over` comes instead when what stands there ends a list of them. */
  #content(take: Take, over: Task | null = null): void {
    const code = this.#in.u8();
    switch (code) {
      case codes.NULL: {
        take(null);
        return;
      }
      case codes.REFERENCE: {
        take(this.#reference());
        return;
      }
      case codes.CLASS_DESC:
      case codes.PROXY_CLASS_DESC: {
        this.#described(code, take);
        return;
      }
      case codes.OBJECT: {
        this.#desc((desc) => this.#object(desc, () => take(null)));
        return;
      }
      case codes.STRING: {
        take(this.#passText(this.#in.u16()));
        return;
      }
      case codes.LONG_STRING: {
        take(this.#passText(this.#in.u64()));
        return;
      }
      case codes.ARRAY: {
        this.#desc((desc) => this.#array(desc, () => take(null)));
        return;
      }
      case codes.CLASS: {
        this.#desc((desc) => take(this.#handle(desc)));
        return;
      }
      case codes.ENUM: {
        this.#desc(() => {
          this.#handle(null);
          this.#tasks.push(() => this.#content(take));
        });
        return;
      }
      case codes.BLOCK_DATA:
        this.#in.skip(this.#in.u8());
        {
          take(null);
          return;
        }
      case codes.BLOCK_DATA_LONG:
        this.#in.skip(this.#in.u32());
        {
          take(null);
          return;
        }
      case codes.RESET:
        this.#handles = [];
        {
          take(null);
          return;
        }
      case codes.EXCEPTION:
        this.#handles = [];
        this.#tasks.push(() => this.#content(take));
        return;
      case codes.END_BLOCK_DATA:
        if (over === null) throw new Ended('a list ends that did not begin');
        {
          over();
          return;
        }
      default:
        throw new Ended(`nothing begins with 0x${code.toString(16)}`);
    }
  }

  /** Contents up to the end of their list, then `after`. */
  #annotations(after: Task): void {
    const next = (): void => this.#content(() => this.#tasks.push(next), after);
    this.#tasks.push(next);
  }

  /** The description of a class; null for none. */
  #desc(take: Take): void {
    this.#tasks.push(() => {
      const code = this.#in.u8();
      if (code === codes.NULL) take(null);
      else if (code === codes.REFERENCE) take(this.#reference());
      else if (code === codes.CLASS_DESC || code === codes.PROXY_CLASS_DESC) this.#described(code, take);
      else throw new Ended('something else stands where a class is described');
    });
  }

  #described(code: number, take: Take): void {
    const desc = code === codes.CLASS_DESC ? this.#ordinary() : this.#proxy();
    this.#annotations(() =>
      this.#desc((parent) => {
        // A class is no ancestor of its own: who says so would be followed for ever.
        let depth = 0;
        for (let above = parent; above !== null; above = above.parent, depth += 1)
          if (above === desc || depth > MOST.ancestors)
            throw new Ended('a class descends from itself, or from too many');
        desc.parent = parent;
        take(desc);
      }),
    );
  }

  #ordinary(): ClassDesc {
    const name = this.#name();
    this.#in.skip(8);
    const at = this.#handles.length;
    this.#handle(null);
    const flags = this.#in.u8();
    let fields = '';
    for (let left = this.#in.u16(); left > 0; left -= 1) {
      const type = String.fromCharCode(this.#in.u8());
      this.#in.skip(this.#in.u16());
      if (type === 'L' || type === '[') this.#typeName();
      else if (!codes.WIDTH.has(type)) throw new Ended('a field has no type');
      fields += type;
    }
    const desc: ClassDesc = { name, flags, fields, parent: null };
    this.#handles[at] = desc;
    return desc;
  }

  #proxy(): ClassDesc {
    const count = this.#in.u32();
    if (count > MOST.interfaces) throw new Ended('a proxy of more interfaces than a class can have');
    for (let left = count; left > 0; left -= 1) this.#name();
    const desc: ClassDesc = { name: 'java.lang.reflect.Proxy', flags: codes.SERIALIZABLE, fields: '', parent: null };
    return this.#handle(desc);
  }

  #name(): string {
    const length = this.#in.u16();
    const offset = this.#in.at;
    const name = this.#in.text(length, MOST.name);
    if (!this.#classes.has(name)) this.#classes.set(name, { name, offset, length });
    if (this.#classes.size > MOST.classes) throw new Capped('it names more classes than are listed');
    return name;
  }

  /** The type of a field: a text, or one that came before. */
  #typeName(): void {
    const code = this.#in.u8();
    if (code === codes.STRING) this.#passText(this.#in.u16());
    else if (code === codes.REFERENCE) this.#reference();
    else throw new Ended('the type of a field is no text');
  }

  #object(desc: ClassDesc | null, after: Task): void {
    if (desc === null) throw new Ended('an object of no class');
    this.#objects += 1;
    this.#handle(null);
    this.#tasks.push(after);
    // The topmost class comes first.
    for (let each: ClassDesc | null = desc; each !== null; each = each.parent) {
      const own = each;
      this.#tasks.push(() => this.#classData(own));
    }
  }

  #classData({ flags, fields }: ClassDesc): void {
    const isExternal = (flags & codes.EXTERNALIZABLE) !== 0;
    if (isExternal && (flags & codes.IN_BLOCKS) === 0)
      throw new Ended('what follows is written by a class in its own way');
    if (isExternal || (flags & codes.WRITE_METHOD) !== 0) {
      const annotations = (): void => this.#annotations(() => undefined);
      this.#tasks.push(annotations);
    }
    if (!isExternal && (flags & codes.SERIALIZABLE) !== 0) this.#values(fields, 0);
  }

  #values(fields: string, from: number): void {
    for (let i = from; i < fields.length; i += 1) {
      const width = codes.WIDTH.get(fields[i] ?? '');
      if (width !== undefined) this.#in.skip(width);
      else {
        this.#tasks.push(() => this.#content(() => this.#tasks.push(() => this.#values(fields, i + 1))));
        return;
      }
    }
  }

  #array(desc: ClassDesc | null, after: Task): void {
    if (!desc?.name.startsWith('[')) throw new Ended('an array of no type');
    this.#handle(null);
    const count = this.#in.u32();
    const width = codes.WIDTH.get(desc.name.slice(1));
    if (width !== undefined) {
      this.#in.skip(count * width);
      after();
      return;
    }
    if (count > this.#in.left) throw new Ended('it breaks off');
    const next = (left: number): void => {
      if (left === 0) after();
      else this.#content(() => this.#tasks.push(() => next(left - 1)));
    };
    this.#tasks.push(() => next(count));
  }

  #passText(length: number): null {
    this.#in.skip(length);
    return this.#handle(null);
  }

  #handle<T extends ClassDesc | null>(value: T): T {
    if (this.#handles.length >= MOST.handles) throw new Capped('it has more parts than are followed');
    this.#handles.push(value);
    return value;
  }

  #reference(): ClassDesc | null {
    const index = this.#in.u32() - codes.FIRST_HANDLE;
    const found = this.#handles[index];
    if (found === undefined) throw new Ended('it refers to something that did not come');
    return found;
  }
}

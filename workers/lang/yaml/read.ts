import { scalarText } from './scalar.ts';
import { scanYaml, type YamlToken } from './scan.ts';

/** A key with a text as its value. Offsets are UTF-16 units of the value. */
export interface YamlPair {
  readonly key: string;
  readonly value: string;
  readonly at: number;
  readonly end: number;
}

/** A tag with its handle resolved: `tag:yaml.org,2002:python/object/apply:os.system`. */
export interface YamlTag {
  readonly tag: string;
  readonly at: number;
  readonly end: number;
}

export interface YamlReading {
  readonly pairs: readonly YamlPair[];
  readonly tags: readonly YamlTag[];
  /** Left out because there are too many. */
  readonly more: number;
}

/** Pairs and tags kept of one text. */
const KEPT = 20_000;
const CORE = 'tag:yaml.org,2002:';

/** Lists the keys and tags of YAML. */
export function readYaml(source: string): YamlReading {
  return new YamlReader(source).run();
}

class YamlReader {
  readonly #source: string;
  readonly #anchors = new Map<string, string>();
  readonly #handles = new Map([
    ['!', '!'],
    ['!!', CORE],
  ]);
  readonly #pairs: YamlPair[] = [];
  readonly #tags: YamlTag[] = [];
  #more = 0;
  /** The last text that may turn out to be a key or a value, the key that waits for its value, the anchor that waits for its text. */
  #last: YamlToken | null = null;
  #key: string | null = null;
  #anchor: string | null = null;

  constructor(source: string) {
    this.#source = source;
  }

  run(): YamlReading {
    for (const token of scanYaml(this.#source)) this.#take(token);
    this.#settle();
    return { pairs: this.#pairs, tags: this.#tags, more: this.#more };
  }

  #take(token: YamlToken): void {
    switch (token.kind) {
      case 'scalar':
      case 'alias':
        this.#settle();
        this.#last = token;
        return;
      case ':':
        // What was taken for a value is the key of the next one.
        this.#key = this.#last === null ? null : this.#said(this.#last);
        this.#last = null;
        return;
      case 'tag': {
        const tag = this.#resolved(this.#text(token));
        this.#keep(this.#tags, { tag, at: token.at, end: token.end });
        return;
      }
      case 'anchor':
        this.#anchor = this.#text(token).slice(1);
        return;
      case 'directive':
        this.#directive(this.#text(token));
        return;
      case 'document':
      case 'other':
        this.#settle();
        this.#key = null;
        return;
      case 'line':
    }
  }

  /** The last text was no key: it is the value of the one before. */
  #settle(): void {
    const value = this.#last;
    this.#last = null;
    if (value === null) return;
    const said = this.#said(value);
    if (this.#anchor !== null && this.#anchors.size < KEPT) this.#anchors.set(this.#anchor, said);
    this.#anchor = null;
    if (this.#key !== null) this.#keep(this.#pairs, { key: this.#key, value: said, at: value.at, end: value.end });
    this.#key = null;
  }

  #said(token: YamlToken): string {
    const text = this.#text(token);
    return token.kind === 'alias' ? (this.#anchors.get(text.slice(1)) ?? text) : scalarText(token.form, text);
  }

  #keep<T>(list: T[], one: T): void {
    if (list.length < KEPT) list.push(one);
    else this.#more += 1;
  }

  /** `%TAG !p! tag:yaml.org,2002:python/` */
  #directive(content: string): void {
    const [, handle, prefix] = /^%TAG\s+(!(?:[\w-]*!)?)\s+(\S+)/.exec(content) ?? [];
    if (handle !== undefined && prefix !== undefined && this.#handles.size < KEPT) this.#handles.set(handle, prefix);
  }

  #resolved(written: string): string {
    if (written.startsWith('!<')) return unescaped(written.slice(2).replace(/>$/, ''));
    const handle = /^!(?:[\w-]*!)?/.exec(written)?.[0] ?? '!';
    return unescaped((this.#handles.get(handle) ?? handle) + written.slice(handle.length));
  }

  #text({ at, end }: YamlToken): string {
    return this.#source.slice(at, end);
  }
}

/** Tags are written like addresses. */
function unescaped(tag: string): string {
  try {
    return decodeURIComponent(tag);
  } catch {
    return tag;
  }
}

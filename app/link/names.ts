/** Names of files, folders and entries, and what stands for them when they are left out. The same name gets the same word everywhere. */

/** Names that formats and tools prescribe: they tell nothing of whose file it is, and much of what it is. */
const ORDINARY =
  /^(?:|\.|\.\.|\d+|data|version|byteorder|serialization_id|code|constants|extra|archive|weights|model|variables|assets|tensors|onnx|\.(?:data|format_version|storage_alignment|gitattributes|git)|__torch__(?:\.py)?|(?:data|constants)\.pkl|(?:saved_model|keras_metadata|fingerprint)\.pb|(?:config|metadata|tokenizer|tokenizer_config|special_tokens_map|generation_config|preprocessor_config|vocab|added_tokens|adapter_config|model_index|chat_template|manifest)\.json|(?:adapter_)?(?:model|pytorch_model|diffusion_pytorch_model|tf_model)(?:-\d{1,6}-of-\d{1,6})?\.(?:safetensors|bin|h5|onnx)(?:\.index\.json)?|README(?:\.md|\.txt)?|LICENSE(?:\.txt|\.md)?|merges\.txt|requirements\.txt|__init__\.py)$/i;
const EXTENSION =
  /\.(?:safetensors|bin|pt|pth|ckpt|pkl|pickle|joblib|onnx|rds|rdata|rda|gguf|ggml|json|h5|hdf5|keras|npy|npz|tflite|pb|msgpack|zip|tar|gz|bz2|xz|zst|7z|yaml|yml|txt|md|py|jinja|model|nemo|mar|llamafile|png|jpe?g)$/i;
/** A shorter name is part of too many words to be looked for inside texts. */
const LEAST = 3;

interface Taken {
  readonly name: string;
  readonly word: string;
  /** The name's bytes in hexadecimal. */
  readonly spelling: string;
}

export class Names {
  readonly #words = new Map<string, string>();
  /** Whole names of what was opened. */
  readonly #roots = new Map<string, string>();
  #next = 1;
  #sorted: readonly Taken[] | null = null;
  /** Folders say the same of many files. */
  readonly #texts = new Map<string, string>();

  /** What was opened is `word`, by whichever of its names; a stem, because archives name the folder inside after it. */
  root(path: string, word: string): void {
    const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const stem = base.replace(/(?:\.\w{1,16}){1,2}$/, '');
    this.#roots.set(path, word);
    for (const name of [base, base.replace(/\.\w{1,16}$/, ''), stem]) if (name !== '') this.#take(name, word);
  }

  /** `a/b.bin` as `name1/name2.bin`: each part by itself. */
  path(text: string): string {
    const whole = this.#roots.get(text);
    return whole ?? text.replace(/[^/\\]+/g, (part) => this.#wordFor(part));
  }

  /** Names inside another text. */
  text(text: string): string {
    const exact = this.#roots.get(text) ?? this.#words.get(text);
    if (exact !== undefined) return exact;
    const before = this.#texts.get(text);
    if (before !== undefined) return before;
    const after = this.#longestFirst().reduce((shown, { name, word }) => shown.replaceAll(name, word), text);
    this.#texts.set(text, after);
    return after;
  }

  /** The same for our own sentences, whose words a name can be: only file names are looked for. */
  words(text: string): string {
    return /[./\\]/.test(text) && this.#has(text) ? this.text(text) : text;
  }

  /** A file's name that no list has: one that is missing, for instance. */
  fileName(text: string): string {
    return EXTENSION.test(text) && /^[^\s:*?"<>|]+$/.test(text) ? this.path(text) : this.text(text);
  }

  /** The same inside a text of which the end was left out: what is left at its end may be the beginning of a name. */
  cutText(text: string): string {
    const at = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1;
    const tail = text.slice(at);
    const begun = tail.length < LEAST ? [] : this.#longestFirst().filter(({ name }) => name.startsWith(tail));
    const [only] = begun;
    if (only === undefined) return this.text(text);
    return `${this.text(text.slice(0, at))}${begun.length === 1 ? only.word : 'name'}`;
  }

  /** Whether bytes in hexadecimal spell a name. */
  spelt(hex: string): boolean {
    return this.#longestFirst().some(({ spelling }) => {
      for (let at = hex.indexOf(spelling); at >= 0; at = hex.indexOf(spelling, at + 1)) if (at % 2 === 0) return true;
      return false;
    });
  }

  #longestFirst(): readonly Taken[] {
    this.#sorted ??= [...this.#roots, ...this.#words]
      .filter(([name, word]) => name.length >= LEAST && name !== word)
      .sort(([a], [b]) => b.length - a.length)
      .map(([name, word]) => ({ name, word, spelling: hexOf(name) }));
    return this.#sorted;
  }

  #has(text: string): boolean {
    return this.#longestFirst().some(({ name }) => /[./\\]/.test(name) && text.includes(name));
  }

  #wordFor(part: string): string {
    const known = this.#words.get(part);
    if (known !== undefined) return known;
    const extension = EXTENSION.exec(part)?.[0] ?? '';
    if (ORDINARY.test(part)) return this.#take(part, part);
    return this.#take(part, `name${(this.#next++).toString()}${extension}`);
  }

  #take(name: string, word: string): string {
    const kept = this.#words.get(name) ?? (ORDINARY.test(name) ? name : word);
    this.#words.set(name, kept);
    this.#sorted = null;
    this.#texts.clear();
    return kept;
  }
}

function hexOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

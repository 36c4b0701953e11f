/** A piece of a Jinja expression. Offsets are UTF-16 units of the template. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'operator';
  /** What it says: of strings their value. */
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** The template as its delimiters cut it. */
export interface Segment {
  readonly kind: 'data' | 'output' | 'block' | 'comment';
  readonly at: number;
  readonly end: number;
  /** Of outputs and blocks. */
  readonly tokens: readonly Token[];
}

/** Where and why reading a template stopped. */
export interface TemplateStop {
  readonly at: number;
  readonly what: string;
  /** A limit of ours, no mistake of the template. */
  readonly limit: boolean;
}

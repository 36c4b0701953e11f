/** Steps of an expression in the order they are carried out, over a stack of values. */
export type Step = { readonly at: number; readonly end: number } & (
  | { readonly op: 'text'; readonly text: string }
  | { readonly op: 'number'; readonly number: number }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'attribute'; readonly name: string }
  /** `parts` values: one index, or the parts of a slice (`missing` where one is left out). */
  | { readonly op: 'index'; readonly parts: readonly boolean[]; readonly isSlice: boolean }
  | { readonly op: 'call'; readonly count: number; readonly keywords: readonly (string | null)[] }
  | {
      readonly op: 'filter' | 'test';
      readonly name: string;
      readonly count: number;
      readonly keywords: readonly (string | null)[];
    }
  | { readonly op: 'unary'; readonly operator: string }
  | { readonly op: 'binary'; readonly operator: string }
  | { readonly op: 'list' | 'dict'; readonly count: number }
);

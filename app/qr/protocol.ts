/** Between the page and the worker for codes. Types only. */

/** Rows of modules, dark or not, with the quiet zone. */
export type Modules = readonly (readonly boolean[])[];

export type Ask = { readonly id: number } & (
  | { readonly kind: 'write'; readonly texts: readonly string[] }
  /** A file as it is. */
  | { readonly kind: 'picture'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Of a camera. */
  | { readonly kind: 'frame'; readonly image: ImageData }
);

export type Answer = { readonly id: number } & (
  | { readonly kind: 'written'; readonly codes: readonly Modules[] }
  /** Every code found, each once. */
  | { readonly kind: 'read'; readonly texts: readonly string[] }
);

/** Modules that the build makes (see vite.config.ts), and what TypeScript's own libraries do not know. */

/** A worker bundled to one classic script and carried as text; calling it starts the worker from a blob: URL. */
declare module '*?worker&inline' {
  export default class extends Worker {
    constructor(options?: { readonly name?: string });
  }
}

/** Base64 of raw deflate: made by app/build/supplies.ts. */
declare module 'virtual:supplies' {
  /** wasm/dist/engine.wasm. */
  export const wasm: () => string;
  /** The text of workers/rules/knowledge/classes.data.ts in columns, see class-columns.ts. */
  export const classes: () => string;
}

declare module '*.css';

interface ImportMetaEnv {
  readonly DEV: boolean;
  readonly PROD: boolean;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}

interface TrustedTypePolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string, type: string, sink: string): string | null },
  ): unknown;
}

interface Window {
  /** Missing in browsers without Trusted Types. */
  readonly trustedTypes?: TrustedTypePolicies;
}

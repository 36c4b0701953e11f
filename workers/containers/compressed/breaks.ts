import type { ProblemFact } from '../../facts.ts';
import type { StreamEnd } from '../../wasm/codec.ts';

/** How a stream can end that is neither whole nor cut off nor only wrong in its checksum. */
export type Break = Exclude<StreamEnd['status'], 'done' | 'truncated' | 'checksum'>;

/** What to say of it, after "The … stream". */
export const BREAKS: Readonly<Record<Break, { readonly kind: ProblemFact['problem']; readonly what: string }>> = {
  limit: { kind: 'limit', what: 'was not decompressed to its end: too much comes out of this file.' },
  header: { kind: 'malformed', what: 'has a broken header: it was not decompressed.' },
  data: { kind: 'malformed', what: 'is broken here. What came out before was read.' },
  unsupported: { kind: 'unsupported', what: 'needs a filter or a dictionary that Vitrine does not have.' },
  memory: { kind: 'limit', what: 'takes more memory to decompress than Vitrine gives it.' },
};

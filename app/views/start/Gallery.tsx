import type { Collected } from '../../shell/collect.ts';

export function Gallery({ onFiles: _ }: { readonly onFiles: (collected: Collected) => void }) {
  return null;
}

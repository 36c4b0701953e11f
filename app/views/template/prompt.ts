/** A preview cut at what the sample conversation said, so that it stands out from the template's own marks. Pure. */
export interface Said {
  readonly text: string;
  readonly isSample: boolean;
}

export function said(output: string, sample: readonly string[]): readonly Said[] {
  const pieces: Said[] = [];
  let at = 0;
  while (at < output.length) {
    const next = nearest(output, sample, at);
    if (next === null) break;
    if (next.at > at) pieces.push({ text: output.slice(at, next.at), isSample: false });
    pieces.push({ text: next.text, isSample: true });
    at = next.at + next.text.length;
  }
  if (at < output.length) pieces.push({ text: output.slice(at), isSample: false });
  return pieces;
}

function nearest(output: string, sample: readonly string[], from: number): { at: number; text: string } | null {
  let best: { at: number; text: string } | null = null;
  for (const text of sample) {
    const at = text === '' ? -1 : output.indexOf(text, from);
    if (at >= 0 && (best === null || at < best.at)) best = { at, text };
  }
  return best;
}

/** The deepest of each of at most `buckets` runs of samples, at the first step of the run. */
export function thin(
  samples: readonly { step: number; depth: number }[],
  buckets: number,
): { step: number; depth: number }[] {
  if (samples.length <= buckets) return [...samples];
  const width = samples.length / buckets;
  return Array.from({ length: buckets }, (_, i) => {
    const bucket = samples.slice(
      Math.floor(i * width),
      Math.max(Math.floor(i * width) + 1, Math.floor((i + 1) * width)),
    );
    const depth = bucket.reduce((most, s) => Math.max(most, s.depth), 0);
    return { step: bucket[0]?.step ?? 0, depth };
  });
}

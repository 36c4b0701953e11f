import type { ListedTensor } from '../attachments.ts';
import type { Report } from '../schema.ts';
import type { Digests } from './digests.ts';

/** The report with the hashes of its tensors, so that whoever gets it can compare data. Names that stand twice are left out. */
export function withHashes(report: Report, all: readonly ListedTensor[], { tensors }: Digests): Report {
  if (report.tensors?.listed === undefined) return report;
  const hashes = new Map<string, string | null>();
  all.forEach(({ name }, i) => {
    const data = tensors[i] ?? null;
    const sha256 = data !== null && data.strides === null && data.gapless ? data.sha256 : null;
    hashes.set(name, hashes.has(name) ? null : sha256);
  });
  const listed = report.tensors.listed.map((tensor) => {
    const sha256 = hashes.get(tensor.name) ?? null;
    return sha256 === null ? tensor : { ...tensor, sha256 };
  });
  return { ...report, tensors: { ...report.tensors, listed } };
}

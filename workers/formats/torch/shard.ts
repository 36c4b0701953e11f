import type { Reader } from '../../analyse/reader.ts';

/**
 * A shard of a checkpoint by torch.distributed.checkpoint (`__0_0.distcp`): for each tensor and each other value an archive of its own as
 * torch.save writes it, one behind the other; which is which the file `.metadata` says (torch/distributed/checkpoint/filesystem.py).
 */
export const readShard: Reader = async (scope, probe, inspect) => {
  const archives = (await probe.archives()) ?? [];
  for (const [i, { offset, length }] of archives.entries()) {
    const source = scope.source.slice(offset, length, `item ${(i + 1).toString()}`);
    await inspect(scope.child(source, offset, 'structure'));
  }
};

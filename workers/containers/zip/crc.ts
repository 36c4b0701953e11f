import type { Scope } from '../../analyse/scope.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { linear } from '../../source/linear.ts';
import { Crc32 } from '../../wasm/crc32.ts';

/** CRC-32 of a whole source. */
export async function crcOf(scope: Scope, source: ByteSource): Promise<number> {
  const crc = new Crc32(scope.run.engine);
  try {
    for await (const chunk of linear(source)) crc.update(chunk);
    return crc.value;
  } finally {
    if (!scope.run.engine.poisoned) crc.close();
  }
}

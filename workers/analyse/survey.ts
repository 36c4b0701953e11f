import type { Range } from '../report/schema.ts';
import { linear } from '../source/linear.ts';
import { Scan, type ScanResult } from '../wasm/scan.ts';
import type { Scope } from './scope.ts';

/** One pass over a range: how its bytes are distributed, and where known things seem to begin (offsets within the range). */
export async function survey(scope: Scope, range: Range, cap: number): Promise<ScanResult> {
  const scan = new Scan(scope.run.engine, { size: range.length, cap });
  let at = range.offset;
  try {
    for await (const chunk of linear(scope.source, range.offset, range.length)) {
      scan.update(chunk);
      at += chunk.length;
      scope.run.reached(scope.source, at);
    }
  } catch (cause) {
    if (!scope.run.poisoned) scan.close();
    throw cause;
  }
  return scan.finish();
}

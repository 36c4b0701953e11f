import type { Reader } from '../../analyse/reader.ts';
import { UnitOffsets } from '../../lang/json/string.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';

/** Python source: what it calls, and when. */
export const readPython: Reader = async (scope) => {
  const { source } = scope;
  if (source.size > LIMITS.pythonBytes)
    scope.problem(
      'limit',
      LIMITS.pythonBytes,
      source.size - LIMITS.pythonBytes,
      prose`Only the first ${LIMITS.pythonBytes} bytes of this Python source were read.`,
    );
  const bytes = await source.read(0, LIMITS.pythonBytes);
  // Imported here: the grammar's tables are set up then, and not for everybody who opens the page.
  const { readModule } = await import('../../lang/python/module.ts');
  const reading = readModule(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const offsets = new UnitOffsets(bytes, false);
  const calls = [...reading.calls]
    .sort((a, b) => a.at - b.at)
    .map(({ at, end, ...call }) => {
      const start = offsets.at(at);
      return { ...call, at: placeIn(source, start, Math.max(1, end - at)) };
    });
  scope.claim({ offset: 0, length: bytes.length }, 'text', 'Python source');
  const { defines, methods, attributes } = reading;
  const isWhole = reading.isWhole && source.size <= LIMITS.pythonBytes;
  scope.state({ kind: 'python', at: placeIn(source, 0, source.size), calls, defines, methods, attributes, isWhole });
  if (reading.more > 0) scope.problem('limit', 0, 1, prose`${reading.more} more calls of this module are not listed.`);
};

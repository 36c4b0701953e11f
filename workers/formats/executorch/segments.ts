import { carvePassed } from '../../analyse/carve.ts';
import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { identify } from '../../identify/identify.ts';
import { Probe } from '../../identify/probe.ts';
import type { Table } from '../../lang/flatbuffers/walk.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { ascii, startsWith, u16, u32, u64 } from '../../source/little-endian.ts';
import type { FlatbufferCode } from '../flatbuffer/codes.ts';
import type { Oddities } from '../oddities.ts';

/** Where the segments begin behind the program, as its head says (extended_header.cpp, flat_tensor_header.cpp). */
export async function readHeader(scope: Scope, odd: Oddities<FlatbufferCode>): Promise<number> {
  const { source } = scope;
  const head = await source.read(8, 48);
  const isProgram = startsWith(head, ascii('eh00'));
  if (!isProgram && !startsWith(head, ascii('FH01'))) return 0;
  const length = u32(head, 4);
  const at = isProgram ? 8 : 16;
  const [program, base] = [u64(head, at), u64(head, at + 8)];
  const data = length >= at + 24 ? u64(head, at + 16) : 0;
  scope.claim({ offset: 8, length: Math.min(length, 48) }, 'structure', 'head');
  if (length < at + 16 || program > source.size || base + data > source.size || (base > 0 && base < program))
    odd.state({
      code: 'bounds',
      offset: 8,
      length: Math.min(length, 48),
      what: prose`The head says ${program} bytes of program, and ${data} bytes of segments from byte ${base} on, of ${source.size}.`,
    });
  return base;
}

/** Where each segment is in the file; those that are not in it are told, and so are two that share bytes. */
export function segmentsOf(
  scope: Scope,
  odd: Oddities<FlatbufferCode>,
  tables: readonly (Table | null)[],
  base: number,
): Range[] {
  const { size } = scope.source;
  const segments = tables.map((table): Range => {
    const offset = base + (table?.numbers.get(0) ?? 0);
    const length = table?.numbers.get(1) ?? 0;
    if (table === null || offset + length <= size) return { offset, length };
    odd.state({
      code: 'bounds',
      offset: table.at,
      length: table.length,
      what: prose`A segment of ${length} bytes is said to be at byte ${offset} of ${size}.`,
    });
    return { offset: 0, length: 0 };
  });
  let end = base;
  for (const { offset, length } of segments.filter((one) => one.length > 0).sort((a, b) => a.offset - b.offset)) {
    if (offset < end)
      odd.state({ code: 'overlap', offset, length, what: prose`A segment shares bytes with another part.` });
    end = Math.max(end, offset + length);
  }
  return segments;
}

/** Programs of processors that lie in a file of numbers are opened as what they are; anything else is numbers. */
export async function openProgram(scope: Scope, { offset, length }: Range, inspect: Inspect): Promise<boolean> {
  if (length < 64 || !scope.canNest) return false;
  const window = scope.source.slice(offset, length, `bytes at 0x${offset.toString(16)}`);
  const found = await identify(await Probe.of(window, scope.run.engine));
  if (!found.some((format) => PROGRAMS.has(format))) return false;
  await inspect(scope.child(window, offset, 'structure'));
  return true;
}

const PROGRAMS: ReadonlySet<string> = new Set(['elf', 'pe', 'macho', 'zip', 'torch-export', 'torchscript']);

/** What a library is handed: its own format, of which only the numbers behind XNNPACK's are known to be such. */
export async function readPayload(scope: Scope, range: Range, inspect: Inspect): Promise<void> {
  if (range.length === 0 || (await openProgram(scope, range, inspect))) return;
  const head = await scope.source.read(range.offset, 32);
  const isXnnpack = startsWith(head, ascii('XH00'), 4) && u16(head, 8) >= 30;
  const numbers = isXnnpack ? Math.max(32, u32(head, 18)) : range.length;
  await carvePassed(scope, { offset: range.offset, length: Math.min(numbers, range.length) }, ['executorch'], inspect);
}

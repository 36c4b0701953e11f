import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { JsonDocument } from '../../lang/json/document.ts';
import { parseJson } from '../../lang/json/parse.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { u64 } from '../../source/little-endian.ts';
import { rowMajor } from '../row-major.ts';
import { Oddities } from '../oddities.ts';
import { groupName, nameFault } from '../tensor-name.ts';
import { dtypeName } from './dtypes.ts';
import { type Entry, readEntry, shapeText } from './entry.ts';
import { type Layout, layoutOf } from './layout.ts';
import { stateMetadata } from './metadata.ts';
import type { SafetensorsCode } from './oddities.ts';

/** Length of the header's length, and the longest header the reference reads (tensor.rs). */
const PREFIX = 8;
const MAX_HEADER = 100_000_000;

interface Reading {
  readonly scope: Scope;
  readonly odd: Oddities<SafetensorsCode>;
  readonly json: JsonDocument;
  /** Bytes before the tensors. */
  readonly base: number;
}

/**
 * safetensors: an u64 length, a JSON object of that many bytes, then the tensors' bytes. Reads the header only and checks
 * what the reference checks (tensor.rs `Metadata::validate`) and what lenient readers do not.
 */
export const readSafetensors: Reader = async (scope) => {
  const { source } = scope;
  const odd = new Oddities<SafetensorsCode>(scope, 'safetensors');
  const declared = u64(await source.read(0, PREFIX), 0);
  const length = Math.min(declared, source.size - PREFIX, LIMITS.jsonBytes);
  if (declared > source.size - PREFIX || declared > MAX_HEADER) {
    const what = prose`The header’s length is ${declared}; the file has ${source.size - PREFIX} bytes after it, and the format allows ${MAX_HEADER}.`;
    odd.state({ code: 'header-length', offset: 0, length: PREFIX, what });
  }
  const json = parseJson(await source.read(PREFIX, length, 'direct'));
  const base = PREFIX + Math.min(declared, source.size - PREFIX);
  scope.claim({ offset: 0, length: PREFIX }, 'structure', 'header length');
  readHeader({ scope, odd, json, base }, declared, length);
  odd.close();
};

function readHeader(reading: Reading, declared: number, length: number): void {
  const { scope, odd, json, base } = reading;
  const { stop } = json;
  if (declared > length && stop !== null)
    scope.problem('limit', PREFIX + length, 0, prose`Only ${length} bytes of the header were read.`);
  if (stop !== null) {
    const what = prose`The header cannot be read beyond byte ${PREFIX + stop.offset}: ${stop.what}.`;
    scope.problem(
      stop.code === 'limit' ? 'limit' : 'malformed',
      PREFIX + stop.offset,
      Math.max(1, length - stop.offset),
      what,
    );
    odd.state({ code: 'header-syntax', offset: PREFIX + stop.offset, length: 1, what });
  }
  stateForm(reading, length);
  // What was not understood of the header is not claimed.
  const object = json.isSpaceAfter() ? length : json.end;
  const understood = stop === null && json.kind(0) === 'object' ? object : (stop?.offset ?? 0);
  scope.claim({ offset: PREFIX, length: Math.min(understood, base - PREFIX) }, 'structure', 'header');
  const entries = readEntries(reading);
  const size = scope.source.size - base;
  const layout = layoutOf(entries, size);
  stateLayout(reading, layout, size);
  for (const entry of layout.sorted) claimTensor(reading, entry);
}

/** What surrounds the object, and what the object may not be. */
function stateForm({ odd, json, scope }: Reading, length: number): void {
  const { start, end, stop, hasBom, nonFinite } = json;
  if (start > 0)
    odd.state({
      code: 'leading-space',
      offset: PREFIX,
      length: start,
      what: prose`${start} bytes of ${hasBom ? 'a byte order mark and white space' : 'white space'} stand before the header’s “{”.`,
      readings: [
        { reader: 'reference', sees: hasBom ? ['refuses the mark'] : ['reads the header'] },
        { reader: 'readers that look for “{”', sees: ['find no safetensors file'] },
      ],
    });
  if (stop === null && json.kind(0) !== 'object') {
    odd.state({
      code: 'header-syntax',
      offset: PREFIX,
      length: 1,
      what: prose`The header is no JSON object but ${json.kind(0)}.`,
    });
    scope.problem('malformed', PREFIX, length, prose`The header is no JSON object.`);
  }
  if (stop === null && end < length && !json.isSpaceAfter())
    odd.state({
      code: 'header-tail',
      offset: PREFIX + end,
      length: length - end,
      what: prose`${length - end} bytes stand in the header after its JSON object.`,
      readings: [
        { reader: 'reference', sees: ['refuses the file'] },
        { reader: 'readers that stop at “}”', sees: ['read on as if they were not there'] },
      ],
    });
  if (nonFinite !== null)
    odd.state({
      code: 'header-syntax',
      offset: PREFIX + nonFinite,
      length: 3,
      what: prose`The header holds NaN or infinity, which is no JSON.`,
    });
  for (const { key, first, again } of json.duplicates(LIMITS.factsPerCode)) {
    const [one, two] = [first, again].map((node) => json.written(json.valueAfter(node), 200));
    odd.state({
      code: 'duplicate-key',
      offset: PREFIX + json.range(again).offset,
      length: json.range(again).length,
      subject: key,
      what: prose`“${data(key, 120)}” stands in the header more than once.`,
      readings: [
        { reader: 'takes the first', sees: [data(one ?? '')] },
        { reader: 'takes the last', sees: [data(two ?? '')] },
      ],
    });
  }
}

/** Every tensor of the header. Of duplicates each is a tensor: some reader takes it. */
function readEntries({ scope, odd, json }: Reading): Entry[] {
  const entries: Entry[] = [];
  let more = 0;
  for (const [name, node, key] of json.entries(json.root)) {
    if (name === '__metadata__') {
      stateMetadata(scope, odd, json, node, PREFIX);
      continue;
    }
    if (!scope.run.budgets.afford('tensors', 1)) {
      more += 1;
      continue;
    }
    const at = {
      offset: PREFIX + json.range(key).offset,
      length: json.range(node).offset + json.range(node).length - json.range(key).offset,
      subject: name,
    };
    const { entry, faults } = readEntry(json, name, node, key);
    for (const { code, what } of faults) odd.state({ code, ...at, what });
    const fault = nameFault(name);
    if (fault !== null) odd.state({ code: fault.code, ...at, what: fault.what });
    if (entry !== null) entries.push(entry);
  }
  if (more > 0) scope.problem('limit', PREFIX, 1, prose`${more} more tensors are not listed and not checked.`);
  return entries;
}

function stateLayout({ odd, scope, base, json }: Reading, layout: Layout, size: number): void {
  const header = ({ key }: Entry): { offset: number; length: number } => ({
    offset: PREFIX + json.range(key).offset,
    length: json.range(key).length,
  });
  for (const entry of layout.outside) {
    odd.state({
      code: 'out-of-bounds',
      ...header(entry),
      subject: entry.name,
      what: prose`It ends at byte ${entry.end} of the data, of which there are ${size}.`,
    });
  }
  for (const { entry, with: other, begin, end } of layout.overlaps)
    odd.state({
      code: 'overlap',
      offset: base + begin,
      length: end - begin,
      subject: entry.name,
      what: prose`${end - begin} bytes belong to it and to ${data(other.name, 120)} alike.`,
    });
  for (const { begin, end } of layout.gaps)
    odd.state({
      code: 'gap',
      offset: base + begin,
      length: end - begin,
      what: prose`${end - begin} bytes between the tensors belong to none.`,
      readings: STRICT,
    });
  if (layout.end < size)
    odd.state({
      code: 'trailing-bytes',
      offset: base + layout.end,
      length: size - layout.end,
      what: prose`${size - layout.end} bytes stand behind the last tensor.`,
      readings: STRICT,
    });
  if (layout.unsorted !== null)
    odd.state({
      code: 'unsorted',
      ...header(layout.unsorted),
      subject: layout.unsorted.name,
      what: prose`The header lists tensors in another order than they lie in the file.`,
    });
  if (layout.outside.length > 0)
    scope.problem(
      'malformed',
      0,
      0,
      prose`${layout.outside.length} tensors are not, or not all, in the file: it was cut short, or its header is wrong.`,
    );
}

const STRICT = [
  { reader: 'reference', sees: ['refuses the file'] },
  { reader: 'lenient readers', sees: ['load the tensors and pass by these bytes'] },
] as const;

function claimTensor({ scope, json, base }: Reading, entry: Entry): void {
  const { source } = scope;
  const begin = Math.min(base + entry.begin, source.size);
  const length = Math.max(0, Math.min(base + entry.end, source.size) - begin);
  scope.claim({ offset: begin, length }, 'weights', groupName(entry.name));
  const { offset } = json.range(entry.key);
  const value = json.range(entry.node);
  scope.state(
    rowMajor(source, {
      at: { offset: PREFIX + offset, length: value.offset + value.length - offset },
      name: entry.name,
      dtype: dtypeName(entry.dtype),
      shape: entry.shape,
      bytes: Math.max(0, entry.end - entry.begin),
      content: { offset: begin, length },
      misfit:
        base + entry.end > source.size
          ? prose`The tensor of shape ${shapeText(entry.shape)} reaches beyond the file.`
          : null,
    }),
  );
}

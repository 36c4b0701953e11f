import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { hdf5At } from '../../identify/magic.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { u64, u8 } from '../../source/little-endian.ts';
import { type TextAttribute, textAttribute } from './attributes.ts';
import { ATTRIBUTE, ATTRIBUTE_INFO, readMessages } from './messages.ts';

/** Attributes in which Keras keeps what makes the model (keras/src/legacy/saving/legacy_h5_format.py). */
const CONFIGURATIONS: ReadonlySet<string> = new Set(['model_config', 'training_config']);
/** Longest value told as one. */
const SHORT = 256;

/** HDF5: what the root says about itself. A configuration of Keras is opened and read as the JSON it is; groups and arrays are not read. */
export const readHdf5: Reader = async (scope, probe, inspect) => {
  const start = await hdf5At(probe);
  if (start === null) return;
  const root = await rootOf(scope, start);
  if (root === null) {
    scope.problem('malformed', start, 64, prose`The superblock says nothing of a root that could be read.`);
    return;
  }
  const { list, stopped } = await readMessages(scope.source, root.at, root.base);
  if (stopped !== null) scope.problem('malformed', root.at, 16, prose`The attributes were not all read: ${stopped}.`);
  for (const message of list) {
    if (message.type === ATTRIBUTE_INFO && isDense(message.data))
      scope.problem(
        'unsupported',
        message.at,
        message.data.length,
        prose`Attributes of the root in dense storage are not read.`,
      );
    if (message.type !== ATTRIBUTE) continue;
    const attribute = await textAttribute(scope.source, message, root.base);
    if (attribute === null || attribute.offset + attribute.length > scope.source.size) continue;
    if (CONFIGURATIONS.has(attribute.name)) await open(scope, attribute, inspect);
    else await tell(scope, attribute);
  }
};

/** Where the root's object header is, and what addresses count from (File Format Specification 3.0, II.A). Addresses of 8 bytes only. */
async function rootOf(scope: Scope, start: number): Promise<{ at: number; base: number } | null> {
  const bytes = await scope.source.read(start, 96);
  const version = u8(bytes, 8);
  if (version > 3) return null;
  const isOld = version < 2;
  if (u8(bytes, isOld ? 13 : 9) !== 8 || u8(bytes, isOld ? 14 : 10) !== 8) return null;
  const base = isOld ? u64(bytes, version === 0 ? 24 : 28) : u64(bytes, 12);
  const at = isOld ? u64(bytes, version === 0 ? 64 : 68) : u64(bytes, 36);
  // With a user block the base is where the superblock is.
  return { at: base + at, base };
}

const UNDEFINED = 2 ** 64;

/** Attribute info: the address of the heap they are in, if there is one. */
function isDense(message: Uint8Array): boolean {
  return u64(message, (u8(message, 1) & 1) === 0 ? 2 : 4) < UNDEFINED;
}

async function open(
  scope: Scope,
  { name, offset, length }: TextAttribute,
  inspect: (scope: Scope) => Promise<void>,
): Promise<void> {
  if (!scope.canNest) {
    scope.problem(
      'limit',
      offset,
      length,
      prose`${data(name)} was not opened: things are nested more than ${LIMITS.depth} deep.`,
    );
    return;
  }
  if (!scope.run.budgets.afford('members', 1) || !scope.run.budgets.afford('opened', length)) {
    scope.problem(
      'limit',
      offset,
      length,
      prose`${data(name)} was not opened: reading each of so many would take too long.`,
    );
    return;
  }
  await inspect(scope.child(scope.source.slice(offset, length, name), offset, 'text'));
}

async function tell(scope: Scope, { name, offset, length }: TextAttribute): Promise<void> {
  const value = new TextDecoder().decode(await scope.source.read(offset, Math.min(length, SHORT)));
  scope.state({
    kind: 'metadata',
    at: placeIn(scope.source, offset, length),
    key: name,
    type: 'text',
    value: [data(value, SHORT)],
  });
}

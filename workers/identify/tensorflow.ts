import { startsWith } from '../source/little-endian.ts';
import type { FormatKey } from './formats.ts';
import { isSavedModel } from './magic.ts';
import type { Probe } from './probe.ts';
import { field, type Field } from './wire.ts';

/** TensorFlow's files have no magic but one: they are told by the fields they begin with. */
export async function tensorflowKind(probe: Probe): Promise<FormatKey[]> {
  if (isSavedModel(probe) || isBareSavedModel(probe)) return ['saved-model'];
  if (isKerasMetadata(probe)) return ['keras-metadata'];
  if (isMetaGraph(probe) || isBareMetaGraph(probe)) return ['meta-graph'];
  if (isGraphDef(probe)) return ['graph-def'];
  if (isFingerprint(probe)) return ['fingerprint'];
  return (await isTable(probe)) ? ['tf-checkpoint'] : [];
}

const TABLE = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];

/** The end of a table of LevelDB. */
async function isTable({ source, size }: Probe): Promise<boolean> {
  return size >= 48 && startsWith(await source.read(size - TABLE.length, TABLE.length), TABLE);
}

/** A message at `at`: its first fields, as far as the first bytes of the file reach. */
function fields(head: Uint8Array, at: number, end: number, most: number): Field[] {
  const found: Field[] = [];
  for (let from = at; found.length < most && from < Math.min(end, head.length);) {
    const one = field(head, from);
    if (one === null || one.end > end) return found;
    found.push(one);
    from = one.end;
  }
  return found;
}

function text({ start, end }: Field, head: Uint8Array): string {
  return String.fromCharCode(...head.subarray(start, Math.min(end, start + 128)));
}

/** A node: its name, then its operator. */
function isNode(head: Uint8Array, { start, end }: Field): boolean {
  const [name, op] = fields(head, start, end, 2);
  return (
    name?.tag === 0x0a &&
    op?.tag === 0x12 &&
    /^[\w.\\/>-]+$/.test(text(name, head)) &&
    /^[A-Za-z_][\w>]*$/.test(text(op, head))
  );
}

/** Nodes from the first byte on (graph.proto). */
function isGraphDef({ head, size }: Probe): boolean {
  const [first] = fields(head, 0, size, 1);
  return first?.tag === 0x0a && isNode(head, first);
}

/** A description with a list of operators, then the graph (meta_graph.proto). */
function isMetaGraph({ head, size }: Probe): boolean {
  const [about, graph] = fields(head, 0, size, 2);
  if (about?.tag !== 0x0a || (graph !== undefined && graph.tag !== 0x12)) return false;
  if (graph === undefined && about.end < head.length) return false;
  const list = fields(head, about.start, about.end, 3).find(({ tag }) => tag === 0x12);
  const [operator] = list === undefined ? [] : fields(head, list.start, list.end, 1);
  const [name] = operator?.tag === 0x0a ? fields(head, operator.start, operator.end, 1) : [];
  return name?.tag === 0x0a && /^[A-Za-z_][\w>]*$/.test(text(name, head));
}

/** A SavedModel that leaves its version out, and perhaps its description: protocol buffers do not mind, and neither does TensorFlow. */
function isBareSavedModel({ head, size }: Probe): boolean {
  const [meta] = fields(head, 0, size, 1);
  return meta?.tag === 0x12 && fields(head, meta.start, meta.end, 2).some((graph) => isGraph(head, graph));
}

/** A MetaGraph without its description. */
function isBareMetaGraph({ head, size }: Probe): boolean {
  const [graph] = fields(head, 0, size, 1);
  return graph !== undefined && isGraph(head, graph);
}

/** Field 2 that begins with a node. */
function isGraph(head: Uint8Array, { tag, start, end }: Field): boolean {
  const [first] = tag === 0x12 ? fields(head, start, end, 1) : [];
  return first?.tag === 0x0a && isNode(head, first);
}

/** Objects of a model of Keras, each with its number, path and kind (saved_metadata.proto). */
function isKerasMetadata({ head, size }: Probe): boolean {
  const [first] = fields(head, 0, size, 1);
  if (first?.tag !== 0x0a) return false;
  return fields(head, first.start, first.end, 4).some(
    (one) => one.tag === 0x22 && text(one, head).startsWith('_tf_keras_'),
  );
}

/** Hashes of a graph, all of it numbers but the last (fingerprint.proto). */
function isFingerprint({ head, size }: Probe): boolean {
  const found = fields(head, 0, size, 16);
  return (
    size < 512 &&
    found.length >= 5 &&
    found.at(-1)?.end === size &&
    found.every(({ tag }) => tag === 0x32 || tag === 0x3a || (tag % 8 === 0 && tag >= 8 && tag <= 0x28)) &&
    [0x08, 0x10, 0x18, 0x20].every((tag) => found.some((one) => one.tag === tag))
  );
}

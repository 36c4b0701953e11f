import { PickleWriter } from './pickle-writer.ts';

export interface Layer {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A step between two layers: what an attacker splices in. */
export interface Splice {
  readonly after: number;
  readonly write: (pickle: PickleWriter) => void;
}

/** An OrderedDict of float32 tensors, opcode for opcode as torch.save writes it. Storage keys are 0, 1, 2… */
export function stateDict(layers: readonly Layer[], splice?: Splice): PickleWriter {
  const p = new PickleWriter().raw(0x80, 2).global('collections', 'OrderedDict');
  const ordered = p.put();
  p.raw(')R');
  p.put();
  p.raw('(');
  const names: Names = { ordered, rebuild: null, storage: null, float: null, cpu: null };
  layers.forEach((layer, key) => {
    p.text(layer.name);
    p.put();
    tensor(p, names, layer, key);
    if (splice?.after === key) splice.write(p);
  });
  return p.raw('u');
}

/** Memo slots of the names that come once and are then looked up again. */
interface Names {
  ordered: number;
  rebuild: number | null;
  storage: number | null;
  float: number | null;
  cpu: number | null;
}

function tensor(p: PickleWriter, names: Names, layer: Layer, key: number): void {
  names.rebuild = again(p, names.rebuild, () => p.global('torch._utils', '_rebuild_tensor_v2'));
  p.raw('((');
  names.storage = again(p, names.storage, () => p.text('storage'));
  names.float = again(p, names.float, () => p.global('torch', 'FloatStorage'));
  p.text(String(key));
  p.put();
  names.cpu = again(p, names.cpu, () => p.text('cpu'));
  p.int(elements(layer)).raw('t');
  p.put();
  p.raw('Q').int(0);
  sizes(p, layer.shape);
  sizes(p, strides(layer.shape));
  p.raw(0x89).get(names.ordered).raw(')R');
  p.put();
  p.raw('t');
  p.put();
  p.raw('R');
  p.put();
}

function again(p: PickleWriter, slot: number | null, first: () => void): number {
  if (slot !== null) {
    p.get(slot);
    return slot;
  }
  first();
  return p.put();
}

function sizes(p: PickleWriter, values: readonly number[]): void {
  if (values.length > 3) p.raw('(');
  for (const value of values) p.int(value);
  p.raw(values.length > 3 ? 't' : 0x84 + values.length);
  p.put();
}

export function elements(layer: Layer): number {
  return layer.shape.reduce((n, size) => n * size, 1);
}

function strides(shape: readonly number[]): number[] {
  return shape.map((_, i) => shape.slice(i + 1).reduce((n, size) => n * size, 1));
}

/** A small encoder: names, shapes and sizes as they are in the wild, scaled down. */
export function encoder(blocks: number): Layer[] {
  const block = (i: number): Layer[] =>
    ['attention.self.query', 'attention.self.key', 'attention.self.value', 'attention.output.dense'].flatMap((part) => [
      { name: `encoder.layer.${String(i)}.${part}.weight`, shape: [32, 32] },
      { name: `encoder.layer.${String(i)}.${part}.bias`, shape: [32] },
    ]);
  return [
    { name: 'embeddings.word_embeddings.weight', shape: [512, 32] },
    ...Array.from({ length: blocks }, (_, i) => block(i)).flat(),
    { name: 'pooler.dense.weight', shape: [32, 32] },
  ];
}

/** Small, varied float32 numbers from a fixed sequence: the same bytes every time. */
export function weights(layer: Layer, seed: number): Uint8Array<ArrayBuffer> {
  const values = new Float32Array(elements(layer));
  let state = (seed + 1) * 0x9e3779b1;
  for (let i = 0; i < values.length; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5;
    values[i] = ((state >>> 8) / 0x1000000 - 0.5) * 0.1;
  }
  return new Uint8Array(values.buffer);
}

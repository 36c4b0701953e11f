import { type DType, type Field, plainType, structuredType, subarrayType, typeOfText } from './dtype.ts';
import type { Literal } from './literal.ts';

/** Types in types. */
const DEPTH = 32;

/**
 * The element type a header describes (numpy/lib/_format_impl.py, `descr_to_dtype`): a type string, `(type, shape)`, or a list of
 * fields `(name, type[, shape])`. Null for what NumPy refuses or Vitrine does not know. As deep as literals nest, which is limited.
 */
export function typeOfDescriptor(descr: Literal, depth = 0): DType | null {
  if (depth > DEPTH) return null;
  if (descr.kind === 'str') return typeOfText(descr.text);
  if (descr.kind === 'tuple') {
    const [base, shape] = descr.items;
    const type = base === undefined ? null : typeOfDescriptor(base, depth + 1);
    return type === null || shape === undefined ? null : shaped(type, shape);
  }
  const parts = partsOf(descr);
  return parts === null ? null : fieldsOf(parts, depth);
}

/** `for field in descr`: of a dict that is its keys, and a field may be a text of two or three letters. */
function partsOf(descr: Literal): readonly (readonly Literal[])[] | null {
  const list = descr.kind === 'dict' ? descr.entries.map(([key]) => key) : 'items' in descr ? descr.items : null;
  if (list === null) return null;
  const parts = list.map((field): readonly Literal[] | null => {
    if (field.kind === 'str') return Array.from(field.text, (text) => ({ kind: 'str', text, at: field.at }));
    return 'items' in field ? field.items : null;
  });
  return parts.every((part) => part !== null) ? parts : null;
}

function fieldsOf(parts: readonly (readonly Literal[])[], depth: number): DType | null {
  const fields: Field[] = [];
  let itemSize = 0;
  for (const [name, descr, shape, ...more] of parts) {
    const plain = descr === undefined ? null : typeOfDescriptor(descr, depth + 1);
    if (name === undefined || plain === null || more.length > 0) return null;
    const type = shape === undefined ? plain : shaped(plain, shape);
    if (type === null) return null;
    fields.push({ name: nameOf(name), type });
    itemSize += type.itemSize;
  }
  return fields.length === 0 ? plainType('V0', 0) : structuredType(fields, itemSize);
}

/** `numpy.dtype((type, shape))`: of texts without a size a number is the size. */
function shaped(type: DType, shape: Literal): DType | null {
  const [, order = '', kind] = /^(>?)([SUV])0$/.exec(type.name) ?? [];
  if (kind !== undefined) return shape.kind === 'int' ? typeOfText(`${order}${kind}${shape.value.toString()}`) : null;
  const dimensions = shapeOf(shape);
  if (dimensions === null) return null;
  return dimensions.length === 0 ? type : subarrayType(type, dimensions);
}

/** Of `(title, name)` the name. */
function nameOf(name: Literal): string {
  const own = name.kind === 'tuple' ? name.items[1] : name;
  return own?.kind === 'str' ? own.text : '?';
}

/** A number, or a tuple of numbers. */
function shapeOf(shape: Literal): number[] | null {
  const items = shape.kind === 'tuple' || shape.kind === 'list' ? shape.items : [shape];
  const numbers = items.map((item) => (item.kind === 'int' ? Number(item.value) : null));
  return numbers.every((n) => n !== null) ? numbers : null;
}

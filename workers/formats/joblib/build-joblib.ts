import { c, D, P, R, t, U, u8 } from '../../rules/conformance/build.ts';

/** Pieces of joblib files for tests: byte strings as latin1 texts, as in rules/conformance/build.ts. */

export const WRAPPER = `${c('joblib.numpy_pickle', 'NumpyArrayWrapper')})\x81`;
export const int = (n: number): string => `J${D(n)}`;

/** `numpy.dtype(text, False, True)` and a state; `size` and `flags` as NumPy's own state has them. */
export function dtype(text: string, { size = -1, flags = 0, order = '<' } = {}): string {
  const made = `${c('numpy', 'dtype')}${t(U(text), '\x89', '\x88')}R`;
  return `${made}(${int(3)}${U(order)}NNN${int(size)}${int(-1)}${int(flags)}tb`;
}

/** The state of a wrapper: attributes by name. */
export function state(attributes: Readonly<Record<string, string>>): string {
  const entries = Object.entries(attributes).map(([key, value]) => U(key) + value);
  return `}(${entries.join('')}u`;
}

/** A wrapper with its state, after which the array's bytes stand. */
export function array(attributes: Readonly<Record<string, string>>): string {
  return `${WRAPPER}${state(attributes)}b`;
}

/** A wrapper of `count` bytes of type u1, and the bytes. */
export function bytesArray(bytes: string): string {
  return array({ dtype: dtype('u1'), shape: t(int(bytes.length)), order: U('C') }) + bytes;
}

/** The same with the padding joblib writes since 1.2. */
export function paddedArray(bytes: string, padding: number): string {
  const attributes = { dtype: dtype('u1'), shape: t(int(bytes.length)), order: U('C') };
  const aligned = array({ ...attributes, numpy_array_alignment_bytes: int(16) });
  return `${aligned}${u8(padding)}${'\xff'.repeat(padding)}${bytes}`;
}

export const pickled = (body: string): string => `${P(3)}${body}.`;
/** A shape nobody knows before it is computed. */
export const COMPUTED = R(c('mylib.shapes', 'guess'), int(3));

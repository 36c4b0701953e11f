/** Where a text first stands in bytes, from an offset on; -1 when it does not. */
export type Find = (bytes: Uint8Array, from?: number) => number;

/**
 * A search for bytes, at least one. Wherever they stand they cover an offset that is a multiple of their length: only there it is looked
 * which of them it could be. Time is at most the product of both lengths.
 */
export function finder(wanted: ArrayLike<number>): Find {
  const step = wanted.length;
  const { last, before } = placesIn(wanted);
  return (bytes, from = 0) => {
    for (let at = from + step - 1; at < bytes.length; at += step)
      for (let place = last[bytes[at] ?? 0] ?? 0; place > 0; place = before[place] ?? 0)
        if (stands(bytes, wanted, at - place + 1)) return at - place + 1;
    return -1;
  };
}

/** For each byte the last place, from 1, that it has; for each place the one before with the same byte. 0: none. */
function placesIn(wanted: ArrayLike<number>): { last: Uint32Array; before: Uint32Array } {
  const last = new Uint32Array(256);
  const before = new Uint32Array(wanted.length + 1);
  for (let i = 0; i < wanted.length; i++) {
    const byte = wanted[i] ?? 0;
    before[i + 1] = last[byte] ?? 0;
    last[byte] = i + 1;
  }
  return { last, before };
}

function stands(bytes: Uint8Array, wanted: ArrayLike<number>, at: number): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

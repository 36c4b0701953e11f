/** Random pickle programs: mostly well formed, then bent. A fixed seed gives the same programs every time. */

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ n < below (mulberry32). */
  next(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.next(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}

const bytes = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));

/** Pieces that push one value each. */
const VALUES: readonly string[] = [
  'N',
  '\x88',
  '\x89',
  'K\x07',
  'M\x01\x02',
  'J\xff\xff\xff\xff',
  'I12\n',
  'I0x1f\n',
  'I010\n',
  'I01\n',
  'I 1\n',
  'I+1\n',
  'I1_0\n',
  'I7\0x\n',
  'L5L\n',
  'L5\n',
  'L0x10L\n',
  'L-3\0L\n',
  'F1.5\n',
  'F 1.5\n',
  'F1_0\n',
  'F1e999\n',
  'Finf\n',
  'F2\0z\n',
  "S'abc'\n",
  "S'a\\x41'\n",
  'S"q"\n',
  "S'\xc3\xa9'\n",
  "S'x\n",
  'Vabc\n',
  'V\\u0041\n',
  'V\\u00\n',
  'U\x02hi',
  'U\x01\xff',
  'T\x03\0\0\0abc',
  'X\x02\0\0\0os',
  '\x8c\x02os',
  '\x8c\x01\xff',
  'C\x02ab',
  'B\x01\0\0\0z',
  '\x8a\x00',
  '\x8a\x02\xff\x7f',
  '\x8b\x01\0\0\0\x05',
  'G?\xf0\0\0\0\0\0\0',
  ')',
  ']',
  '}',
  '\x8f',
  'ca\nb\n',
  'cx.y\nz\n',
  'c\xc3\xa9\nb\n',
  '\x8c\x01m\x8c\x01n\x93',
  '\x96\x02\0\0\0\0\0\0\0ab',
  'Pid\n',
];
/** Pieces that work on what is there. */
const ACTIONS: readonly string[] = [
  '0',
  '2',
  '(',
  '1',
  't',
  'l',
  'd',
  '\x85',
  '\x86',
  '\x87',
  '\x91',
  'a',
  'e',
  's',
  'u',
  '\x90',
  'R',
  '\x81',
  'b',
  'o',
  'Q',
  'q\x01',
  'h\x01',
  'p2\n',
  'g2\n',
  'p 3 \n',
  'g+3\n',
  'r\x04\0\0\0',
  'j\x04\0\0\0',
  '\x94',
  '\x80\x02',
  '\x80\x04',
  '\x93',
  '(ia\nb\n',
  '\x95\x04\0\0\0\0\0\0\0',
  '\x95\x0a\0\0\0\0\0\0\0',
  '\x95\x00\0\0\0\0\0\0\0',
  '\x82\x05',
  '\x98',
];

export function program(random: Random): Uint8Array<ArrayBuffer> {
  const out: number[] = random.next(2) === 0 ? [0x80, 2 + random.next(4)] : [];
  const length = 3 + random.next(24);
  for (let i = 0; i < length; i++) out.push(...bytes(random.pick(random.next(5) < 3 ? VALUES : ACTIONS)));
  out.push(0x2e);
  if (random.next(4) === 0) out[random.next(out.length)] = random.next(256);
  if (random.next(8) === 0) out.length = random.next(out.length) + 1;
  return Uint8Array.from(out);
}

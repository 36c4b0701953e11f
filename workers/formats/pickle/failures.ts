/** Codes of wasm/src/pickle/log.rs `Failure`, with what a loader says there. */
const TABLE: ReadonlyMap<number, readonly [code: string, says: string]> = new Map([
  [1, ['truncated', 'the data ends inside an opcode, or before STOP']],
  [2, ['bad-opcode', 'this byte is no opcode']],
  [3, ['stack-underflow', 'the stack holds too few values']],
  [4, ['unexpected-mark', 'a MARK stands where a value is needed']],
  [5, ['no-mark', 'no MARK is open']],
  [6, ['memo-missing', 'the memo slot was never written']],
  [7, ['bad-utf8', 'the text is not valid UTF-8']],
  [8, ['bad-int', 'the text is no integer']],
  [9, ['bad-float', 'the text is no float']],
  [10, ['not-quoted', 'the STRING argument has no quotes']],
  [11, ['bad-escape', 'the text holds a broken escape']],
  [12, ['not-ascii', 'a byte above 0x7f stands where ASCII is demanded']],
  [13, ['protocol', 'the protocol number is above 5']],
  [14, ['frame-overrun', 'an argument crosses the end of its frame']],
  [15, ['frame-nested', 'a frame begins before the last one ends']],
  [16, ['extension-code', 'the extension code is zero or negative']],
  [17, ['odd-items', 'a dict gets a key without a value']],
  [18, ['not-tuple', 'the arguments of a call are no tuple']],
  [19, ['not-callable', 'what is called is a plain value']],
  [20, ['negative-length', 'a length is negative']],
  [21, ['too-long', 'a length is beyond what a loader can hold']],
  [22, ['no-method', 'items are added to a plain value']],
  [23, ['negative-memo', 'a memo index is negative']],
  [24, ['memo-too-large', 'a memo index is beyond the machine’s integers']],
  [25, ['not-text', 'a name is looked up with something that is no text']],
  [40, ['joblib-refused', 'joblib cannot read the array that belongs here']],
  [41, ['joblib-lost', 'how many bytes joblib reads here is not known']],
  [100, ['limit-line', 'a line is longer than Vitrine reads']],
  [101, ['limit-memory', 'the values need more memory than Vitrine gives them']],
  [102, ['limit-steps', 'the program is longer than Vitrine counts']],
]);

const SAYS = new Map([...TABLE.values()]);

export function failureCode(code: number): string {
  return TABLE.get(code)?.[0] ?? `failure-${code.toString()}`;
}

/** Half a sentence: what is wrong at the failing opcode. */
export function failureText(code: string): string {
  return SAYS.get(code) ?? code;
}

/** The class of what the C unpickler raises there (Modules/_pickle.c); what is not listed raises UnpicklingError. */
const RAISES: ReadonlyMap<string, string> = new Map([
  ['bad-utf8', 'UnicodeDecodeError'],
  ['not-ascii', 'UnicodeDecodeError'],
  ['bad-int', 'ValueError'],
  ['bad-float', 'ValueError'],
  ['bad-escape', 'ValueError'],
  ['protocol', 'ValueError'],
  ['negative-memo', 'ValueError'],
  ['memo-too-large', 'MemoryError'],
  ['too-long', 'OverflowError'],
  ['no-method', 'AttributeError'],
]);

/** The class of what an opcode raises that fails with `code`. NEWOBJ looks at its arguments itself, a call leaves it to Python. */
export function exceptionOf(code: string, opcode: number): string {
  if (code !== 'not-tuple' && code !== 'not-callable') return RAISES.get(code) ?? 'UnpicklingError';
  return opcode === NEWOBJ || opcode === NEWOBJ_EX ? 'UnpicklingError' : 'TypeError';
}

const NEWOBJ = 0x81;
const NEWOBJ_EX = 0x92;

/** Limits of ours, not of a loader: a loader goes on here. */
export function isOurLimit(code: string): boolean {
  return code.startsWith('limit-');
}

import { MODULE_NAMES } from './module-names.ts';

/** What the builtin types have, besides dunders: all that CPython 2.7 and 3.6 to 3.13 list with dir(). */
const METHODS: ReadonlyMap<string, string> = new Map([
  [
    'str',
    'capitalize casefold center count decode encode endswith expandtabs find format format_map index ' +
      'isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle ' +
      'isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex ' +
      'rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper ' +
      'zfill',
  ],
  [
    'bytes',
    'capitalize casefold center count decode encode endswith expandtabs find format format_map fromhex ' +
      'hex index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable ' +
      'isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix ' +
      'replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title ' +
      'translate upper zfill',
  ],
  [
    'bytearray',
    'append capitalize center clear copy count decode endswith expandtabs extend find fromhex hex index ' +
      'insert isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip ' +
      'maketrans partition pop remove removeprefix removesuffix replace reverse rfind rindex rjust ' +
      'rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  ],
  [
    'int',
    'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag is_integer numerator ' +
      'real to_bytes',
  ],
  ['float', 'as_integer_ratio conjugate fromhex hex imag is_integer real'],
  ['complex', 'conjugate imag real'],
  [
    'bool',
    'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag is_integer numerator ' +
      'real to_bytes',
  ],
  ['list', 'append clear copy count extend index insert pop remove reverse sort'],
  ['tuple', 'count index'],
  [
    'dict',
    'clear copy fromkeys get has_key items iteritems iterkeys itervalues keys pop popitem setdefault ' +
      'update values viewitems viewkeys viewvalues',
  ],
  [
    'set',
    'add clear copy difference difference_update discard intersection intersection_update isdisjoint ' +
      'issubset issuperset pop remove symmetric_difference symmetric_difference_update union update',
  ],
  ['frozenset', 'copy difference intersection isdisjoint issubset issuperset symmetric_difference union'],
  ['range', 'count index start step stop'],
  ['slice', 'indices start step stop'],
  [
    'memoryview',
    'c_contiguous cast contiguous f_contiguous format hex itemsize nbytes ndim obj readonly release shape ' +
      'strides suboffsets tobytes tolist toreadonly',
  ],
]);

/** Whether no release has this name in a module, or this attribute of a builtin type, so that looking it up fails. False for what is not known. */
export function isAbsent(module: string, path: readonly string[]): boolean {
  const [type = '', name = ''] = path;
  const names = type.startsWith('_') ? undefined : MODULE_NAMES.get(module);
  if (names !== undefined && !names.split(' ').includes(type)) return true;
  if (module !== 'builtins' || path.length < 2 || name.startsWith('_')) return false;
  const known = METHODS.get(type);
  return known !== undefined && !known.split(' ').includes(name);
}

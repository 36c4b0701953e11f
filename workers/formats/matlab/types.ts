/** What an element holds (MAT-File Format, table 1-1). */
export const TYPE = { int32: 5, uint32: 6, matrix: 14, compressed: 15 } as const;

/** Numbers and characters: our name, bytes of one. */
export const NUMBERS: ReadonlyMap<number, readonly [dtype: string, bytes: number]> = new Map([
  [1, ['int8', 1]], [2, ['uint8', 1]], [3, ['int16', 2]], [4, ['uint16', 2]], [5, ['int32', 4]], [6, ['uint32', 4]],
  [7, ['float32', 4]], [9, ['float64', 8]], [12, ['int64', 8]], [13, ['uint64', 8]], [16, ['uint8', 1]], [17, ['uint16', 2]],
  [18, ['uint32', 4]],
]); // prettier-ignore

/** What a matrix is (table 1-3); functions and objects of newer classes are not in it. */
export const CLASS = {
  cell: 1,
  struct: 2,
  object: 3,
  char: 4,
  sparse: 5,
  double: 6,
  uint64: 15,
  function: 16,
  opaque: 17,
} as const;

/** Objects of newer classes that MATLAB comes with. */
export const OWN: ReadonlySet<string> = new Set(
  'FileWrapper__ function_handle function_handle_workspace string table timetable eventtable tabular datetime duration calendarDuration categorical containers.Map dictionary timeseries tscollection inline cfit sfit fittype network'.split(
    ' ',
  ),
);

/** ClassificationTree, matlab.graphics…, network: classes of MATLAB's own toolboxes have a name of their own only in part. */
export function isOwn(name: string): boolean {
  return (
    OWN.has(name) ||
    /^(?:matlab|nnet|classreg|images|vision|signal|stats|statset|prob|optim|audio|driving|coder|internal|java)\./.test(
      name,
    )
  );
}

/** What a field holds: a number or struct of so many bytes, a string, a table, a union of tables, or a vector of one of these. */
export interface Kind {
  readonly form: 'number' | 'string' | 'table' | 'union';
  /** Bytes of a number; 4, an offset, of everything else. */
  readonly size: number;
  /** The table or union. */
  readonly name: string;
  readonly isVector: boolean;
}

/** Tables by name, their fields by slot; unions by name, their tables by value. */
export type Schema = ReadonlyMap<string, ReadonlyMap<number, Kind>>;

/** The schema of a table as `generate/schema.py` writes it from the code that flatc made; `lang/compact.py` makes it short. */
export function schemaOf(table: string): Schema {
  return new Map(
    table
      .trim()
      .split('\n')
      .map((line): [string, ReadonlyMap<number, Kind>] => {
        const [name = '', ...fields] = line.split(' ');
        let last = -1;
        const kinds = fields.map((field): [number, Kind] => {
          const [slot = '', written] = field.split('=');
          last = written === undefined ? last + 1 : Number(slot);
          return [last, kindOf(written ?? slot)];
        });
        return [name, new Map(kinds)];
      }),
  );
}

function kindOf(written: string): Kind {
  const isVector = written.startsWith('[');
  const bare = isVector ? written.slice(1, -1) : written;
  const form = /^\d+$/.test(bare) ? 'number' : bare === 's' ? 'string' : bare.endsWith('?') ? 'union' : 'table';
  const size = form === 'number' ? Number(bare) : 4;
  return { form, size, name: bare.replace(/\?$/, ''), isVector };
}

import type { Schema } from './walk.ts';

/**
 * The schema of a table: a line for each message, its name and NUMBER=KIND of its fields, as `generate/schema.py` writes it from
 * the descriptors of the format's own library; `lang/compact.py` leaves out numbers that are one more than the one before. `taken` says which fields a reader wants to see; messages that the table has not are its own.
 */
export function schemaOf(table: string, taken: Schema): Schema {
  const messages = table
    .trim()
    .split('\n')
    .map((line): [string, Record<number, string>] => {
      const [name = '', ...fields] = line.split(' ');
      let last = 0;
      const kinds = fields.map((field): [number, string] => {
        const [number = '', kind] = field.split('=');
        last = kind === undefined ? last + 1 : Number(number);
        return [last, kind ?? number];
      });
      return [name, { ...Object.fromEntries(kinds), ...taken[name] }];
    });
  return { ...taken, ...Object.fromEntries(messages) };
}

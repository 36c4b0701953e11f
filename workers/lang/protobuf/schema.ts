import type { Schema } from './walk.ts';

/**
 * The schema of a table: a line for each message, its name and NUMBER=KIND of its fields, as `generate/schema.py` writes it from
 * the descriptors of the format's own library. `taken` says which fields a reader wants to see; messages that the table has not are its own.
 */
export function schemaOf(table: string, taken: Schema): Schema {
  const messages = table
    .trim()
    .split('\n')
    .map((line): [string, Record<number, string>] => {
      const [name = '', ...fields] = line.split(' ');
      const kinds = fields.map((field): [string, string] => {
        const [number = '', kind = ''] = field.split('=');
        return [number, kind];
      });
      return [name, { ...Object.fromEntries(kinds), ...taken[name] }];
    });
  return { ...taken, ...Object.fromEntries(messages) };
}

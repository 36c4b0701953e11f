/**
 * The part of JSON Schema (draft 7) that our documents use, and a reader that keeps what it describes.
 * Properties it does not name are dropped, so that a newer report with optional additions still opens.
 */
import { visible } from '../prose.ts';

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly description?: string;
  /** Ours: the writer's own words, which must not hide or reorder their neighbours. */
  readonly 'x-words'?: true;
  /** Ours: JSON has no infinity and writes null. */
  readonly 'x-infinity'?: true;
}

export interface JsonDocument extends JsonSchema {
  readonly $schema: string;
  readonly title: string;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/** Where a value is not as described: `findings/0/severity`. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

/** A copy of `value` with what `schema` describes and nothing else; throws Misfit. As deep as the value: bound that first. */
export function conform(value: unknown, schema: JsonSchema, document: JsonDocument, at = ''): unknown {
  const fail = (): never => {
    throw new Misfit(at === '' ? 'the document' : at);
  };
  if (schema.$ref !== undefined) {
    const named = document.definitions[schema.$ref.slice('#/definitions/'.length)];
    return named === undefined ? fail() : conform(value, named, document, at);
  }
  if (schema.anyOf !== undefined) return firstOf(schema.anyOf, value, document, at);
  if (schema.const !== undefined) return value === schema.const ? value : fail();
  if (schema.enum !== undefined) return typeof value === 'string' && schema.enum.includes(value) ? value : fail();
  switch (schema.type) {
    case 'null':
      if (value !== null) return fail();
      return schema['x-infinity'] === true ? Infinity : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : fail();
    case 'integer':
    case 'number':
      return typeof value === 'number' && isNumber(value, schema) ? value : fail();
    case 'string':
      return typeof value === 'string' && isText(value, schema) ? shown(value, schema) : fail();
    case 'array':
      if (!Array.isArray(value) || value.length > (schema.maxItems ?? Infinity)) return fail();
      return value.map((item: unknown, i) => conform(item, schema.items ?? {}, document, below(at, i.toString())));
    case 'object':
      return isRecord(value) ? fields(value, schema, document, at) : fail();
    default:
      return fail();
  }
}

function fields(
  value: Readonly<Record<string, unknown>>,
  { properties = {}, required = [] }: JsonSchema,
  document: JsonDocument,
  at: string,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (Object.hasOwn(value, name)) kept[name] = conform(value[name], schema, document, below(at, name));
    else if (required.includes(name)) throw new Misfit(below(at, name));
  }
  return kept;
}

/** The variant that fits; of those that do not, the place of the one that came furthest. */
function firstOf(variants: readonly JsonSchema[], value: unknown, document: JsonDocument, at: string): unknown {
  let furthest = at;
  for (const variant of variants) {
    try {
      return conform(value, variant, document, at);
    } catch (misfit) {
      if (!(misfit instanceof Misfit)) throw misfit;
      if (misfit.message.length > furthest.length) furthest = misfit.message;
    }
  }
  throw new Misfit(furthest === '' ? 'the document' : furthest);
}

function isNumber(value: number, { type, minimum = -Infinity, maximum = Infinity }: JsonSchema): boolean {
  return (type === 'number' || Number.isSafeInteger(value)) && value >= minimum && value <= maximum;
}

/** JSON Schema counts code points. */
function isText(value: string, { maxLength = Infinity, pattern }: JsonSchema): boolean {
  if (value.length > maxLength && Array.from(value).length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(value);
}

function shown(value: string, schema: JsonSchema): string {
  return schema['x-words'] === true ? visible(value) : value;
}

function below(at: string, name: string): string {
  return at === '' ? name : `${at}/${name}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

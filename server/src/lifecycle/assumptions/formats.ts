/** Formats of JSON values: each says at once how a value is read and what its JSON schema is. */
import { isMapping } from '../../model/plain.ts';

/** A JSON schema, as far as this format needs one. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** One kind of value: what is legal of it, which is kept, and how a schema says that. */
export interface Format<T> {
  readonly read: (value: unknown) => T | undefined;
  readonly schema: Schema;
}

export const number = (description: string): Format<number> => ({
  read: (value) => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined),
  schema: { type: 'number', minimum: 0, description },
});

export const integer = (description: string): Format<number> => ({
  read: (value) => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined),
  schema: { type: 'integer', minimum: 0, description },
});

export const string = (description: string): Format<string> => ({
  read: (value) => (typeof value === 'string' ? value : undefined),
  schema: { type: 'string', description },
});

export const boolean = (description: string): Format<boolean> => ({
  read: (value) => (typeof value === 'boolean' ? value : undefined),
  schema: { type: 'boolean', description },
});

export const oneOf = <T extends string>(description: string, ...values: T[]): Format<T> => ({
  read: (value) => values.find((known) => known === value),
  schema: { enum: values, description },
});

export const either = <A, B>(description: string, a: Format<A>, b: Format<B>): Format<A | B> => ({
  read: (value) => a.read(value) ?? b.read(value),
  schema: { anyOf: [a.schema, b.schema], description },
});

export const list = <T>(description: string, item: Format<T>): Format<readonly T[]> => ({
  read: (value) => (Array.isArray(value) ? value.map(item.read).filter((each) => each !== undefined) : undefined),
  schema: { type: 'array', items: item.schema, description },
});

export const record = <T>(description: string, entry: Format<T>): Format<Readonly<Record<string, T>>> => ({
  read: (value) => {
    if (!isMapping(value)) return undefined;
    const entries = Object.entries(value).flatMap(([name, item]): [string, T][] => {
      const kept = entry.read(item);
      return kept === undefined ? [] : [[name, kept]];
    });
    return Object.fromEntries(entries);
  },
  schema: { type: 'object', additionalProperties: entry.schema, description },
});

/** An object of optional fields, some of which it cannot be without. */
export const fields = <T>(
  description: string,
  formats: { readonly [K in keyof T]-?: Format<NonNullable<T[K]>> },
  required: readonly (keyof T & string)[] = [],
): Format<T> => {
  const known = Object.entries<Format<unknown>>(formats);
  return {
    read: (value) => {
      if (!isMapping(value)) return undefined;
      const kept: Record<string, unknown> = {};
      for (const [name, { read }] of known) {
        const item = Object.hasOwn(value, name) ? read(value[name]) : undefined;
        if (item !== undefined) kept[name] = item;
      }
      return required.every((name) => name in kept) ? (kept as T) : undefined;
    },
    schema: {
      type: 'object',
      description,
      properties: Object.fromEntries(known.map(([name, { schema }]) => [name, schema])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    },
  };
};

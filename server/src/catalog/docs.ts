/**
 * The documentation of definitions, fields and enumeration values, as Markdown. It is Kubernetes' own text, so the
 * repository does not hold it: `scripts/build-docs.ts` makes the JSON at build time, and the runtime hands it in.
 */
export interface Docs {
  definition(name: string): string | undefined;
  field(definition: string, field: string): string | undefined;
  /** What one value of an enumeration means. */
  value(definition: string, field: string, value: string): string | undefined;
}

/** What `scripts/build-docs.ts` writes: every text once, and for each thing the index of its text. */
export interface DocsData {
  readonly texts: readonly string[];
  readonly definitions: Readonly<Record<string, number>>;
  /** By `Definition.field`. */
  readonly fields: Readonly<Record<string, number>>;
  /** By `Definition.field`, then by value. */
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function createDocs({ texts, definitions, fields, values }: DocsData): Docs {
  const text = (index: number | undefined): string | undefined => (index === undefined ? undefined : texts[index]);
  return {
    definition: (name) => text(definitions[name]),
    field: (definition, field) => text(fields[`${definition}.${field}`]),
    value: (definition, field, value) => text(values[`${definition}.${field}`]?.[value]),
  };
}

/** Reading plain objects of unknown shape: what is not there, or is something else, reads as empty. */

export type PlainMapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is PlainMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asMapping(value: unknown): PlainMapping {
  return isMapping(value) ? value : {};
}

export function asSequence(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asMappings(value: unknown): readonly PlainMapping[] {
  return asSequence(value).filter(isMapping);
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function asStrings(value: unknown): readonly string[] {
  return asSequence(value).filter((item) => typeof item === 'string');
}

/** The string entries of a mapping, such as labels. */
export function asStringMap(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(asMapping(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}

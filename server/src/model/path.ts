/** Field paths as the API server writes them: `spec.containers[0].resources.limits[cpu]`. */

/** A field's name, a list index, or the key of a map. */
export type Segment = string | number | { readonly key: string };

export type Path = readonly Segment[];

export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'string') text += text ? `.${segment}` : segment;
    else text += `[${typeof segment === 'number' ? segment : segment.key}]`;
  }
  return text;
}

/** The name that a segment selects in a mapping, or the index in a sequence. */
export function segmentName(segment: Segment): string | number {
  return typeof segment === 'object' ? segment.key : segment;
}

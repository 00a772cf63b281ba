/** Where the documents of a file begin and end. */

/**
 * Cuts a file before each `---` line. Such a line ends a document wherever it stands, even inside a block scalar
 * (YAML 1.2, c-forbidden), so no parsing is needed. What precedes the first `---` is a document only if it has content.
 */
export function splitDocuments(text: string): string[] {
  const starts = [0];
  for (let at = isMarker(text, 0) ? 0 : nextMarker(text, 0); at >= 0; at = nextMarker(text, at)) {
    const first = starts.length === 1 && isBlank(text.slice(0, at));
    if (!first) starts.push(at);
  }
  return starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length));
}

function nextMarker(text: string, from: number): number {
  for (let at = text.indexOf('\n---', from); at >= 0; at = text.indexOf('\n---', at + 1))
    if (isMarker(text, at + 1)) return at + 1;
  return -1;
}

/** Whether a line that begins a document, `---`, stands at an offset. */
export function isMarker(text: string, at: number): boolean {
  const after = text[at + 3];
  return text.startsWith('---', at) && (after === undefined || ' \t\r\n'.includes(after));
}

/** Nothing but comments, directives and white space. */
export function isBlank(text: string): boolean {
  return text.split(/\r\n|\n|\r/).every((line) => /^\uFEFF?\s*(?:[#%].*)?$/.test(line));
}

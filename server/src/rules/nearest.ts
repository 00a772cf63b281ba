/** Which known name was probably meant. */

/** The candidate nearest to what was written, if one is near enough; the first of equals. */
export function nearest(written: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = distanceOf(written, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best !== undefined && least <= tolerance(written.length) ? best : undefined;
}

/** A third of the letters may be wrong; of three letters one. */
function tolerance(length: number): number {
  return Math.max(1, Math.floor(length / 3));
}

/** 0 for the same name in another case or without its separators, half for a plural; else the edit distance. */
function distanceOf(a: string, b: string): number {
  const [x, y] = [a, b].map((name) => name.toLowerCase().replace(/[-_ .]/g, '')) as [string, string];
  if (x === y) return 0;
  if (`${x}s` === y || `${y}s` === x) return 0.5;
  return editDistance(x, y);
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one into the other. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, (beforeLast[j - 2] as number) + 1);
      row.push(distance);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] as number;
}

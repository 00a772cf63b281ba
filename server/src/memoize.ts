/** Answers that follow from one object alone, such as a document or a Timeline, and never change: found once. */

export interface Memoized<K extends object, T> {
  (key: K): T;
  /** Whether the answer for an object is known already. */
  has(key: K): boolean;
}

/** The same function, which remembers each answer for as long as the object lives that it was asked about. */
export function memoize<K extends object, T>(make: (key: K) => T): Memoized<K, T> {
  const known = new WeakMap<K, { readonly made: T }>();
  function recall(key: K): T {
    let found = known.get(key);
    if (!found) {
      found = { made: make(key) };
      known.set(key, found);
    }
    return found.made;
  }
  return Object.assign(recall, { has: (key: K) => known.has(key) });
}

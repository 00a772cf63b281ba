/** Times of the API, as seconds since the Pod was created. */

/** Seconds since the creation, to the millisecond, not before it; undefined for what is no time. */
export type Clock = (time: unknown) => number | undefined;

/** @param creation the Pod's `creationTimestamp`; the API tells most times in whole seconds, so it may seem the later */
export function clockFrom(creation: string): Clock {
  const zero = Date.parse(creation);
  return (time) => {
    const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    // Go's zero time stands for none.
    if (Number.isNaN(at) || at <= 0 || Number.isNaN(zero)) return undefined;
    return Math.max(0, at - zero) / 1000;
  };
}

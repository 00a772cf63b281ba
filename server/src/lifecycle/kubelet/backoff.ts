import type { Millis } from '../queue.ts';

/** Growing waits by key, as `client-go/util/flowcontrol` keeps them. */
export interface Backoff {
  readonly first: Millis;
  readonly cap: Millis;
  /** An entry is forgotten when the event comes more than this after its last update. */
  readonly forgetAfter: Millis;
  readonly entries: Map<string, { wait: Millis; updated: Millis }>;
}

/** 10, 20, 40 … 300 s: the kubelet's for restarts (`crashLoopBackOff`) and for pulls (`imageBackOff`). */
export function newBackoff(): Backoff {
  return { first: 10_000, cap: 300_000, forgetAfter: 600_000, entries: new Map() };
}

/** Whether less than the current wait has passed since `event`. */
export function isInBackOffSince(backoff: Backoff, key: string, event: Millis, now: Millis): boolean {
  const entry = current(backoff, key, event);
  return entry !== undefined && now - event < entry.wait;
}

/** Whether less than the current wait has passed since the entry was made or doubled. */
export function isInBackOffSinceUpdate(backoff: Backoff, key: string, now: Millis): boolean {
  const entry = current(backoff, key, now);
  return entry !== undefined && now - entry.updated < entry.wait;
}

/** Doubles the wait, or begins anew where the last one is long past. */
export function next(backoff: Backoff, key: string, event: Millis, now: Millis): void {
  const entry = current(backoff, key, event);
  const wait = entry === undefined ? backoff.first : Math.min(backoff.cap, entry.wait * 2);
  backoff.entries.set(key, { wait, updated: now });
}

/** The current wait; 0 when there is none. */
export function waitOf(backoff: Backoff, key: string): Millis {
  return backoff.entries.get(key)?.wait ?? 0;
}

function current(backoff: Backoff, key: string, event: Millis): { wait: Millis; updated: Millis } | undefined {
  const entry = backoff.entries.get(key);
  return entry === undefined || event - entry.updated > backoff.forgetAfter ? undefined : entry;
}

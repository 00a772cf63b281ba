/**
 * What becomes of the kubelet's events on their way to the API (client-go `EventCorrelator`): of many that are alike one
 * is made, and a Pod that is always in trouble is heard of less and less.
 */
import type { Millis } from '../../queue.ts';

export interface Correlator {
  /** By type: how many events may still be sent, and since when that holds. */
  readonly tokens: Map<string, { left: number; since: Millis }>;
  /** By type and reason: the texts that were heard, and when the last one was. */
  readonly similar: Map<string, { readonly texts: Set<string>; last: Millis }>;
  /** Events so far. */
  count: number;
}

/** Events of one type about one Pod that are sent at once, and how often one more is. */
const BURST = 25;
const REFILL: Millis = 300_000;
/** So many different texts for one reason are one event, unless so much time has passed. */
const MOST_TEXTS = 10;
const FORGOTTEN: Millis = 600_000;

export function newCorrelator(): Correlator {
  return { tokens: new Map(), similar: new Map(), count: 0 };
}

export interface Correlated {
  /** The API shows the text as `(combined from similar events): …`. */
  readonly combined?: true;
  /** The API never hears of it. */
  readonly dropped?: true;
}

/** Takes an event of the kubelet about the Pod. */
export function correlate(
  correlator: Correlator,
  { type, reason, message }: { readonly type: string; readonly reason: string; readonly message: string },
  now: Millis,
): Correlated {
  correlator.count++;
  const combined = isCombined(correlator, `${type} ${reason}`, textOf(correlator, message), now);
  const dropped = !mayBeSent(correlator, type, now);
  return { ...(combined && { combined }), ...(dropped && { dropped }) };
}

/** How long a pull took makes each such text a different one. */
function textOf({ count }: Correlator, message: string): string {
  return message.startsWith('Successfully pulled image') ? `${count}` : message;
}

function isCombined({ similar }: Correlator, key: string, text: string, now: Millis): boolean {
  const known = similar.get(key);
  const record = known === undefined || now - known.last > FORGOTTEN ? { texts: new Set<string>(), last: now } : known;
  similar.set(key, record);
  record.last = now;
  record.texts.add(text);
  if (record.texts.size < MOST_TEXTS) return false;
  const [first = ''] = record.texts;
  record.texts.delete(first);
  return true;
}

/** When an event of this type is sent again if none is before; in the past where one would be sent now. */
export function nextSent({ tokens }: Correlator, type: string): Millis {
  const known = tokens.get(type);
  return known === undefined ? 0 : Math.ceil(known.since + (1 - known.left) * REFILL);
}

function mayBeSent({ tokens }: Correlator, type: string, now: Millis): boolean {
  const known = tokens.get(type) ?? { left: BURST, since: now };
  const left = Math.min(BURST, known.left + (now - known.since) / REFILL);
  const sent = left >= 1;
  tokens.set(type, { left: sent ? left - 1 : left, since: now });
  return sent;
}

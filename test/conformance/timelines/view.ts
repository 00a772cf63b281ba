/** What is compared of a timeline: when each run began and ended, which Events there were, what the API showed. */

/** Reasons that the kubelet repeats as long as a state lasts. */
const REPEATED = new Set(['BackOff', 'DeadlineExceeded', 'ErrImageNeverPull', 'FailedMount']);

export interface Entry {
  readonly t: number;
  readonly kind: string;
  readonly [key: string]: unknown;
}

export interface Run {
  readonly start: number;
  end?: number;
  /** Exit code and reason. */
  how?: string;
}

/** A function of time that is constant between its steps. */
export type Steps = [number, unknown][];

/** What is compared of a timeline. */
export interface View {
  readonly end: number;
  readonly gone: number | undefined;
  /** When the first back-off wait began. */
  readonly waits: number;
  readonly runs: Map<string, Run[]>;
  readonly events: Map<string, { t: number; reason: string }[]>;
  /** The first text of each reason, by container. */
  readonly texts: Map<string, string>;
  readonly shown: Map<string, Steps>;
}

export function viewOf(entries: readonly Entry[]): View {
  const view = {
    end: Math.max(0, ...entries.map(({ t }) => t)),
    gone: entries.find(({ kind }) => kind === 'gone')?.t,
    waits: entries.find(({ kind, reason }) => kind === 'event' && reason === 'BackOff')?.t ?? Number.POSITIVE_INFINITY,
    runs: new Map<string, Run[]>(),
    events: new Map<string, { t: number; reason: string }[]>(),
    texts: new Map<string, string>(),
    shown: new Map<string, Steps>([
      ['phase', [[0, 'Pending']]],
      ['Ready', [[0, 'False']]],
    ]),
  };
  for (const { t, kind, container, ...entry } of entries) {
    const name = String(container ?? '');
    const show = (what: string, value: unknown, before: unknown): void => {
      listIn(view.shown, what, [0, before]).push([t, value]);
    };
    if (kind === 'start') listIn(view.runs, name).push({ start: t });
    else if (kind === 'exit') {
      const run = view.runs.get(name)?.at(-1);
      if (run) Object.assign(run, { end: t, how: `${entry.exitCode} ${entry.reason}` });
    } else if (kind === 'event' && entry.reason !== 'Scheduled') addEvent(view, name, t, entry);
    else if (kind === 'phase') show('phase', entry.phase, 'Pending');
    else if (kind === 'condition' && entry.type === 'Ready') show('Ready', entry.status, 'False');
    else if (kind === 'state') show(`state of ${name}`, entry.state, 'waiting');
  }
  return view;
}

function addEvent(view: View, container: string, t: number, entry: Readonly<Record<string, unknown>>): void {
  const reason = String(entry.reason);
  const list = listIn(view.events, container);
  const recent = list.slice(-3).map((event) => event.reason);
  const repeats = REPEATED.has(reason)
    ? recent.includes(reason)
    : reason === 'Failed' && recent.slice(-2).includes(reason);
  if (!repeats) list.push({ t, reason });
  const key = `${container} ${reason}`;
  if (!view.texts.has(key)) view.texts.set(key, comparable(String(entry.message ?? '')));
}

/** A text without what differs from node to node: durations, addresses, sizes, the Pod's identity. */
function comparable(message: string): string {
  return message
    .replace(/ Image size: \d+ bytes\./, '')
    .replace(/(?:\d+(?:\.\d+)?(?:h|ms|m|s))+(?![a-z])/g, 'DURATION')
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, 'ADDRESS')
    .replace(/:\d{2,5}\b/g, ':PORT')
    .replace(/\bpod[ =]\S+_default\([^)]*\)/, 'POD')
    .replace(/\s+/g, ' ')
    .trim();
}

function listIn<V>(map: Map<string, V[]>, key: string, ...initial: V[]): V[] {
  const list = map.get(key) ?? initial;
  map.set(key, list);
  return list;
}

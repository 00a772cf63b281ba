/** A Job that is being followed: its Pods, its status, and what the controller remembers. */
import type { ControllerEvent, Timeline } from '../timeline.ts';
import type { Why } from '../why.ts';
import type { BackOff } from './back-off.ts';
import type { Job } from './job.ts';
import { type ObservedPod, observePod } from './observed-pod.ts';

/** Which Pod of the Job it is. */
export interface PodPlace {
  /** How many came before it: of its completion index, or of the Job where it has none. */
  readonly number: number;
  readonly completionIndex?: number;
}

export interface PodDeletion {
  /** Seconds since the Pod's creation. */
  readonly at: number;
  readonly why: Why;
}

/** Simulates one Pod of the Job from its creation on, for so many seconds. */
export type Live = (place: PodPlace, until: number, deletion?: PodDeletion) => Timeline;

/** More Pods than anybody wants to read of. */
export const MOST_PODS = 200;

export interface Member {
  readonly place: PodPlace;
  readonly created: number;
  /** Failures of its index before it, as its annotations have them: counted, and left out by an `Ignore` rule. */
  readonly failures: { readonly counted: number; readonly ignored: number };
  timeline: Timeline;
  seen: ObservedPod;
  /** The Job's status has it already: its finalizer is gone. */
  isCounted: boolean;
}

/** How the Job is going to end, or has ended. */
export interface Verdict {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
  readonly why: Why;
}

/** What the controller keeps from sync to sync: the Job's status, and its memory of failures. */
export interface Run {
  readonly job: Job;
  readonly live: Live;
  readonly until: number;
  readonly members: Member[];
  readonly events: ControllerEvent[];
  readonly completed: Set<number>;
  readonly failedIndexes: Set<number>;
  succeeded: number;
  failed: number;
  /** Failures since the last success, and when the last one ended. */
  backOff: BackOff;
  /** Its condition `SuccessCriteriaMet` or `FailureTarget`: it ends so when no Pod is left. */
  target: Verdict | undefined;
  end: { readonly t: number; readonly verdict: Verdict } | undefined;
  isSuspended: boolean;
  /** When it looks again without a change. */
  due: number;
}

export function create(
  run: Run,
  t: number,
  completionIndex: number | undefined,
  why: Why,
  failures: Member['failures'] = { counted: 0, ignored: 0 },
): void {
  const number = run.members.filter(({ place }) => place.completionIndex === completionIndex).length;
  const place: PodPlace = { number, ...(completionIndex !== undefined && { completionIndex }) };
  const timeline = run.live(place, run.until - t);
  run.members.push({ place, created: t, failures, timeline, seen: observePod(timeline, t), isCounted: false });
  tell(run, t, 'Normal', 'SuccessfulCreate', `Created pod: ${timeline.pod.name}`, why);
}

export function tellDeletion(run: Run, member: Member, t: number, why: Why): void {
  tell(run, t, 'Normal', 'SuccessfulDelete', `Deleted pod: ${member.timeline.pod.name}`, why);
  deletePod(run, member, t, why);
}

/** The Pod lives anew, up to its deletion as before. */
export function deletePod({ live, until }: Run, member: Member, t: number, why: Why): void {
  member.timeline = live(member.place, until - member.created, { at: t - member.created, why });
  member.seen = observePod(member.timeline, member.created);
}

export function tell(
  run: Run,
  t: number,
  type: ControllerEvent['type'],
  reason: string,
  message: string,
  why: Why,
): void {
  run.events.push({ t: rounded(t), type, reason, from: 'job-controller', message, why });
}

export function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

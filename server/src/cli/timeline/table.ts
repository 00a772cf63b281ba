/** A Timeline as a terminal shows it: the lines of `kubectl get` and `kubectl describe`, and what a Job and a CronJob do. */
import { describeEvents, type EventRow } from '../../lifecycle/describe.ts';
import { humanDuration } from '../../lifecycle/durations.ts';
import { getPodLine } from '../../lifecycle/kubectl.ts';
import type { ControllerEvent, CronJobCourse, JobCourse, Timeline } from '../../lifecycle/timeline.ts';
import { printable } from '../check/formats/text.ts';

/** The Pod's line as `kubectl get pod` prints it at the end, then its events as `kubectl describe` does. */
export function asTable(timeline: Timeline): string {
  const line = getPodLine(timeline, timeline.until);
  const pod = line
    ? columns([
        ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
        [timeline.pod.name, line.ready, line.status, line.restarts, line.age],
      ])
    : `${printable(timeline.pod.name)} is gone.\n`;
  const events = describeEvents(timeline.steps, timeline.until).map(({ event, ...row }) => [
    `  ${event.type}`,
    event.reason,
    ageOf(timeline.until, row),
    event.from,
    event.message,
  ]);
  const head = [
    ['  Type', 'Reason', 'Age', 'From', 'Message'],
    ['  ----', '------', '----', '----', '-------'],
  ];
  return `${pod}\nEvents:\n${columns([...head, ...events])}${timeline.job ? jobTable(timeline.job) : ''}${timeline.cronJob ? cronJobTable(timeline.cronJob) : ''}`;
}

/** The Job's Pods in the order of their creation, and its Events. */
function jobTable({ pods, events, end, deleted, isCut }: JobCourse): string {
  const isIndexed = pods.some(({ completionIndex }) => completionIndex !== undefined);
  const head = ['  Pod', ...(isIndexed ? ['Index'] : []), 'Created', 'Ended', 'Phase', 'Restarts', 'Exit codes'];
  const rows = pods.map(({ name, completionIndex, created, ended, phase = '', restarts, exitCodes }) => [
    `  ${name}`,
    ...(isIndexed ? [String(completionIndex)] : []),
    seconds(created),
    seconds(ended),
    phase,
    String(restarts),
    Object.values(exitCodes).join(', '),
  ]);
  const state = end === undefined ? 'not finished' : `${end.type} at ${end.t}s (${printable(end.message)})`;
  const gone = deleted === undefined ? '' : `, deleted at ${deleted.t}s`;
  const cut = isCut ? `  … only the first ${pods.length} Pods are followed\n` : '';
  return `\nJob: ${state}${gone}\n${columns([head, ...rows])}${cut}\n${eventTable(events)}`;
}

/** When the CronJob is due, its Jobs, and its Events. */
function cronJobTable({ start, jobs, events, next }: CronJobCourse): string {
  const head = ['  Job', 'Due', 'Created', 'Ended', 'Condition', 'Deleted'];
  const rows = jobs.map(({ name, due, created, ended, type = '', deleted }) => [
    `  ${name}`,
    seconds(due),
    seconds(created),
    seconds(ended),
    type,
    seconds(deleted),
  ]);
  const times = next.map((time) => time.replace('.000Z', 'Z')).join(', ');
  const state = jobs.length === 0 ? 'suspended' : `0s is ${start.replace('.000Z', 'Z')}`;
  const later = times === '' ? '' : `; due again at ${times}`;
  return `\nCronJob: ${state}${later}\n${jobs.length === 0 ? '' : `${columns([head, ...rows])}\n${eventTable(events)}`}`;
}

const seconds = (t: number | undefined): string => (t === undefined ? '' : `${t}s`);

function eventTable(events: readonly ControllerEvent[]): string {
  const rows = events.map(({ t, type, reason, from, message }) => [`  ${t}s`, type, reason, from, message]);
  return columns([['  Time', 'Type', 'Reason', 'From', 'Message'], ...rows]);
}

function ageOf(now: number, { from, to, count }: Omit<EventRow, 'event'>): string {
  const age = humanDuration(1000 * (now - to));
  return count > 1 ? `${age} (x${count} over ${humanDuration(1000 * (now - from))})` : age;
}

/** Rows as kubectl prints them: columns as wide as their widest cell and three spaces. */
function columns(given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(printable));
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

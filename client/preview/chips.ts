/** What was taken for granted, as chips that can be edited: a label, a value, and what a new value changes. */
import type { Assumptions, ContainerAssumption, RunAssumption } from '../../server/src/lifecycle/assumptions.ts';
import type { Assumed, ContainerIdentity, Step, Timeline } from '../../server/src/lifecycle/timeline.ts';
import { bytes } from './picture/lanes.ts';

export interface Chip {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Said by the user, rather than inferred or a default. */
  readonly set: boolean;
  /** Shapes the picture: shown without asking. */
  readonly matters: boolean;
  /** Where it comes from, for a tooltip. */
  readonly note: string;
  /** What may be typed, as an example. */
  readonly hint: string;
  /** Fixed choices instead of free text. */
  readonly choices?: readonly string[];
  /** The user's assumptions with another value; undefined when the text is none. */
  readonly edit: (text: string) => Assumptions | undefined;
  /** The user's assumptions without this one. */
  readonly clear: () => Assumptions;
}

/** All chips of a Timeline; `own` is what the user set. */
export function chipsOf(timeline: Timeline, own: Assumptions): readonly Chip[] {
  return [
    pullChip(timeline, own),
    ...timeline.pod.containers.flatMap((container) => [
      exitChip(timeline, own, container),
      codeChip(timeline, own, container),
      termChip(timeline, own, container),
      memoryChip(timeline, own, container),
    ]),
    deleteChip(timeline, own),
  ].filter((chip) => chip !== undefined);
}

const noteOf = (assumed: Assumed | undefined, set: boolean): string =>
  set ? 'Set here.' : assumed === undefined ? 'Default.' : `${assumed.text} (${assumed.source})`;

const assumedFor = (timeline: Timeline, part: string, name: string, field: string): Assumed | undefined =>
  timeline.assumed.find(({ key }) => key.startsWith(`${part}.${name}.${field}`));

/** Seconds from `2`, `2 s`, `1 min`, `1m30s`, `500ms`; undefined for anything else. */
export function readSeconds(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|m|s|h)?\s*/gy)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };
  return Number(parts.reduce((sum, [, n, unit]) => sum + Number(n) * (units[unit ?? 's'] ?? 1), 0).toFixed(3));
}

const seconds = (value: number): string => `${Number(value.toFixed(value < 10 ? 2 : 1))} s`;

function pullChip(timeline: Timeline, own: Assumptions): Chip | undefined {
  const images = [...new Set(timeline.pod.containers.map(({ image }) => image))];
  const set = images.map((image) => own.images?.[image]?.pull).find((pull) => pull !== undefined);
  const taken = set ?? firstPull(timeline);
  if (taken === undefined) return undefined;
  const assumed = timeline.assumed.find(({ key }) => key.startsWith('images.'));
  const others = Object.fromEntries(
    Object.entries(own.images ?? {}).map(([image, { pull: _, ...rest }]) => [image, rest]),
  );
  return {
    id: 'pull',
    label: images.length > 1 ? 'Each pull' : 'Pull',
    value: seconds(taken),
    set: set !== undefined,
    matters: true,
    note: noteOf(assumed, set !== undefined),
    hint: '30 s',
    edit: (text) => {
      const pull = readSeconds(text);
      if (pull === undefined) return undefined;
      const pulls = Object.fromEntries(images.map((image) => [image, { ...own.images?.[image], pull }]));
      return { ...own, images: { ...own.images, ...pulls } };
    },
    clear: () => tidy({ ...own, images: others }),
  };
}

function firstPull({ steps }: Timeline): number | undefined {
  const begin = steps.find((step) => step.kind === 'pull' && step.op === 'begin');
  if (begin?.kind !== 'pull') return undefined;
  const end = steps.find((step) => step.kind === 'pull' && step.op !== 'begin' && step.image === begin.image);
  return end === undefined ? undefined : Number((end.t - begin.t).toFixed(3));
}

/** The user's assumptions with another container assumption; empty ones go. */
function withContainer(own: Assumptions, name: string, container: ContainerAssumption): Assumptions {
  return tidy({ ...own, containers: { ...own.containers, [name]: container } });
}

/** Without parts that say nothing. */
function tidy(own: Assumptions): Assumptions {
  const full = (entries: Readonly<Record<string, object>> | undefined) => {
    const kept = Object.entries(entries ?? {}).filter(([, value]) => Object.keys(value).length > 0);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  };
  const { images: _, containers: __, ...rest } = own;
  const [images, containers] = [full(own.images), full(own.containers)];
  return { ...rest, ...(images && { images }), ...(containers && { containers }) };
}

type Exit = Extract<Step, { kind: 'exit' }>;

const firstExit = ({ steps }: Timeline, name: string): Exit | undefined =>
  steps.find((step): step is Exit => step.kind === 'exit' && step.container === name);

function ran(timeline: Timeline, exit: Exit): number {
  const start = timeline.steps.find((s) => s.kind === 'start' && s.container === exit.container && s.run === exit.run);
  return exit.t - (start?.t ?? exit.t);
}

const NEVER = 'never';

function exitChip(timeline: Timeline, own: Assumptions, { name, role }: ContainerIdentity): Chip {
  const mine = own.containers?.[name];
  const run = mine?.runs?.[0];
  const exit = firstExit(timeline, name);
  const byItself = exit?.how === 'itself' ? ran(timeline, exit) : undefined;
  const taken = run === undefined ? byItself : run.exitAfter;
  const assumed = assumedFor(timeline, 'containers', name, 'runs');
  const set = run !== undefined;
  return {
    id: `exit-${name}`,
    label: `${name} exits after`,
    value: taken === undefined ? NEVER : seconds(taken),
    set,
    matters:
      set ||
      (byItself !== undefined && (role !== 'init' || assumed?.source !== 'default')) ||
      assumed?.source === 'manifest',
    note: noteOf(assumed, set),
    hint: '2 s, or never',
    edit: (text) => {
      const after = readSeconds(text);
      if (text.trim() === NEVER) return withContainer(own, name, { ...mine, runs: [{}] });
      if (after === undefined) return undefined;
      const code = run?.exitCode ?? (exit?.how === 'itself' ? exit.exitCode : 0);
      return withContainer(own, name, { ...mine, runs: [{ exitAfter: after, exitCode: code }] });
    },
    clear: () => without(own, name, 'runs'),
  };
}

function without(own: Assumptions, name: string, field: keyof ContainerAssumption): Assumptions {
  const { [field]: _, ...rest } = own.containers?.[name] ?? {};
  return withContainer(own, name, rest);
}

function codeChip(timeline: Timeline, own: Assumptions, { name, role }: ContainerIdentity): Chip | undefined {
  const mine = own.containers?.[name];
  const run = mine?.runs?.[0];
  const exit = firstExit(timeline, name);
  const after = run?.exitAfter ?? (exit?.how === 'itself' ? ran(timeline, exit) : undefined);
  if (after === undefined) return undefined;
  const code = run?.exitCode ?? exit?.exitCode ?? 0;
  const set = run?.exitCode !== undefined;
  return {
    id: `code-${name}`,
    label: `${name} exit code`,
    value: String(code),
    set,
    matters: set || role !== 'init',
    note: noteOf(assumedFor(timeline, 'containers', name, 'runs'), set),
    hint: '0 to 255',
    edit: (text) => {
      const exitCode = Number(text);
      if (!/^\d{1,3}$/.test(text.trim()) || exitCode > 255) return undefined;
      const runs: readonly RunAssumption[] = [{ ...run, exitAfter: Number(after.toFixed(3)), exitCode }];
      return withContainer(own, name, { ...mine, runs });
    },
    clear: () => without(own, name, 'runs'),
  };
}

const IGNORED = 'ignored';
const PROMPT = 'exits at once';
const SLOW = 'exits after 10 s';

function termChip(timeline: Timeline, own: Assumptions, { name }: ContainerIdentity): Chip {
  const mine = own.containers?.[name];
  const stop = timeline.steps.findIndex((step) => step.kind === 'stop' && step.container === name);
  const exit = timeline.steps.slice(Math.max(0, stop)).find((step) => step.kind === 'exit' && step.container === name);
  const took = stop >= 0 && exit !== undefined ? exit.t - (timeline.steps[stop]?.t ?? 0) : undefined;
  const killed = stop >= 0 && exit?.kind === 'exit' && exit.how === 'SIGKILL';
  const assumed = assumedFor(timeline, 'containers', name, 'term');
  const set = mine?.term !== undefined;
  const words = (after: number): string => (after < 0.5 ? PROMPT : `exits after ${seconds(after)}`);
  const value = mine?.term?.ignore
    ? IGNORED
    : mine?.term?.exitAfter !== undefined
      ? words(mine.term.exitAfter)
      : killed || assumed?.text.includes('ignore')
        ? IGNORED
        : words(took ?? 0);
  return {
    id: `term-${name}`,
    label: `${name} on SIGTERM`,
    value,
    set,
    matters: set || stop >= 0,
    note: noteOf(assumed, set),
    hint: 'what SIGTERM does',
    choices: [...new Set([value, IGNORED, PROMPT, SLOW])],
    edit: (text) => {
      if (text === IGNORED) return withContainer(own, name, { ...mine, term: { ignore: true } });
      const exitAfter = text === PROMPT ? 0.05 : readSeconds(text.replace('exits after', ''));
      return exitAfter === undefined
        ? undefined
        : withContainer(own, name, { ...mine, term: { exitAfter, exitCode: 143 } });
    },
    clear: () => without(own, name, 'term'),
  };
}

/** Bytes from `64Mi` or `64M`. */
function readBytes(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*(Ki|Mi|Gi|Ti|k|M|G|T)?B?$/.exec(text.trim());
  if (found === null) return undefined;
  const units: Readonly<Record<string, number>> = {
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
  };
  return Math.ceil(Number(found[1]) * (units[found[2] ?? ''] ?? 1));
}

function memoryChip(timeline: Timeline, own: Assumptions, { name, memoryLimit }: ContainerIdentity): Chip | undefined {
  const mine = own.containers?.[name];
  const exit = firstExit(timeline, name);
  const killed = exit?.how === 'OOM';
  const set = mine?.memory !== undefined;
  if (memoryLimit === undefined && !set) return undefined;
  const assumed = assumedFor(timeline, 'containers', name, 'memory');
  const after = mine?.memory?.after ?? (killed && exit !== undefined ? ran(timeline, exit) : 2);
  return {
    id: `memory-${name}`,
    label: `${name} memory`,
    value:
      mine?.memory !== undefined
        ? bytes(mine.memory.bytes)
        : killed && memoryLimit !== undefined
          ? `≥ ${bytes(memoryLimit)}`
          : 'below its limit',
    set,
    matters: set || killed || assumed?.source === 'manifest',
    note: noteOf(assumed, set),
    hint: 'at most, as 64Mi',
    edit: (text) => {
      const most = readBytes(text);
      return most === undefined
        ? undefined
        : withContainer(own, name, { ...mine, memory: { bytes: most, after: Number(after.toFixed(3)) } });
    },
    clear: () => without(own, name, 'memory'),
  };
}

function deleteChip(timeline: Timeline, own: Assumptions): Chip {
  const deletion = timeline.steps.find(({ kind }) => kind === 'delete');
  const at = own.deleteAt ?? deletion?.t;
  const { deleteAt: _, ...rest } = own;
  return {
    id: 'delete',
    label: 'Deleted at',
    value: at === undefined ? NEVER : seconds(at),
    set: own.deleteAt !== undefined,
    matters: at !== undefined,
    note: noteOf(undefined, own.deleteAt !== undefined),
    hint: '90 s, or never',
    edit: (text) => {
      if (text.trim() === NEVER) return rest;
      const deleteAt = readSeconds(text);
      return deleteAt === undefined ? undefined : { ...own, deleteAt };
    },
    clear: () => rest,
  };
}

/** What was taken for granted, as chips that can be edited: a label, a value, and what a new value changes. */
import * as l10n from '@vscode/l10n';
import type {
  Assumptions,
  ContainerAssumption,
  ProbeStep,
} from '../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Assumed, ContainerIdentity, Step, Timeline } from '../../server/src/lifecycle/timeline.ts';
import { bytes, cores } from './picture/words.ts';

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
  const chips = timeline.pod.containers.flatMap((container) => {
    const about: About = {
      timeline,
      own,
      container,
      mine: own.containers?.[container.name] ?? {},
      told: { ...timeline.assumptions?.containers?.[container.name], ...own.containers?.[container.name] },
      exit: firstExit(timeline, container.name),
    };
    return [exitChip(about), codeChip(about), ...probeChips(about), termChip(about), memoryChip(about), cpuChip(about)];
  });
  return [pullChip(timeline, own), ...chips, deleteChip(timeline, own)].filter((chip) => chip !== undefined);
}

// ---- Values in words ----

const never = (): string => l10n.t('never');

/** The English word is taken, too. */
const isNever = (text: string): boolean => [never(), 'never'].includes(text.trim());

/** Seconds from `2`, `2 s`, `1 min`, `1m30s`, `500ms`; undefined for anything else. */
export function readSeconds(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|m|s|h)?\s*/gy)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };
  return Number(parts.reduce((sum, [, n, unit]) => sum + Number(n) * (units[unit ?? 's'] ?? 1), 0).toFixed(3));
}

const seconds = (value: number): string => `${Number(value.toFixed(value < 10 ? 2 : 1))} s`;

/** Bytes from `64Mi` or `64M`. */
function readBytes(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*(Ki|Mi|Gi|Ti|k|M|G|T)?B?$/.exec(text.trim());
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
  return found === null ? undefined : Math.ceil(Number(found[1]) * (units[found[2] ?? ''] ?? 1));
}

/** CPUs from `500m` or `1.5`. */
function readCores(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(m?)$/.exec(text.trim());
  return found === null ? undefined : Number(found[1]) / (found[2] === 'm' ? 1000 : 1);
}

function noteOf(assumed: Assumed | undefined, set: boolean): string {
  if (set) return l10n.t('Set here.');
  if (assumed === undefined) return l10n.t('A default.');
  const text = assumed.text.replace(/[.。]$/, '');
  switch (assumed.source) {
    case 'user':
      return l10n.t('From the user: {0}.', text);
    case 'manifest':
      return l10n.t('From the manifest: {0}.', text);
    case 'image':
      return l10n.t('From the image: {0}.', text);
    default:
      return l10n.t('From the default: {0}.', text);
  }
}

// ---- Images, deletion ----

function pullChip(timeline: Timeline, own: Assumptions): Chip | undefined {
  const images = [...new Set(timeline.pod.containers.map(({ image }) => image))];
  const set = images.map((image) => own.images?.[image]?.pull).find((pull) => pull !== undefined);
  const taken = set ?? firstPull(timeline);
  if (taken === undefined) return undefined;
  const others = Object.entries(own.images ?? {}).map(([image, { pull: _, ...rest }]) => [image, rest] as const);
  return {
    id: 'pull',
    label: images.length > 1 ? l10n.t('Each pull') : l10n.t('Pull'),
    value: seconds(taken),
    set: set !== undefined,
    matters: true,
    note: noteOf(undefined, set !== undefined),
    hint: '30 s',
    edit: (text) => {
      const pull = readSeconds(text);
      if (pull === undefined) return undefined;
      const pulls = Object.fromEntries(images.map((image) => [image, { ...own.images?.[image], pull }]));
      return { ...own, images: { ...own.images, ...pulls } };
    },
    clear: () => tidy({ ...own, images: Object.fromEntries(others) }),
  };
}

function firstPull({ steps }: Timeline): number | undefined {
  const begin = steps.find((step) => step.kind === 'pull' && step.op === 'begin');
  if (begin?.kind !== 'pull') return undefined;
  const end = steps.find((step) => step.kind === 'pull' && step.op !== 'begin' && step.image === begin.image);
  return end === undefined ? undefined : Number((end.t - begin.t).toFixed(2));
}

function deleteChip(timeline: Timeline, own: Assumptions): Chip {
  const at = own.deleteAt ?? timeline.steps.find(({ kind }) => kind === 'delete')?.t;
  const { deleteAt: _, ...rest } = own;
  return {
    id: 'delete',
    label: l10n.t('Deleted at'),
    value: at === undefined ? never() : seconds(at),
    set: own.deleteAt !== undefined,
    matters: at !== undefined,
    note: noteOf(undefined, own.deleteAt !== undefined),
    hint: l10n.t('{0}, or never', '90 s'),
    edit: (text) => {
      if (isNever(text)) return rest;
      const deleteAt = readSeconds(text);
      return deleteAt === undefined ? undefined : { ...own, deleteAt };
    },
    clear: () => rest,
  };
}

// ---- Containers ----

type Exit = Extract<Step, { kind: 'exit' }>;

interface About {
  readonly timeline: Timeline;
  readonly own: Assumptions;
  readonly container: ContainerIdentity;
  /** What the user said of the container. */
  readonly mine: ContainerAssumption;
  /** What the simulation went by. */
  readonly told: ContainerAssumption;
  /** Its first exit. */
  readonly exit: Exit | undefined;
}

const firstExit = ({ steps }: Timeline, name: string): Exit | undefined =>
  steps.find((step): step is Exit => step.kind === 'exit' && step.container === name);

/** How long the run lasted that ended with an exit. */
function ran({ timeline, exit }: About): number | undefined {
  if (exit === undefined) return undefined;
  const start = timeline.steps.find((s) => s.kind === 'start' && s.container === exit.container && s.run === exit.run);
  return Number((exit.t - (start?.t ?? exit.t)).toFixed(2));
}

const assumedOf = ({ timeline, container }: About, field: string): Assumed | undefined =>
  timeline.assumed.find(({ key }) => key.startsWith(`containers.${container.name}.${field}`));

/** The user's assumptions with other ones for this container. */
const saying = ({ own, container, mine }: About, changes: ContainerAssumption): Assumptions =>
  tidy({ ...own, containers: { ...own.containers, [container.name]: { ...mine, ...changes } } });

/** The user's assumptions without one of this container. */
function without(about: About, field: keyof ContainerAssumption): Assumptions {
  const { [field]: _, ...rest } = about.mine;
  return tidy({ ...about.own, containers: { ...about.own.containers, [about.container.name]: rest } });
}

/** Without parts that say nothing. */
function tidy(own: Assumptions): Assumptions {
  const full = <T extends object>(entries: Readonly<Record<string, T>> | undefined) => {
    const kept = Object.entries(entries ?? {}).filter(([, value]) => Object.keys(value).length > 0);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  };
  const { images: _, containers: __, ...rest } = own;
  const [images, containers] = [full(own.images), full(own.containers)];
  return { ...rest, ...(images && { images }), ...(containers && { containers }) };
}

/** When the process ends by itself: as told, or as seen. */
const exitAfter = (about: About): number | undefined =>
  about.told.runs === undefined
    ? about.exit?.how === 'itself'
      ? ran(about)
      : undefined
    : about.told.runs[0]?.exitAfter;

function exitChip(about: About): Chip {
  const { container, mine, told, exit } = about;
  const after = exitAfter(about);
  const set = mine.runs !== undefined;
  const byItself = exit?.how === 'itself';
  return {
    id: `exit-${container.name}`,
    label: l10n.t('{0} exits after', container.name),
    value: after === undefined ? never() : seconds(after),
    set,
    matters: set || byItself,
    note: noteOf(assumedOf(about, 'runs'), set),
    hint: l10n.t('{0}, or never', '2 s'),
    edit: (text) => {
      if (isNever(text)) return saying(about, { runs: [{}] });
      const next = readSeconds(text);
      const exitCode = told.runs?.[0]?.exitCode ?? (byItself ? exit.exitCode : 0);
      return next === undefined ? undefined : saying(about, { runs: [{ exitAfter: next, exitCode }] });
    },
    clear: () => without(about, 'runs'),
  };
}

function codeChip(about: About): Chip | undefined {
  const { container, mine, told, exit } = about;
  const after = exitAfter(about);
  if (after === undefined) return undefined;
  const set = mine.runs?.[0]?.exitCode !== undefined;
  return {
    id: `code-${container.name}`,
    label: l10n.t('{0} exit code', container.name),
    value: String(told.runs?.[0]?.exitCode ?? exit?.exitCode ?? 0),
    set,
    matters: set || (exit?.how === 'itself' && (exit.exitCode !== 0 || container.role !== 'init')),
    note: noteOf(assumedOf(about, 'runs'), set),
    hint: l10n.t('{0} to {1}', 0, 255),
    edit: (text) => {
      const exitCode = Number(text);
      if (!/^\s*\d{1,3}\s*$/.test(text) || exitCode > 255) return undefined;
      return saying(about, { runs: [{ ...mine.runs?.[0], exitAfter: after, exitCode }] });
    },
    clear: () => without(about, 'runs'),
  };
}

const exitsAfter = (after: number): string => l10n.t('exits after {0}', seconds(after));

function termChip(about: About): Chip {
  const { container, mine, told, timeline } = about;
  const { name } = container;
  const stop = timeline.steps.find((step) => step.kind === 'stop' && step.container === name);
  const exit = timeline.steps.find(
    (step): step is Exit => step.kind === 'exit' && step.container === name && step.t >= (stop?.t ?? 0),
  );
  const [ignored, atOnce] = [l10n.t('ignored'), l10n.t('exits at once')];
  const words = (after: number): string => (after < 0.5 ? atOnce : exitsAfter(after));
  const seen =
    stop === undefined || exit === undefined ? atOnce : exit.how === 'SIGKILL' ? ignored : words(exit.t - stop.t);
  const value = told.term === undefined ? seen : told.term.ignore ? ignored : words(told.term.exitAfter ?? 0);
  const set = mine.term !== undefined;
  return {
    id: `term-${name}`,
    label: l10n.t('{0} on SIGTERM', name),
    value,
    set,
    matters: set || stop !== undefined,
    note: noteOf(assumedOf(about, 'term'), set),
    hint: l10n.t('what SIGTERM does'),
    choices: [...new Set([value, ignored, atOnce, exitsAfter(10)])],
    edit: (text) => {
      if (text === ignored) return saying(about, { term: { ignore: true } });
      const after = text === atOnce ? 0.05 : readSeconds(/\d[\d.]* s/.exec(text)?.[0] ?? '');
      return after === undefined ? undefined : saying(about, { term: { exitAfter: after, exitCode: 143 } });
    },
    clear: () => without(about, 'term'),
  };
}

function memoryChip(about: About): Chip | undefined {
  const { container, mine, told, exit } = about;
  const set = mine.memory !== undefined;
  const killed = exit?.how === 'OOM';
  if (container.memoryLimit === undefined && told.memory === undefined) return undefined;
  const limit = bytes(container.memoryLimit ?? 0);
  return {
    id: `memory-${container.name}`,
    label: l10n.t('{0} memory', container.name),
    value: told.memory === undefined ? (killed ? `≥ ${limit}` : l10n.t('below {0}', limit)) : bytes(told.memory.bytes),
    set,
    matters: set || killed || told.memory !== undefined,
    note: noteOf(assumedOf(about, 'memory'), set),
    hint: l10n.t('at most, as {0}', '64Mi'),
    edit: (text) => {
      const most = readBytes(text);
      const after = told.memory?.after ?? (killed ? ran(about) : undefined) ?? 2;
      return most === undefined ? undefined : saying(about, { memory: { bytes: most, after } });
    },
    clear: () => without(about, 'memory'),
  };
}

/** What it wants of CPU at most; steps that are told keep their shape. */
function cpuChip(about: About): Chip | undefined {
  const { container, mine, told, timeline } = about;
  const set = mine.cpu !== undefined;
  if (container.cpuLimit === undefined && told.cpu === undefined) return undefined;
  const steps = told.cpu ?? [];
  const most = Math.max(0, ...steps.map((step) => step.cores));
  const throttled = timeline.usage?.some(
    ({ container: name, pieces }) => name === container.name && pieces.some(({ wanted }) => wanted !== undefined),
  );
  return {
    id: `cpu-${container.name}`,
    label: l10n.t('{0} wants CPU', container.name),
    value: told.cpu === undefined ? l10n.t('unknown') : cores(Math.round(most * 1000)),
    set,
    matters: set || throttled === true,
    note: noteOf(assumedOf(about, 'cpu'), set),
    hint: l10n.t('{0}, or {1}', '500m', 2),
    edit: (text) => {
      const wanted = readCores(text);
      if (wanted === undefined) return undefined;
      const scaled =
        most === 0
          ? [{ from: 0, cores: wanted }]
          : steps.map((step) => ({ ...step, cores: (step.cores / most) * wanted }));
      return saying(about, { cpu: scaled });
    },
    clear: () => without(about, 'cpu'),
  };
}

// ---- Probes ----

/** Whether a probe would pass; one that waits longer than any of the timeouts does not. */
const succeeds = (
  { exit = 0, status = 200, serving = true, closed = false, delay = 0 }: ProbeStep,
  timeout: number,
): boolean => exit === 0 && status >= 200 && status < 400 && serving && !closed && delay < timeout;

/** One chip for each command that a probe runs, and for each port that it asks. */
function probeChips(about: About): readonly Chip[] {
  const { container, mine, told } = about;
  const exec = Object.entries(told.exec ?? {}).map(([command, steps]) =>
    // What no probe runs is a hook.
    !container.probes.some((probe) => probe.command === command)
      ? hookChip(about, command, steps)
      : probeChip(
          about,
          command,
          whose(about, `exec ${shown(command)}`),
          'exec',
          steps,
          { exit: 0 },
          { exit: 1 },
          (next) => ({
            exec: { ...mine.exec, [command]: next },
          }),
        ),
  );
  const network = container.probes.some(({ handler }) => handler !== 'exec');
  const listen = (network ? (told.listen ?? []) : []).map((listener, i) =>
    probeChip(
      about,
      `${listener.port}${listener.path ?? ''}`,
      whose(about, l10n.t('port {0}', `${listener.port}${listener.path ?? ''}`)),
      'listen',
      listener.steps,
      OPEN[listener.kind],
      CLOSED,
      (next) => ({
        listen: (told.listen ?? []).map((other, j) => (i === j ? { ...other, steps: next } : other)),
      }),
    ),
  );
  return [...exec, ...listen];
}

/** A command as far as a chip has room for it. */
const shown = (command: string): string => (command.length > 40 ? `${command.slice(0, 39)}…` : command);

function hookChip(about: About, command: string, steps: readonly ProbeStep[]): Chip {
  const { mine } = about;
  const set = mine.exec !== undefined;
  return {
    id: `exec-${about.container.name}-${command}`,
    label: whose(about, l10n.t('hook {0} takes', shown(command))),
    value: seconds(steps.at(-1)?.delay ?? 0),
    set,
    matters: set || steps.some(({ delay = 0 }) => delay > 0),
    note: noteOf(assumedOf(about, 'exec'), set),
    hint: '4 s',
    edit: (text) => {
      const delay = readSeconds(text);
      if (delay === undefined) return undefined;
      return saying(about, { exec: { ...mine.exec, [command]: steps.map((step) => ({ ...step, delay })) } });
    },
    clear: () => without(about, 'exec'),
  };
}

type Answer = Omit<ProbeStep, 'from'>;

const CLOSED: Answer = { closed: true };
const OPEN: Readonly<Record<'http' | 'tcp' | 'grpc', Answer>> = {
  http: { status: 200 },
  tcp: {},
  grpc: { serving: true },
};

/** `web: port 80`, where several containers are probed. */
const whose = ({ timeline, container }: About, what: string): string =>
  timeline.pod.containers.filter(({ probes }) => probes.length > 0).length > 1
    ? l10n.t('{0}: {1}', container.name, what)
    : what;

/** `fails from 30 s`, or for something that comes up late, `answers from 22 s`. */
function probeChip(
  about: About,
  key: string,
  subject: string,
  field: 'exec' | 'listen',
  steps: readonly ProbeStep[],
  good: Answer,
  bad: Answer,
  change: (steps: readonly ProbeStep[]) => ContainerAssumption,
): Chip {
  const first = steps[0];
  const last = steps.at(-1);
  const timeout = Math.max(...about.container.probes.map(({ timeoutSeconds }) => timeoutSeconds));
  const passes = (step: ProbeStep): boolean => succeeds(step, timeout);
  const comesUp = first !== undefined && last !== undefined && !passes(first) && passes(last);
  const after = steps.findLastIndex((step) => passes(step) !== (last !== undefined && passes(last)));
  // Ways to fail may follow each other: it fails from the first of them.
  const turns = comesUp || (last !== undefined && !passes(last)) ? steps[after + 1] : undefined;
  const set = about.mine[field] !== undefined;
  return {
    id: `${field}-${about.container.name}-${key}`,
    label: comesUp ? l10n.t('{0} answers from', subject) : l10n.t('{0} fails from', subject),
    value: turns === undefined ? never() : seconds(turns.from),
    set,
    matters: set || turns !== undefined,
    note: noteOf(assumedOf(about, field), set),
    hint: l10n.t('{0}, or never', '60 s'),
    edit: (text) => {
      const from = readSeconds(text);
      const [before, after] = comesUp ? [bad, good] : [good, bad];
      if (isNever(text)) return saying(about, change([{ from: 0, ...before }]));
      if (from === undefined) return undefined;
      return saying(
        about,
        change(
          from === 0
            ? [{ from, ...after }]
            : [
                { from: 0, ...before },
                { from, ...after },
              ],
        ),
      );
    },
    clear: () => without(about, field),
  };
}

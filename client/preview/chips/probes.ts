/** What is assumed of what probes and hooks ask. */
import * as l10n from '@vscode/l10n';
import type { ContainerAssumption, ProbeStep } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { type About, assumedOf, saying, without } from './about.ts';
import { type Chip, noteOf } from './chip.ts';
import { isNever, never, readSeconds, seconds } from './values.ts';

/** One chip for each command that a probe runs, and for each port that it asks. */
export function probeChips(about: About): readonly Chip[] {
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

/** Whether a probe would pass; one that waits longer than any of the timeouts does not. */
const succeeds = (
  { exit = 0, status = 200, serving = true, closed = false, delay = 0 }: ProbeStep,
  timeout: number,
): boolean => exit === 0 && status >= 200 && status < 400 && serving && !closed && delay < timeout;

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

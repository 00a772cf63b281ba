/** What is assumed of a container's process: when and how it ends, what it uses. */
import * as l10n from '@vscode/l10n';
import { bytes, cores } from '../picture/words.ts';
import { type About, assumedOf, type Exit, ran, saying, without } from './about.ts';
import { type Chip, noteOf } from './chip.ts';
import { isNever, never, readBytes, readCores, readSeconds, seconds } from './values.ts';

/** When the process ends by itself: as told, or as seen. */
const exitAfter = (about: About): number | undefined =>
  about.told.runs === undefined
    ? about.exit?.how === 'itself'
      ? ran(about)
      : undefined
    : about.told.runs[0]?.exitAfter;

export function exitChip(about: About): Chip {
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

export function codeChip(about: About): Chip | undefined {
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

export function termChip(about: About): Chip {
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

export function memoryChip(about: About): Chip | undefined {
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
export function cpuChip(about: About): Chip | undefined {
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

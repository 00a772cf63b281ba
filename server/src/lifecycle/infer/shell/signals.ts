/** Signals by name and number, as Linux has them. */
import type { Shell } from './shell.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
};

const NAMES = new Map(Object.entries(NUMBERS).map(([name, number]) => [`${number}`, name]));

/** `15`, `SIGTERM` and `term` to `TERM`. */
export function signalNamed(text: string): string {
  return NAMES.get(text) ?? text.toUpperCase().replace(/^SIG/, '');
}

/** The status of a process that a signal ended, or of a `wait` that one interrupted. */
export function statusOfSignal(name: string): number {
  return 128 + (NUMBERS[name] ?? 15);
}

/** Whether a process that has no handler for it goes on. */
export function isIgnoredByDefault(name: string): boolean {
  return name === 'CHLD' || name === 'CONT' || name === 'STOP';
}

/** Takes signals that the shell has traps for; those with an empty action are ignored. */
export function handlerOf({ traps, pending }: Shell): (name: string) => boolean {
  return (name) => {
    if (traps.get(name)) pending.push(name);
    return traps.has(name);
  };
}

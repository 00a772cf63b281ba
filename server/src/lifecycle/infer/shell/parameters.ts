/** What parameters hold: variables, and those that the shell itself sets. */
import * as l10n from '@vscode/l10n';
import type { Shell } from './shell.ts';

/** The value of a parameter; with `set -u` it has to be set, as far as is known of what is set. */
export function valueIfSet(shell: Shell, name: string): string {
  const value = parameter(shell, name);
  if (value === undefined && shell.failsUnset && shell.container.isEnvironmentKnown)
    shell.expansionError = shell.isBash ? `${name}: unbound variable` : `${name}: parameter not set`;
  return value ?? '';
}

/** The value of a variable or special parameter; undefined when it is not set. */
export function parameter(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '?':
      return `${shell.status}`;
    case '$':
      return '1';
    case '#':
      return `${shell.positional.length}`;
    case '@':
    case '*':
      return shell.positional.join(' ');
    case '0':
      return shell.name;
    case 'RANDOM':
      shell.container.assume(l10n.t('`$RANDOM` is assumed to be 12345'));
      return '12345';
    case 'PPID':
      return '0';
    case 'PWD':
      return shell.directory;
    default:
      return /^[0-9]+$/.test(name) ? shell.positional[Number(name) - 1] : shell.variables.get(name);
  }
}

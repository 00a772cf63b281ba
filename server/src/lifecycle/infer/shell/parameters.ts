/** What parameters hold: variables, and those that the shell itself sets. */
import * as l10n from '@vscode/l10n';
import { failExpansion, type Shell } from './shell.ts';

/** The value of a parameter; with `set -u` it has to be set, as far as is known of what is set. */
export function valueIfSet(shell: Shell, name: string): string {
  const value = parameter(shell, name);
  if (value === undefined && shell.failsUnset && shell.container.isEnvironmentKnown)
    failExpansion(shell, shell.dialect === 'bash' ? `${name}: unbound variable` : `${name}: parameter not set`);
  return value ?? '';
}

/** The value of a variable or special parameter; undefined when it is not set. */
export function parameter(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '?':
      return `${shell.status}`;
    case '$':
      return `${shell.pid}`;
    case '#':
      return `${shell.positional.length}`;
    case '@':
    case '*':
      return shell.positional.join(shell.variables.get('IFS')?.[0] ?? ' ');
    case '0':
      return shell.name;
    case 'RANDOM':
      if (shell.dialect === 'dash') return shell.variables.get(name);
      shell.container.assume(l10n.t('`$RANDOM` is assumed to be 12345'));
      return '12345';
    case 'PPID':
      return '0';
    case 'PWD':
      return shell.directory;
    default:
      if (/^[0-9]+$/.test(name)) return shell.positional[Number(name) - 1];
      return shell.variables.get(name) ?? shell.arrays.get(name)?.get('0');
  }
}

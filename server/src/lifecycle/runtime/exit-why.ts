import * as l10n from '@vscode/l10n';
import type { ContainerAssumption } from '../assumptions/assumptions.ts';
import { seconds } from '../durations.ts';
import type { Container } from '../pod/pod.ts';
import type { Millis } from '../queue.ts';
import { because } from '../recorder.ts';
import type { Why } from '../why.ts';
import type { Ending } from './ending.ts';

/**
 * Why a container ended.
 * @param lasted how long it ran
 */
export function exitWhy(
  { name, path, memoryLimit }: Container,
  { how, exitCode, stop, after }: Ending,
  lasted: Millis,
  behaviour: ContainerAssumption,
): Why {
  switch (how) {
    case 'OOM':
      return because(
        memoryLimit === undefined
          ? l10n.t('{0} ends with OOMKilled because its memory reached its limit.', name)
          : l10n.t('{0} ends with OOMKilled because its memory reached its limit, {1}.', name, limitText(memoryLimit)),
        [memoryLimit === undefined ? undefined : `${path}.resources.limits[memory]`],
        after,
      );
    case 'SIGTERM':
      return because(
        exitCode === 143
          ? l10n.t('{0} ends with exit code 143 because SIGTERM ended it.', name)
          : l10n.t('{0} ends with exit code {1}, its own answer to SIGTERM.', name, exitCode),
        [],
        after,
      );
    case 'SIGKILL': {
      const grace = stop?.grace ?? 0;
      const text =
        behaviour.term?.ignore === true
          ? l10n.t('{0} ends with exit code 137 because it ignored SIGTERM and SIGKILL came after {1} s.', name, grace)
          : l10n.t(
              '{0} ends with exit code 137 because it did not end in time after SIGTERM and SIGKILL came after {1} s.',
              name,
              grace,
            );
      return because(text, [stop?.graceField], after);
    }
    case 'itself':
      return because(
        l10n.t('{0} ends by itself with exit code {1} after {2} s.', name, exitCode, seconds(lasted)),
        [],
        after,
      );
  }
}

function limitText(limit: number): string {
  const mebibytes = limit / 2 ** 20;
  return Number.isInteger(mebibytes) ? `${mebibytes}Mi` : l10n.t('{0} bytes', limit);
}

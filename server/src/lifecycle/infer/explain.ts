/** What is taken for granted of a container, in sentences, with the field that each comes from. */
import * as l10n from '@vscode/l10n';
import { cutTo, enumeratedUpTo } from '../../texts.ts';
import type { ContainerAssumption } from '../assumptions/assumptions.ts';
import type { Assumed } from '../timeline.ts';
import type { Launch } from './launch.ts';
import { diskOf } from './world/disk.ts';
import type { Life } from './world/life.ts';
import { cpuSteps } from './world/usage.ts';

/** What SIGTERM does. */
export type Term = NonNullable<ContainerAssumption['term']>;

/** As whom well-known images run; it is said where it decides whether the kubelet starts them. */
export function usersOf(launches: readonly Launch[]): { image: string; user: number | string; said: Assumed[] }[] {
  return launches.flatMap(({ image, known, path, dependsOnImageUser }) => {
    const user = known?.user;
    if (user === undefined) return [];
    const text =
      user === 0
        ? l10n.t('`{0}` gives no user and so runs as root', image)
        : l10n.t('`{0}` gives {1} as its user', image, user);
    const told = { key: `images.${image}.user`, text, source: 'image' as const, field: `${path}.image` };
    return [{ image, user, said: dependsOnImageUser ? [told] : [] }];
  });
}

export function explain([life, ...later]: readonly Life[], term: Term | undefined): Assumed[] {
  if (!life) return [];
  const { launch, container, exec, assumed } = life;
  const source = launch.field.endsWith('.image') ? 'image' : 'manifest';
  const about = (
    part: string,
    text: string,
    kind: Assumed['source'] = source,
    field: string = launch.field,
  ): Assumed => ({
    key: `containers.${launch.name}.${part}`,
    text,
    source: kind,
    field,
  });
  const said: Assumed[] = [...assumed].map((text) =>
    about('runs', text, source === 'image' && launch.known ? 'image' : 'default'),
  );
  if (launch.argv && container.startError === undefined) {
    const endings = [life, ...later].map(({ container: { exit } }) => exit);
    for (const [run, exit] of endings.entries()) {
      const which = endings.length === 1 ? 'only' : run === 0 ? 'first' : 'later';
      said.push(about(`runs[${run}]`, howItRuns(shorten(launch.argv.join(' ')), which, exit)));
    }
  }
  if (container.memory)
    said.push(
      about(
        'memory',
        l10n.t('it takes {0} bytes of memory {1} s after its start', container.memory.bytes, container.memory.after),
      ),
    );
  const cpu = cpuSteps(container).map(({ from, cores }) => l10n.t('{0} from {1} s on', cores, from));
  if (cpu.length > 0)
    said.push(about('cpu', l10n.t('it would take this many CPUs: {0}', enumeratedUpTo(MOST_TOLD, cpu))));
  const disk = diskOf(life);
  if (disk.length > 0) {
    const most = disk.reduce((a, b) => (b.bytes > a.bytes ? b : a));
    const { bytes, volume, from } = most;
    const text =
      volume === undefined
        ? l10n.t('it has {0} bytes in its own file system {1} s after its start', bytes, from)
        : l10n.t('it has {0} bytes in the volume {1} {2} s after its start', bytes, volume, from);
    said.push(about('disk', text));
  }
  // Nobody has the time to send a signal to what ends at once.
  const isBrief = [life, ...later].every(({ container: { exit } }) => exit !== undefined && exit.after < 1);
  if (term?.ignore && !isBrief)
    said.push(
      about(
        'term',
        l10n.t('its main process has no handler for SIGTERM, and process 1 is spared from it: only SIGKILL ends it'),
      ),
    );
  else if (term && !isBrief)
    said.push(
      about(
        'term',
        l10n.t('on SIGTERM it ends {0} s later with exit code {1}', term.exitAfter ?? 0, term.exitCode ?? 0),
      ),
    );
  for (const [command, { steps }] of exec) {
    const answers = steps.map(({ from, exit, error }) =>
      error !== undefined
        ? l10n.t('cannot be run')
        : exit === 0
          ? l10n.t('succeeds from {0} s on', from)
          : l10n.t('fails with exit code {0} from {1} s on', exit ?? 1, from),
    );
    said.push(about('exec', l10n.t('`{0}` {1}', shorten(command), enumeratedUpTo(MOST_TOLD, answers))));
  }
  return said;
}

/** Of commands that end or not, the only run, the first of several, or a later one. */
function howItRuns(
  command: string,
  which: 'only' | 'first' | 'later',
  exit: { readonly after: number; readonly code: number } | undefined,
): string {
  switch (which) {
    case 'only':
      return exit
        ? l10n.t('`{0}` ends {1} s after its start with exit code {2}', command, exit.after, exit.code)
        : l10n.t('`{0}` runs until it is stopped', command);
    case 'first':
      return exit
        ? l10n.t('at first, `{0}` ends {1} s after its start with exit code {2}', command, exit.after, exit.code)
        : l10n.t('at first, `{0}` runs until it is stopped', command);
    case 'later':
      return exit
        ? l10n.t('started again, `{0}` ends {1} s after its start with exit code {2}', command, exit.after, exit.code)
        : l10n.t('started again, `{0}` runs until it is stopped', command);
  }
}

/** Steps of a list of answers or of CPUs that are told. */
const MOST_TOLD = 4;

const LONGEST_QUOTE = 60;

/** In one line. */
function shorten(text: string): string {
  return cutTo(LONGEST_QUOTE, text.replace(/\s+/g, ' ').trim());
}

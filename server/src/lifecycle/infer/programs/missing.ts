/** Programs that surely are not there, or cannot be run. */
import * as l10n from '@vscode/l10n';
import type { ContainerWorld } from '../world/container.ts';
import { lookUp, resolvePath } from '../world/files.ts';
import { INSTALLED } from './installed.ts';

/** Why something cannot be run. */
export interface Obstacle {
  readonly why: string;
  /** The words of runc. */
  readonly error: string;
  /** Of a shell that is asked to run it. */
  readonly status: 126 | 127;
}

/**
 * Why the container surely cannot run this: its image does not come with such a program and nobody has made or installed
 * it, it is not executable, or a whole command line stands where the name of a program belongs. Undefined: it may run.
 * @param directory where a relative path begins
 */
export function obstacleTo(
  container: ContainerWorld,
  argv: readonly string[],
  directory: string,
): Obstacle | undefined {
  const [program = ''] = argv;
  container.saw(INSTALLED);
  if (/^[^/]*\s/.test(program)) {
    const why = l10n.t('there is no program of the name `{0}`: each word of a command is an item of its own', program);
    return obstacle(program, why, 'executable file not found in $PATH', 127);
  }
  if (program.startsWith('-')) {
    const why = l10n.t('`{0}` is an option and no program: the image puts none before it', program);
    return obstacle(program, why, 'executable file not found in $PATH', 127);
  }
  return program.includes('/')
    ? obstacleAt(container, program, resolvePath(program, directory))
    : hasProgram(container, program)
      ? undefined
      : lacking(container, program, 'executable file not found in $PATH');
}

/** The path of a program by its name; undefined: there is none. */
export function findProgram(container: ContainerWorld, name: string): string | undefined {
  container.saw(INSTALLED);
  if (!name.includes('/')) return hasProgram(container, name) ? `/usr/bin/${name}` : undefined;
  return obstacleAt(container, name, resolvePath(name, container.directory)) ? undefined : name;
}

function obstacleAt(container: ContainerWorld, program: string, path: string): Obstacle | undefined {
  const { files, programs } = container;
  const isMounted = files.mounts.some((mount) => path === mount.path || path.startsWith(`${mount.path}/`));
  const [, name] = BINARY.exec(path) ?? [];
  const isMade = isMounted || files.root.nodes.get(path) !== undefined;
  if (name !== undefined && !isMade)
    return hasProgram(container, name)
      ? undefined
      : lacking(container, program, `stat ${program}: no such file or directory`);
  const file = lookUp(files, path);
  if (file === undefined || (programs !== undefined && !isMade)) {
    const why = l10n.t('there is no file `{0}`', program);
    return obstacle(program, why, `stat ${program}: no such file or directory`, 127);
  }
  if (file.kind === 'directory')
    return obstacle(program, l10n.t('`{0}` is a directory', program), 'is a directory', 126);
  if (file.isExecutable) return undefined;
  return obstacle(program, l10n.t('the file `{0}` is not executable', program), 'permission denied', 126);
}

/** Where images have their programs. */
const BINARY = /^\/(?:usr\/)?(?:local\/)?s?bin\/([^/]+)$/;

/** Whether there may be a program of that name. */
function hasProgram({ programs, files, aliases }: ContainerWorld, name: string): boolean {
  if (programs === undefined || programs.has(name) || aliases[name] !== undefined) return true;
  return SEARCHED.some((folder) => files.root.nodes.get(`${folder}/${name}`)) || isInMount(files.mounts);
}

const SEARCHED = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** A volume may lie where programs are looked for. */
const isInMount = (mounts: ContainerWorld['files']['mounts']): boolean =>
  mounts.some(({ path }) => SEARCHED.some((folder) => folder === path || path.startsWith(`${folder}/`)));

function lacking({ image }: ContainerWorld, program: string, reason: string): Obstacle {
  const name = program.split('/').at(-1) ?? '';
  return obstacle(program, l10n.t('the image `{0}` comes without `{1}`', image, name), reason, 127);
}

function obstacle(program: string, why: string, reason: string, status: Obstacle['status']): Obstacle {
  return { why, error: `exec: ${JSON.stringify(program)}: ${reason}: unknown`, status };
}

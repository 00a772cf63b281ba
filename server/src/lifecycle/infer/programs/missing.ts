/** Programs that surely are not there. */
import * as l10n from '@vscode/l10n';
import type { ContainerWorld } from '../world/container.ts';

/**
 * Why the container surely has no such program: it is one of the well-known ones that its image does not come with and
 * that nobody has installed, or a whole command line where the name of a program belongs. Undefined: it may have it.
 */
export function whyMissing(container: ContainerWorld, argv: readonly string[]): string | undefined {
  const { lacks, files, image } = container;
  container.saw(INSTALLED);
  const [program = ''] = argv;
  if (/^[^/]*\s/.test(program))
    return l10n.t('there is no program of the name `{0}`: each word of a command is an item of its own', program);
  const [, folder, name = program] = /^(\/(?:usr\/)?(?:local\/)?s?bin)\/([^/]+)$/.exec(program) ?? [];
  const isElsewhere = folder === undefined && program.includes('/');
  const isMounted = files.mounts.some(({ path }) => program === path || program.startsWith(`${path}/`));
  return lacks.has(name) && !isElsewhere && !isMounted
    ? l10n.t('the image `{0}` comes without `{1}`', image, name)
    : undefined;
}

/** Key of what may have been installed. */
const INSTALLED = 'installed';

/** From now on, programs may be there that the image does not come with. */
export function install({ lacks, files }: ContainerWorld): void {
  lacks.clear();
  files.changed(INSTALLED);
}

/** The words of runc. */
export function notFound([program = '']: readonly string[]): string {
  const isPath = program.includes('/');
  const reason = isPath ? `stat ${program}: no such file or directory` : 'executable file not found in $PATH';
  return `exec: ${JSON.stringify(program)}: ${reason}: unknown`;
}

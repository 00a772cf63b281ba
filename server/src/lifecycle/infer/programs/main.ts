/** The main process of a container. */
import * as l10n from '@vscode/l10n';
import type { Need } from '../images/known-image.ts';
import type { Launch } from '../launch.ts';
import type { Shell } from '../shell/shell.ts';
import { runStatements } from '../shell/statements.ts';
import type { ContainerWorld } from '../world/container.ts';
import { FOREVER, type Routine } from '../world/world.ts';
import { findProgram, obstacleTo } from './missing.ts';
import { becomeProgram, runProgram } from './run.ts';

/** Runs what the manifest, or the image, says. */
export function* runMain(launch: Launch, container: ContainerWorld): Routine {
  const { argv, known, image } = launch;
  if (argv === undefined) return yield* unknownImage(launch, container);
  const need = unmetNeed(launch, container);
  if (need !== undefined) {
    container.assume(
      l10n.t('`{0}` ends at once with exit code {1} unless {2} is set', image, need.exitCode, need.oneOf[0] ?? ''),
    );
    return need.exitCode;
  }
  if (known?.copyOf !== undefined)
    container.assume(l10n.t('`{0}` is taken for a copy of the well-known image `{1}`', image, known.copyOf));
  const obstacle = obstacleTo(container, argv, container.directory);
  if (obstacle !== undefined) {
    container.assume(obstacle.why);
    if (known?.startsByScript && launch.field.endsWith('.args')) return obstacle.status;
    container.startError = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${obstacle.error}`;
    return 128;
  }
  const shell = newShell(container, launch.role === 'init');
  const log = (text: string) => {
    container.log = (container.log + text).slice(-4096);
  };
  return yield* becomeProgram({ ...shell, isMain: true }, argv, { input: '', out: log, error: log });
}

/** What the image itself asks for and does not get; undefined: it has all, or something else is started. */
function unmetNeed({ known, field, hasUnknownVariables }: Launch, { environment }: ContainerWorld): Need | undefined {
  if (!field.endsWith('.image') || hasUnknownVariables) return undefined;
  return known?.needs?.find(({ oneOf }) => !oneOf.some((name) => environment.has(name)));
}

function* unknownImage({ role, image }: Launch, container: ContainerWorld): Routine {
  if (role === 'init') {
    container.mayWriteAnything();
    container.assume(
      image === ''
        ? l10n.t('no image is given; it is assumed to end at once with success')
        : l10n.t('the image `{0}` is not known, and assumed to end at once with success', image),
    );
    return 0;
  }
  container.assume(
    image === ''
      ? l10n.t('assumed to run for ever: no image is given')
      : l10n.t('assumed to run for ever: unknown image `{0}`', image),
  );
  container.becomeOpaque();
  yield FOREVER;
  return 0;
}

export function newShell(container: ContainerWorld, isBrief: boolean): Shell {
  return {
    world: container.world,
    container,
    files: container.files,
    variables: new Map(container.environment),
    exported: new Set(container.environment.keys()),
    arrays: new Map(),
    functions: new Map(),
    traps: new Map(),
    jobs: [],
    pending: [],
    pid: 1,
    positional: [],
    name: 'sh',
    directory: container.directory,
    status: 0,
    exitsOnError: false,
    failsUnset: false,
    exportsAll: false,
    expansionError: undefined,
    outside: undefined,
    failsInPipes: false,
    dialect: container.sh,
    isMain: false,
    isBrief,
    depth: 0,
    run: runProgram,
    become: becomeProgram,
    runList: runStatements,
    find: findProgram,
  };
}

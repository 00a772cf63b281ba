/** Programs of which it is known that they come to an end, or how they end, and little else. */
import * as l10n from '@vscode/l10n';
import type { Routine } from '../world/world.ts';
import { install } from './installed.ts';
import { type Call, each, type Program, type Programs } from './program.ts';
import { runUnknown, tellsOfItself } from './unknown.ts';

/** Its effects do not matter here. */
const ends = (): number => 0;

/** It puts files where nobody can tell. */
function writes({ shell }: Call): number {
  shell.container.mayWriteAnything();
  return 0;
}

function installs(call: Call): number {
  install(call.shell.container);
  return writes(call);
}

/** A client that does what it is asked. */
function asks(call: Call): number {
  call.shell.container.assume(l10n.t('`{0}` is assumed to succeed at once', call.name));
  return writes(call);
}

/** It builds a project, or starts it. */
function builds(call: Call): number | Routine {
  const isBuilding = /^(add|build|ci|i|install|test|(.*[ :])?migrate)$/.test(call.args.join(' '));
  if (!isBuilding && call.isLast && !tellsOfItself(call.args)) return runUnknown(call);
  return installs(call);
}

/** Without a goal it complains. */
const mvn = (call: Call): number | Routine => (call.args.length === 0 ? 1 : builds(call));

const java: Program = { run: runUnknown, term: () => ({ kind: 'ends', exitCode: 143, after: 0.1 }) };
const project: Program = { run: builds, term: () => ({ kind: 'unknown' }) };

export const OTHER_PROGRAMS: Programs = {
  ...each(
    'addgroup adduser base64 chgrp chown clear cmp df diff du free gcc groupadd iptables jq ldconfig locale-gen mkfifo mknod mount strings stty su sync sysctl top ulimit umask umount update-ca-certificates uptime useradd zip',
    ends,
  ),
  ...each('envsubst git gunzip openssl tar unzip', writes),
  ...each('apk apt apt-get dnf microdnf pip pip3 yum', installs),
  ...each(
    'aws az gcloud gsutil helm kubectl mc mongodump mongorestore mysqldump pg_dump pg_dumpall pg_restore rclone restic rsync s3cmd ssh terraform',
    asks,
  ),
  ...each('make npm npx pnpm yarn', project),
  java,
  mvn,
};

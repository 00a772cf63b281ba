/** Programs that are not npm's: found on the PATH, or on Debian installed with apt-get where we may. */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { output, tellProgress } from './process.ts';

export interface Program {
  /** As a person calls it. */
  readonly title: string;
  /** What it may be called on the PATH. */
  readonly names: readonly string[];
  /** The variable of the environment that names it. */
  readonly variable: string;
  readonly packages: readonly string[];
}

/** The path of a program, which is installed if it is missing and root asks on Debian. Throws if it cannot be had. */
export async function installedProgram({ title, names, variable, packages }: Program): Promise<string> {
  const found = process.env[variable] ?? onPath(names);
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    throw new Error(`No ${title} found: install one, or name it with ${variable}=/path/to/${names[0]}.`);
  }
  await tellProgress(`Installing ${title} with apt-get (once, a minute or two)`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await output('apt-get', ['update', '-q'], { env });
    await output('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env });
  });
  const installed = onPath(names);
  if (!installed) throw new Error(`apt-get installed no ${title}.`);
  return installed;
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The programs that are known: what each does to files, time and ports, and how it ends. A new one is one more entry. */
import type { ContainerWorld } from '../world/container.ts';
import { DISK_PROGRAMS } from './disk.ts';
import { FILE_PROGRAMS } from './files.ts';
import { INTERPRETERS } from './interpreters.ts';
import { NETWORK_PROGRAMS } from './network.ts';
import { OTHER_PROGRAMS } from './others.ts';
import { PRINT_PROGRAMS } from './print.ts';
import type { Program, Programs } from './program.ts';
import { SERVER_PROGRAMS } from './servers.ts';
import { STRESS_PROGRAMS } from './stress.ts';
import { SYSTEM_PROGRAMS } from './system.ts';
import { TEXT_PROGRAMS } from './text.ts';
import { WRAPPERS } from './wrappers.ts';

/** Each name stands in one of them. */
export const TABLES: readonly Programs[] = [
  FILE_PROGRAMS,
  TEXT_PROGRAMS,
  PRINT_PROGRAMS,
  SYSTEM_PROGRAMS,
  DISK_PROGRAMS,
  STRESS_PROGRAMS,
  INTERPRETERS,
  WRAPPERS,
  NETWORK_PROGRAMS,
  SERVER_PROGRAMS,
  OTHER_PROGRAMS,
];

const PROGRAMS: Programs = Object.fromEntries(TABLES.flatMap((table) => Object.entries(table)));

/** The program of that name in a container; undefined: it is not known. */
export function programOf({ aliases }: ContainerWorld, name: string): Program | undefined {
  const known = aliases[name] ?? name;
  const program = Object.hasOwn(PROGRAMS, known) ? PROGRAMS[known] : undefined;
  return typeof program === 'function' ? { run: program, term: () => ({ kind: 'ignores' }) } : program;
}

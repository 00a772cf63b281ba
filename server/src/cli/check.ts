/** `check`: what the API server would say of manifests, for people, programs, code scanners and CI. */
import { getCatalog } from '../catalog/catalog.ts';
import type { ProblemSettings } from '../features/diagnostics.ts';
import { CONFIGURABLE_CODES } from '../protocol/config-file.ts';
import { createFolders, type FileSettings, type Folders } from '../protocol/folders.ts';
import { perPlace } from '../protocol/project-settings.ts';
import { isStaticPodFile } from '../protocol/settings.ts';
import { nearest } from '../rules/nearest.ts';
import {
  POD_SECURITY_LEVELS,
  type PodSecurityLevel,
  SEVERITY_CHOICES,
  type Severity,
  type SeverityChoice,
} from '../rules/rule.ts';
import { type FoundFile, findFiles } from './check/find.ts';
import { FORMAT_NAMES, FORMATS, type FormatName } from './check/formats.ts';
import type { CheckFile, FileReport, FixMode } from './check/task.ts';
import { addTo, NO_TOTALS, plural, type Totals } from './check/totals.ts';
import { reportsOf } from './check/turns.ts';
import { type Command, type CommandIo, command, wantsColor } from './command.ts';
import { readVersion, type Synopsis, UsageError, type Values } from './options.ts';

const FAILURES = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

const OPTIONS = {
  kubernetes: { value: 'VERSION', help: 'the version of manifests that do not name their own' },
  format: {
    value: 'FORMAT',
    choices: FORMAT_NAMES,
    help: 'pretty on a terminal, else text',
  },
  'fail-on': { value: 'SEVERITY', choices: FAILURES, help: 'the least severity that makes the exit code 1 (error)' },
  quiet: { help: 'tells errors alone' },
  fix: { help: 'mends what has one obvious cure, and tells what is left' },
  'fix-dry-run': { help: 'prints what --fix would change, as a patch' },
  'pod-security': { value: 'LEVEL', choices: POD_SECURITY_LEVELS, help: 'tells what keeps Pods from the level' },
  rule: { value: 'CODE=SEVERITY', multiple: true, help: `sets the severity of a rule: ${SEVERITY_CHOICES.join(', ')}` },
  'static-pods': { help: 'checks files as a kubelet does that finds them in its manifest folder' },
  'stdin-filename': { value: 'PATH', help: 'what standard input is called, and whose settings hold for it' },
  'no-config': { help: 'does not look for .podwright.yaml' },
  'no-ignore': { help: 'does not look for .podwrightignore and .gitignore' },
} as const;

type Given = Values<typeof OPTIONS>;

const SYNOPSIS: Synopsis<typeof OPTIONS> = {
  usage: 'check [OPTION…] PATH… | -',
  about: `What the API server would say of manifests: of files, of all *.yaml, *.yml and *.json below folders, of what
patterns such as 'deploy/**/*.yaml' match; "-" is standard input.`,
  options: OPTIONS,
  notes: 'Exit code: 0 nothing wrong, 1 something is at least as severe as --fail-on, 2 bad usage or unreadable input.',
};

export const checkCommand: Command = command(SYNOPSIS, async (given, operands, io) => {
  if (operands.length === 0) throw new UsageError('name a file, a folder or "-"');
  const fix = fixMode(given, operands);
  const folders = createFolders((uri) => readBeside(uri, given, io), {
    withGit: !given['no-ignore'],
    withIgnore: !given['no-ignore'],
  });
  const files = await collect(operands, given, folders, io);
  if (!tellConfigProblems(folders, io) || !files) return 2;

  const name = (given.format ?? (io.columns.out === undefined ? 'text' : 'pretty')) as FormatName;
  const color = wantsColor(given.color, io);
  const width = io.columns.out ?? 120;
  const format = FORMATS[name]({ color, width, uri: io.uri, readPackage: io.readPackage });
  let totals = NO_TOTALS;
  for await (const found of reportsOf(files, { fix, excerpts: name === 'pretty', facts: name === 'jsonl' }, io)) {
    const report = given.quiet ? errorsOf(found) : found;
    totals = addTo(totals, report);
    tellFile(report, io);
    if (fix !== 'show') io.out(await format.report(report));
  }
  if (fix === 'show') tellTotals(totals, io);
  else io.out(await format.end(totals));
  if (totals.failures > 0) return 2;
  const least = FAILURES.findIndex((severity) => severity === (given['fail-on'] ?? 'error'));
  return FAILURES.slice(0, least + 1).some((severity) => totals[severity] > 0) ? 1 : 0;
});

function fixMode(given: Given, operands: readonly string[]): FixMode | undefined {
  if (given.fix && given['fix-dry-run']) throw new UsageError('--fix and --fix-dry-run exclude each other');
  if (given.fix && operands.includes('-'))
    throw new UsageError('--fix cannot write to "-": --fix-dry-run shows a patch');
  return given.fix ? 'write' : given['fix-dry-run'] ? 'show' : undefined;
}

/** Neither kind of file is looked for where its option says so. */
async function readBeside(uri: string, given: Given, io: CommandIo): Promise<string | undefined> {
  return given['no-config'] && uri.endsWith('.yaml') ? undefined : io.readUri(uri);
}

/** What is to be checked; undefined, with a word to people, where there is nothing that could be. */
async function collect(
  operands: readonly string[],
  given: Given,
  folders: Folders,
  io: CommandIo,
): Promise<CheckFile[] | undefined> {
  const settingsFor = createSettings(given);
  const files: CheckFile[] = [];
  let ignored: FoundFile | undefined;
  for await (const found of findFiles(operands, folders, io)) {
    const file = found.path === '-' ? (given['stdin-filename'] ?? '-') : found.file;
    const uri = found.path === '-' ? io.uri(file) : found.uri;
    const folder = await folders.settingsOf(uri);
    if (folder.isIgnored) ignored ??= found;
    else files.push({ file, path: found.path, settings: settingsFor(uri, folder) });
  }
  if (files.length > 0) return files;
  if (!ignored) {
    io.err(`${operands.join(', ')}: there are no manifests\n`);
    return undefined;
  }
  // Hooks name files without asking whether they are ignored.
  io.err(`${ignored.file}: is ignored; --no-ignore checks it all the same\n`);
  return [];
}

/** Settings by file: the command line's word comes before that of the configuration file. */
function createSettings(given: Given): (uri: string, folder: FileSettings) => ProblemSettings {
  const version = readVersion(given.kubernetes);
  const severities = readSeverities(given.rule);
  const podSecurity = given['pod-security'] as PodSecurityLevel | undefined;
  const settingsAt = perPlace((config, staticPod): ProblemSettings => {
    const level = podSecurity ?? config?.podSecurity;
    return {
      version: version ?? config?.version ?? getCatalog().newest,
      rules: {
        severities: { ...config?.severities, ...severities },
        namespaceLevels: config?.namespaceLevels ?? {},
        staticPod,
        ...(level && { podSecurity: level }),
      },
    };
  });
  return (uri, { config, isStaticPod }) =>
    settingsAt(config, given['static-pods'] || isStaticPod || isStaticPodFile(uri));
}

function readSeverities(given: readonly string[]): Record<string, SeverityChoice> {
  return Object.fromEntries(
    given.map((pair) => {
      const [code = '', choice = ''] = pair.split('=');
      const severity = SEVERITY_CHOICES.find((one) => one === choice);
      const meant = nearest(code, CONFIGURABLE_CODES);
      if (!CONFIGURABLE_CODES.includes(code))
        throw new UsageError(`there is no rule ${code}${meant ? `; did you mean ${meant}?` : ''}`);
      if (!severity) throw new UsageError(`--rule takes ${code}=SEVERITY, one of ${SEVERITY_CHOICES.join(', ')}`);
      return [code, severity];
    }),
  );
}

/** Whether there are none: a setting that is not understood must not be passed over in CI. */
function tellConfigProblems(folders: Folders, io: CommandIo): boolean {
  const lines = folders
    .configFiles()
    .flatMap(({ uri, problems }) =>
      problems.map(
        ({ range: { start }, message }) => `${io.path(uri)}:${start.line + 1}:${start.character + 1} ${message}\n`,
      ),
    );
  io.err(lines.join(''));
  return lines.length === 0;
}

function errorsOf(report: FileReport): FileReport {
  const records = report.records.map((record) => ({
    ...record,
    diagnostics: record.diagnostics.filter(({ severity }) => severity === 'error'),
  }));
  return { ...report, records };
}

/** What the formats do not tell: what cannot be read, and what was mended. */
function tellFile({ file, failure, applied, patch }: FileReport, io: CommandIo): void {
  if (failure !== undefined) io.err(`${file}: ${failure}\n`);
  if (patch !== undefined) io.out(patch);
  else io.err(applied.map(({ line, title, code }) => `${file}:${line} fixed: ${title} [${code}]\n`).join(''));
}

function tellTotals({ fixed, fixedFiles }: Totals, io: CommandIo): void {
  io.err(`${plural(fixed, 'fix', 'fixes')} in ${plural(fixedFiles, 'file')}\n`);
}

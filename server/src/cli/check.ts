/** `check`: what the API server would say of manifests, for people (text), programs (jsonl) and code scanners (sarif). */
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { fileVersion } from '../features/diagnostics.ts';
import { getPod } from '../model/object.ts';
import { podLimits, podRequests, qosClass, type ResourceList } from '../model/resources.ts';
import { canonical } from '../quantity/quantity.ts';
import { podSecurityLevel } from '../rules/pod-security.ts';
import { findProblems } from '../rules/problems.ts';
import {
  POD_SECURITY_LEVELS,
  type PodSecurityLevel,
  type Problem,
  type RuleSettings,
  SEVERITY_CHOICES,
  type Severity,
  type SeverityChoice,
} from '../rules/rule.ts';
import { rules } from '../rules/rules.ts';
import { silencedEverywhere } from '../rules/silence.ts';
import { getSubjects } from '../rules/view.ts';
import { type PlacedDocument, parseFile, type Range, rangeOf } from '../yaml/file.ts';
import { stringAt, toValue } from '../yaml/tree.ts';
import { type CommandIo, readText } from './command.ts';

/** One YAML document, as `--format jsonl` writes it. Lines and characters count from 0, `line` from 1. */
export interface CheckRecord {
  readonly file: string;
  readonly document: number;
  readonly line: number;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly diagnostics: readonly DiagnosticRecord[];
  readonly qos?: string;
  readonly podSecurity?: PodSecurityLevel;
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

interface DiagnosticRecord {
  readonly code: string;
  readonly severity: Severity;
  readonly path: string;
  readonly message: string;
  readonly range: Range;
  readonly fixes: readonly {
    readonly title: string;
    readonly preferred: boolean;
    readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  }[];
}

const FORMATS = ['text', 'jsonl', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  readonly version: Version;
  readonly format: Format;
  readonly settings: RuleSettings;
  readonly paths: readonly string[];
}

const USAGE = `usage: podwright check [OPTION…] [PATH… | -]
  Checks manifests, and all *.yaml, *.yml and *.json below folders; "-" is standard input.
  --kubernetes VERSION      the version that they are written for, where they do not say so themselves
  --format FORMAT           ${FORMATS.join(', ')}
  --pod-security LEVEL      tells what keeps Pods from it: ${POD_SECURITY_LEVELS.join(', ')}
  --static-pods             checks them as a kubelet does that finds them in its manifest folder
  --rule CODE=SEVERITY      ${SEVERITY_CHOICES.join(', ')}
  Exit code: 0 no errors, 1 the API server would refuse something, 2 bad usage or unreadable input.
`;

/**
 * @param args what follows `check` on the command line
 * @returns the exit code
 */
export async function checkCommand(args: readonly string[], io: CommandIo): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(USAGE);
    return 0;
  }
  const options = readOptions(args);
  if (typeof options === 'string') {
    io.err(`${options}\n${USAGE}`);
    return 2;
  }
  const records: CheckRecord[] = [];
  const failures: string[] = [];
  for (const path of options.paths) {
    for await (const { file, text, failure } of readAll(path, io)) {
      if (text === undefined) failures.push(`${file}: ${failure}`);
      else records.push(...checkText(file, text, options.version, options.settings));
    }
  }
  for (const failure of failures) io.err(`${failure}\n`);
  io.out(FORMATTERS[options.format](records));
  if (failures.length > 0) return 2;
  return records.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

/** The options, or what is wrong with them. */
function readOptions(args: readonly string[]): Options | string {
  const { versions, newest } = getCatalog();
  let version: Version | undefined = newest;
  let format: Format | undefined = 'text';
  const paths: string[] = [];
  let podSecurity: RuleSettings['podSecurity'];
  let staticPod = false;
  const severities: Record<string, SeverityChoice> = {};
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = split(args[i] as string);
    const value = () => inline ?? args[++i] ?? '';
    if (name === '--kubernetes') {
      const given = value();
      const minor = /^v?(\d+\.\d+)(?:\.\d+.*)?$/.exec(given)?.[1];
      version = versions.find((known) => known === minor);
      if (!version) return `Kubernetes ${given || 'without a version'} is not known: ${versions[0]} to ${newest} are`;
    } else if (name === '--format') {
      const given = value();
      format = FORMATS.find((known) => known === given);
      if (!format) return `There is no format ${given}`;
    } else if (name === '--pod-security') {
      const given = value();
      podSecurity = POD_SECURITY_LEVELS.find((level) => level === given);
      if (!podSecurity) return `There is no Pod Security level ${given}`;
    } else if (name === '--static-pods') {
      staticPod = true;
    } else if (name === '--rule') {
      const [code = '', given = ''] = value().split('=');
      const severity = SEVERITY_CHOICES.find((one) => one === given);
      if (!severity || !rules.some((rule) => rule.code === code)) return `There is no rule ${code} with ${given}`;
      severities[code] = severity;
    } else if (name === '--') {
      paths.push(...args.slice(i + 1));
      break;
    } else if (name !== '-' && name.startsWith('-')) {
      return `There is no option ${name}`;
    } else {
      paths.push(args[i] as string);
    }
  }
  if (paths.length === 0) return 'Name a file, a folder or "-"';
  return { version, format, paths, settings: { severities, staticPod, ...(podSecurity && { podSecurity }) } };
}

/** `--name=value` in its two parts. */
function split(arg: string): [name: string, value: string | undefined] {
  const end = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return end < 0 ? [arg, undefined] : [arg.slice(0, end), arg.slice(end + 1)];
}

interface Read {
  readonly file: string;
  /** Absent when it cannot be read; `failure` then says why. */
  readonly text?: string;
  readonly failure?: string;
}

async function* readAll(path: string, io: CommandIo): AsyncGenerator<Read> {
  // What cannot be listed says why when it is read.
  const children = path === '-' ? undefined : await io.list(path).catch(() => undefined);
  if (!children) {
    yield await readOne(path, io);
    return;
  }
  for (const child of [...children].sort()) {
    const name = child.replace(/^.*[\\/]/, '');
    if (name === 'node_modules' || name.startsWith('.')) continue;
    if (/\.(ya?ml|json)$/i.test(name) || (await io.list(child).catch(() => undefined))) yield* readAll(child, io);
  }
}

async function readOne(file: string, io: CommandIo): Promise<Read> {
  try {
    return { file, text: await readText(io, file) };
  } catch (error) {
    return { file, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** One record for each document that says anything. */
export function checkText(file: string, text: string, version: Version, settings: RuleSettings = {}): CheckRecord[] {
  const parsed = parseFile(text);
  const target = fileVersion(parsed, version);
  const silenced = [...silencedEverywhere(text)].map((code) => [code, 'off'] as const);
  const own = { ...settings, severities: { ...settings.severities, ...Object.fromEntries(silenced) } };
  return parsed.documents
    .filter(({ document }) => document.root !== undefined || document.problems.length > 0)
    .map((placed) => recordOf(file, placed, target, own));
}

function recordOf(file: string, placed: PlacedDocument, version: Version, settings: RuleSettings): CheckRecord {
  const { document, index, line } = placed;
  const subjects = getSubjects(document, version);
  const subject = subjects.length === 1 ? subjects[0] : undefined;
  const pod = subject && getPod(subject.object);
  const name = stringAt(metadataOf(document.root), 'name');
  const apiVersion = stringAt(document.root, 'apiVersion');
  const kind = stringAt(document.root, 'kind');
  const record: CheckRecord = {
    file,
    document: index,
    line: line + 1,
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name }),
    diagnostics: findProblems(document, version, settings).map((problem) => diagnosticOf(placed, problem)),
  };
  if (!subject || !pod) return record;
  const plain = toValue(pod.node);
  const defaulted = pod.path.length === 0;
  const level = podSecurityLevel(subject);
  return {
    ...record,
    qos: qosClass(plain, { defaulted }),
    ...(level && { podSecurity: level }),
    requests: printed(podRequests(plain, { defaulted })),
    limits: printed(podLimits(plain)),
  };
}

function metadataOf(root: Parameters<typeof stringAt>[0]) {
  return root?.kind === 'mapping' ? root.entries.find(({ name }) => name === 'metadata')?.value : undefined;
}

function printed(list: ResourceList): Record<string, string> {
  return Object.fromEntries([...list].map(([name, quantity]) => [name, canonical(quantity)]));
}

function diagnosticOf(placed: PlacedDocument, problem: Problem): DiagnosticRecord {
  const { code, severity, path, message, fixes = [] } = problem;
  return {
    code,
    severity,
    path,
    message,
    range: rangeOf(placed, problem),
    fixes: fixes.map(({ title, preferred, edits }) => ({
      title,
      preferred,
      edits: edits.map((edit) => ({ range: rangeOf(placed, edit), newText: edit.newText })),
    })),
  };
}

const FORMATTERS: Readonly<Record<Format, (records: readonly CheckRecord[]) => string>> = {
  text: asText,
  jsonl: (records) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  sarif: asSarif,
};

function asText(records: readonly CheckRecord[]): string {
  const lines = records.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ range: { start }, severity, message, code, path }) =>
      [`${file}:${start.line + 1}:${start.character + 1}`, severity, message, `[${code}]`, path]
        .filter(Boolean)
        .join(' '),
    ),
  );
  const all = records.flatMap(({ diagnostics }) => diagnostics);
  const count = (severity: Severity) => all.filter((diagnostic) => diagnostic.severity === severity).length;
  const summary = `${plural(records.length, 'document')}: ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
  return [...lines, summary].map((line) => `${line}\n`).join('');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const SARIF_LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0; lines and columns count from 1. */
function asSarif(records: readonly CheckRecord[]): string {
  const region = ({ start, end }: Range) => ({
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  });
  const results = records.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ code, severity, message, range, path }) => ({
      ruleId: code,
      level: SARIF_LEVELS[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: file.replaceAll('\\', '/') }, region: region(range) },
          ...(path && { logicalLocations: [{ fullyQualifiedName: path }] }),
        },
      ],
    })),
  );
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const driver = {
    name: 'Podwright',
    rules: rules
      .filter(({ code }) => used.has(code))
      .map(({ code, summary }) => ({ id: code, shortDescription: { text: summary } })),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** `.podwright.yaml`: what a project decides for everybody, in the editor and in CI. */
import * as l10n from '@vscode/l10n';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { SOURCE } from '../features/diagnostics.ts';
import { nearest } from '../rules/nearest.ts';
import { POD_SECURITY_LEVELS, type PodSecurityLevel, SEVERITY_CHOICES, type SeverityChoice } from '../rules/rule.ts';
import { rules } from '../rules/rules.ts';
import { YAML_SYNTAX } from '../rules/syntax/yaml-syntax.ts';
import { parseFile, type Range, rangeOf } from '../yaml/file.ts';
import { isNull, type Node, type Span } from '../yaml/tree.ts';

export const CONFIG_NAME = '.podwright.yaml';

/** What is not given is left to the editor's settings, or to the command line. */
export interface Config {
  readonly version?: Version;
  readonly severities: Readonly<Record<string, SeverityChoice>>;
  readonly podSecurity?: PodSecurityLevel;
  readonly namespaceLevels: Readonly<Record<string, PodSecurityLevel>>;
  /** Patterns as in `.gitignore`, from the file's folder, of what is not checked. */
  readonly ignore: readonly string[];
  /** The same, of what a kubelet takes for static Pods. */
  readonly staticPods: readonly string[];
}

export interface ConfigProblem {
  readonly range: Range;
  readonly message: string;
}

export interface ReadConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

/** Codes that can be given a severity. */
export const CONFIGURABLE_CODES: readonly string[] = [YAML_SYNTAX, ...rules.map(({ code }) => code)];

/** What can be read is read, and what cannot is told. Never throws. */
export function readConfig(text: string): ReadConfig {
  const [placed, ...others] = parseFile(text).documents;
  const problems: ConfigProblem[] = [];
  const severities: Record<string, SeverityChoice> = {};
  const namespaceLevels: Record<string, PodSecurityLevel> = {};
  const lists: Record<'ignore' | 'staticPods', string[]> = { ignore: [], staticPods: [] };
  let version: Version | undefined;
  let podSecurity: PodSecurityLevel | undefined;

  function tell(span: Span, message: string): void {
    if (placed) problems.push({ range: rangeOf(placed, span), message });
  }

  /** One of a few words. A version without quotes is a number: what is written counts. */
  function word<T extends string>(node: Node, what: string, choices: readonly T[]): T | undefined {
    const written = node.kind === 'scalar' ? node.text : undefined;
    const choice = choices.find((one) => one === written);
    if (choice === undefined) tell(node, l10n.t('{0} is one of {1}', what, choices.join(', ')));
    return choice;
  }

  function* entries(node: Node, what: string) {
    if (node.kind === 'mapping') yield* node.entries;
    else if (!isNull(node)) tell(node, l10n.t('{0} is a mapping', what));
  }

  const readers: Readonly<Record<string, (node: Node) => void>> = {
    kubernetesVersion: (node) => {
      version = word(node, 'kubernetesVersion', getCatalog().versions);
    },
    rules: (node) => {
      for (const { name, key, value } of entries(node, 'rules')) {
        if (CONFIGURABLE_CODES.includes(name)) {
          const severity = word(value, l10n.t('The severity of {0}', name), SEVERITY_CHOICES);
          if (severity) severities[name] = severity;
        } else tell(key, noRule(name));
      }
    },
    podSecurity: (node) => {
      if (node.kind === 'mapping')
        for (const { name, value } of node.entries) {
          const level = word(value, l10n.t('The level of {0}', name), POD_SECURITY_LEVELS);
          if (level && name === ALL_OTHERS) podSecurity = level;
          // A namespace named __proto__ must become a property like any other.
          else if (level) Object.defineProperty(namespaceLevels, name, { value: level, enumerable: true });
        }
      else podSecurity = word(node, 'podSecurity', POD_SECURITY_LEVELS);
    },
    ignore: (node) => patterns('ignore', node),
    staticPods: (node) => patterns('staticPods', node),
  };

  function patterns(name: keyof typeof lists, node: Node): void {
    const items = node.kind === 'sequence' ? node.items : isNull(node) ? [] : [node];
    for (const item of items)
      if (item.kind === 'scalar' && typeof item.value === 'string') lists[name].push(item.value);
      else tell(item, l10n.t('{0} is a list of patterns', name));
  }

  for (const problem of placed?.document.problems ?? []) tell(problem, problem.message);
  for (const { name, key, value } of placed?.document.root ? entries(placed.document.root, l10n.t('The file')) : []) {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!read) tell(key, noSetting(name, Object.keys(readers)));
    else if (!isNull(value)) read(value);
  }
  for (const other of others)
    problems.push({ range: rangeOf(other, { start: 0, end: 3 }), message: l10n.t('Only the first document counts') });
  const config = { severities, namespaceLevels, ...lists, ...(version && { version }) };
  return { config: { ...config, ...(podSecurity && { podSecurity }) }, problems };
}

/** What is wrong with it, for an editor: CI would stop at it. */
export function getConfigDiagnostics(text: string): Diagnostic[] {
  return readConfig(text).problems.map(({ range, message }) => ({
    range,
    message,
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
  }));
}

/** The key that stands for all namespaces that are not named. */
export const ALL_OTHERS = '*';

function noRule(name: string): string {
  const meant = nearest(name, CONFIGURABLE_CODES);
  return meant === undefined
    ? l10n.t('There is no rule {0}', name)
    : l10n.t('There is no rule {0}; did you mean {1}?', name, meant);
}

function noSetting(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined
    ? l10n.t('There is no setting {0}', name)
    : l10n.t('There is no setting {0}; did you mean {1}?', name, meant);
}

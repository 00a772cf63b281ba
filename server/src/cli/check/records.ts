/** What `check` finds in one text: a record for each document, as `--format jsonl` writes it. */
import type { Version } from '../../catalog/catalog.ts';
import { fileVersion, problemsIn } from '../../features/diagnostics.ts';
import { getPod } from '../../model/object.ts';
import { podLimits, podRequests, qosClass, type ResourceList } from '../../model/resources.ts';
import { canonical } from '../../quantity/quantity.ts';
import { podSecurityLevel } from '../../rules/pod-security/standards.ts';
import type { PodSecurityLevel, Problem, RuleSettings, Severity } from '../../rules/rule.ts';
import { getSubjects } from '../../rules/subjects.ts';
import { type PlacedDocument, parseFile, type Range, rangeOf, type YamlDocument } from '../../yaml/file.ts';
import { childOf, stringAt, toValue } from '../../yaml/tree.ts';

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

export interface DiagnosticRecord {
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

/**
 * One record for each document that says anything.
 *
 * @param facts whether to tell what a Pod's resources and security come to
 */
export function checkText(
  file: string,
  text: string,
  version: Version,
  rules: RuleSettings = {},
  { facts = true }: { readonly facts?: boolean } = {},
): CheckRecord[] {
  const parsed = parseFile(text);
  const target = fileVersion(parsed, version);
  const records: CheckRecord[] = [];
  for (let at = 0; at < parsed.documents.length; at += TOGETHER) {
    const documents = parsed.documents.slice(at, at + TOGETHER);
    const problems = new Map(documents.map((placed): [PlacedDocument, Problem[]] => [placed, []]));
    for (const { placed, problem } of problemsIn(parsed, { version, rules }, documents))
      problems.get(placed)?.push(problem);
    for (const [placed, found] of problems) {
      const { root, problems: faults } = placed.document;
      if (root === undefined && faults.length === 0) continue;
      const record = recordOf(file, placed, found);
      records.push(facts ? { ...record, ...factsOf(placed.document, target) } : record);
    }
  }
  return records;
}

/** Documents that are gone through together: of a long file, only so many trees are kept. */
const TOGETHER = 100;

function recordOf(file: string, placed: PlacedDocument, problems: readonly Problem[]): CheckRecord {
  const { document, index, line } = placed;
  const name = stringAt(childOf(document.root, 'metadata'), 'name');
  const apiVersion = stringAt(document.root, 'apiVersion');
  const kind = stringAt(document.root, 'kind');
  return {
    file,
    document: index,
    line: line + 1,
    ...(apiVersion !== undefined && { apiVersion }),
    ...(kind !== undefined && { kind }),
    ...(name !== undefined && { name }),
    diagnostics: problems.map((problem) => diagnosticOf(placed, problem)),
  };
}

/** Of a document with one object that carries a Pod. */
function factsOf(document: YamlDocument, version: Version): Partial<CheckRecord> {
  const subjects = getSubjects(document, version);
  const subject = subjects.length === 1 ? subjects[0] : undefined;
  const pod = subject && getPod(subject.object);
  if (!pod) return {};
  const plain = toValue(pod.node);
  const defaulted = pod.path.length === 0;
  const level = podSecurityLevel(subject);
  return {
    qos: qosClass(plain, { defaulted }),
    ...(level && { podSecurity: level }),
    requests: printed(podRequests(plain, { defaulted })),
    limits: printed(podLimits(plain)),
  };
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

/** Runs the table of rules over a document, in the order in which the API server looks at an object. */
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { mayHoldObject } from '../model/object.ts';
import type { YamlDocument } from '../yaml/file.ts';
import { childOf, stringAt } from '../yaml/tree.ts';
import { withConsequences } from './consequences.ts';
import type { Problem, Rule, RuleSettings, Stage, Subject } from './rule.ts';
import { rules } from './rules.ts';
import { withoutSilenced } from './silence.ts';
import { getSubjects, viewObject } from './subjects.ts';
import { findSyntaxProblems, isMeantForKubernetes } from './syntax/yaml-syntax.ts';
import { pathOf } from './view.ts';

const NO_SETTINGS: RuleSettings = {};

/**
 * All problems of a document, in the order of their places, but for those that its comments silence. Offsets are the
 * document's own. Never throws.
 */
export function findProblems(
  document: YamlDocument,
  version: Version,
  settings: RuleSettings = NO_SETTINGS,
): readonly Problem[] {
  if (!mayHoldObject(document.text)) return [];
  const syntax = findSyntaxProblems(document, version);
  const broken = document.problems.length > 0;
  const subjects = syntax.length > 0 ? getSubjects(document, version) : subjectsIn(document, version);
  const found = subjects.flatMap((subject) => problemsOf(subject, broken, settings));
  // Behind a syntax error nothing is where it seems to be.
  const readable = Math.min(...document.problems.map(({ start }) => start));
  const kept = broken ? found.filter(({ end }) => end < readable) : found;
  const all = [...syntax, ...kept].sort((a, b) => a.start - b.start || a.end - b.end);
  return withoutSilenced(settings.severities ? all.flatMap((one) => chosen(one, settings)) : all, document);
}

/** The problem with the severity that the settings give its rule. */
function chosen(problem: Problem, { severities = {} }: RuleSettings): Problem | readonly Problem[] {
  const severity = severities[problem.code];
  if (severity === undefined || severity === 'default') return problem;
  return severity === 'off' ? [] : { ...problem, severity };
}

/** The document's objects, and one that lacks nothing but its kind, if it may stand nowhere else in the text. */
function subjectsIn(document: YamlDocument, version: Version): readonly Subject[] {
  const subjects = getSubjects(document, version);
  const node = document.root;
  if (subjects.length > 0 || node?.kind !== 'mapping' || !isMeantForKubernetes(document)) return subjects;
  const apiVersion = stringAt(node, 'apiVersion');
  const isServed = getCatalog().podKinds.some((kind) => kind.apiVersion === apiVersion);
  const isMeant = ['kind', 'metadata', 'spec'].some((name) => childOf(node, name));
  if (!isServed || stringAt(node, 'kind') || !isMeant) return subjects;
  return [viewObject({ node, apiVersion, kind: undefined, known: undefined, document, item: undefined }, version)];
}

function problemsOf(subject: Subject, broken: boolean, settings: RuleSettings): Problem[] {
  const run = (stage: Stage) => runStage(stage, subject, settings);
  const kind = run('kind');
  if (kind.length > 0 || !subject.object.known?.definition) return kind;
  const decode = [...run('decode'), ...run('strict')];
  // While the text is broken, nobody can tell what is missing, nor what was meant by the rest.
  if (broken) return decode.map(withoutPreferred);
  // What is mistyped reads as absent; that it is missing need not be said too.
  const wrong = subject.wrong.map(pathOf);
  const isReadable = ({ path }: Problem) =>
    !wrong.some((one) => path.startsWith(one) && /^(?:$|[.[])/.test(path.slice(one.length)));
  const judged = withConsequences(subject, run('validate').filter(isReadable));
  const warned = [...run('warn'), ...run('advise')].filter(isReadable);
  return withoutRivals([...decode, ...judged, ...warned]);
}

/** Where one fix supplies what another finding misses, only the first of the two is taken without looking. */
function withoutRivals(problems: readonly Problem[]): Problem[] {
  const supplied = problems.flatMap(({ supplies }) => supplies ?? []);
  if (supplied.length === 0) return [...problems];
  return problems.map((problem) => {
    const isSupplied =
      !problem.supplies && supplied.some((path) => problem.path === path || problem.path.startsWith(`${path}.`));
    if (!isSupplied) return problem;
    return withoutPreferred(problem);
  });
}

function withoutPreferred(problem: Problem): Problem {
  return problem.fixes ? { ...problem, fixes: problem.fixes.map((one) => ({ ...one, preferred: false })) } : problem;
}

const RULES_OF = new Map<Stage, Rule[]>();
for (const rule of rules) RULES_OF.set(rule.stage, [...(RULES_OF.get(rule.stage) ?? []), rule]);

function runStage(stage: Stage, subject: Subject, settings: RuleSettings): Problem[] {
  const problems: Problem[] = [];
  for (const rule of RULES_OF.get(stage) ?? [])
    if (!rule.isOff || !isOff(settings.severities?.[rule.code])) runRule(rule, subject, settings, problems);
  return problems;
}

function isOff(severity: string | undefined): boolean {
  return severity === undefined || severity === 'off';
}

/** What a rule may find in one object: editors show no more either, and the rest has the same cause. */
const MOST_FINDINGS = 1000;

/** Adds what a rule finds. One that throws is silent, but for who wants to be told; the others still speak. */
function runRule(rule: Rule, subject: Subject, settings: RuleSettings, problems: Problem[]): void {
  const before = problems.length;
  const { code, severity } = rule;
  try {
    for (const finding of rule.check(subject, settings)) {
      problems.push({ code, severity, ...finding });
      if (problems.length - before === MOST_FINDINGS) break;
    }
  } catch (error) {
    problems.length = before;
    settings.ruleFailed?.(code, error);
  }
}

/** Our verdict on a manifest against the API server's. */
import type { CheckRecord } from '../../server/src/cli/check/records.ts';
import type { Case, ServerError, Verdict } from './corpus.ts';

/** Counts of what was compared and what was right, by figure. */
export type Figures = Record<Figure, { right: number; of: number }>;

export const FIGURES = [
  /** Accepted manifests without an error of ours. */
  'accepted',
  /** Refused manifests with one. */
  'found',
  /** The server's error paths that an error of ours names. */
  'paths',
  /** Our errors whose path the server names. */
  'precision',
  'podSecurity',
  'qos',
  'requests',
  'limits',
  'warnings',
  /** Refused manifests that preferred fixes bring back to acceptance. */
  'fixed',
] as const;
export type Figure = (typeof FIGURES)[number];

export interface Disagreement {
  readonly figure: Figure;
  readonly id: string;
  readonly theirs: string;
  readonly ours: string;
}

export function noFigures(): Figures {
  return Object.fromEntries(FIGURES.map((figure) => [figure, { right: 0, of: 0 }])) as Figures;
}

type Diagnostic = CheckRecord['diagnostics'][number];

/**
 * Paths agree when they are equal, or one is the other's parent. Errors of decoding have no indexes and carry the names
 * of structs that Go embeds.
 */
export function pathsAgree(theirs: string, ours: string, stage?: ServerError['stage']): boolean {
  const [a, b] = stage === 'decode' ? [withoutIndexes(theirs), withoutIndexes(ours)] : [plain(theirs), plain(ours)];
  return a === b || parent(a) === b || parent(b) === a;
}

/** `labels["a"]`, `labels[a]` and `labels.a` are the same. */
function plain(path: string): string {
  return path
    .replaceAll('["', '[')
    .replaceAll('"]', ']')
    .replace(/\[([A-Za-z][^\]]*)\]/g, '.$1');
}

function withoutIndexes(path: string): string {
  return plain(path)
    .replace(/\[\d+\]/g, '')
    .replace(/\.(ProbeHandler|VolumeSource|LifecycleHandler|EphemeralContainerCommon|LocalObjectReference)\b/g, '');
}

function parent(path: string): string {
  return path.replace(/(?:\.[^.[]+|\[\d+\])$/, '');
}

/** Whether a case says anything that can be compared. */
export function isComparable({ documents = [] }: Case): boolean {
  const isUnsupported = documents.some(
    ({ supported, errors }) => supported === false && errors?.[0]?.type === 'Unsupported',
  );
  return (
    !isUnsupported && documents.some(({ accepted, errors }) => accepted !== undefined || (errors?.length ?? 0) > 0)
  );
}

export function isAccepted({ documents = [] }: Case): boolean {
  return documents.every(({ accepted }) => accepted === true);
}

/** Adds one case to the figures; yields what disagrees. `records` are ours, one a document. */
export function* compareCase(one: Case, records: readonly CheckRecord[], figures: Figures): Generator<Disagreement> {
  const verdicts = one.documents ?? [];
  const diagnostics = records.flatMap((record) => record.diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const shown = errors.map(({ code, path }) => `${code} ${path}`).join(', ');
  const serverErrors = verdicts.flatMap((verdict) => verdict.errors ?? []);

  const accepted = isAccepted(one);
  const figure: Figure = accepted ? 'accepted' : 'found';
  const isRight = accepted === (errors.length === 0);
  yield* count(
    figures,
    figure,
    isRight,
    one.id,
    accepted ? 'accepted' : (serverErrors[0]?.message ?? 'refused'),
    shown || 'no error',
  );
  if (!accepted) yield* comparePaths(one.id, serverErrors, errors, figures);

  for (const [index, verdict] of verdicts.entries()) {
    const record = records[index];
    if (verdict.accepted && verdict.qos && verdicts.length === records.length)
      yield* compareFacts(one.id, verdict, record, figures);
    for (const warning of verdict.warnings ?? []) {
      const isTold = diagnostics.some((diagnostic) => tells(diagnostic, warning));
      yield* count(figures, 'warnings', isTold, one.id, warning, 'not told');
    }
  }
}

function* comparePaths(
  id: string,
  theirs: readonly ServerError[],
  ours: readonly Diagnostic[],
  figures: Figures,
): Generator<Disagreement> {
  const named = theirs.filter(({ field }) => field);
  const shown = ours.map(({ path }) => path).join(', ');
  for (const { field = '', stage, message } of named) {
    const isNamed = ours.some(({ path }) => pathsAgree(field, path, stage));
    yield* count(figures, 'paths', isNamed, id, `${field}: ${message}`, shown);
  }
  // Where the server stops before it validates, what else is wrong cannot be known from it.
  if (named.length === 0 || theirs.some(({ stage }) => ['yaml', 'kind', 'decode'].includes(stage))) return;
  for (const { code, path, message } of ours) {
    const isRight = named.some(({ field = '', stage }) => pathsAgree(field, path, stage));
    yield* count(
      figures,
      'precision',
      isRight,
      id,
      named.map(({ field }) => field).join(', '),
      `${code} ${path}: ${message}`,
    );
  }
}

function* compareFacts(
  id: string,
  verdict: Verdict,
  record: CheckRecord | undefined,
  figures: Figures,
): Generator<Disagreement> {
  for (const fact of ['qos', 'requests', 'limits'] as const) {
    const theirs = inOrder(verdict[fact]);
    const ours = inOrder(record?.[fact]);
    yield* count(figures, fact, theirs === ours, id, theirs, ours);
  }
  const level = verdict.podSecurity?.level;
  if (level)
    yield* count(figures, 'podSecurity', record?.podSecurity === level, id, level, String(record?.podSecurity));
}

/** Text that is the same for equal values. */
function inOrder(value: string | Readonly<Record<string, string>> | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(Object.entries(value ?? {}).sort());
}

/** Whether a diagnostic tells what a warning of the server says: at its path, or in its words. */
function tells({ severity, path, message }: Diagnostic, warning: string): boolean {
  if (severity !== 'warning' && severity !== 'error') return false;
  const theirPath = warning.slice(0, Math.max(0, warning.indexOf(':')));
  const ending = (warning.split(': ').at(-1) ?? '').slice(0, 25).toLowerCase();
  return pathsAgree(theirPath, path) || message.toLowerCase().includes(ending);
}

function* count(
  figures: Figures,
  figure: Figure,
  isRight: boolean,
  id: string,
  theirs: string,
  ours: string,
): Generator<Disagreement> {
  figures[figure].of++;
  if (isRight) figures[figure].right++;
  else yield { figure, id, theirs, ours };
}

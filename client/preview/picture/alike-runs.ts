/** Runs of a container that look like earlier ones: folds that leave the first. */
import * as l10n from '@vscode/l10n';
import type { Run } from './content.ts';
import type { Fold } from './fold.ts';
import { shortDuration } from './words.ts';

/** All but the first of runs that are alike. */
export function repeats(runs: readonly Run[], margin: number): readonly Fold[] {
  return groupsOf(runs).flatMap(([first, ...alike]): readonly Fold[] => {
    const last = alike.at(-1);
    if (first === undefined || last === undefined) return [];
    return [runFold(alike, first.to + margin / 4, last.to - margin * 0.75)];
  });
}

/** Runs that are like runs before them, but for a longer wait in between. */
export const laterRuns = (runs: readonly Run[], margin: number): readonly Fold[] =>
  laterGroups(runs)
    .flat()
    .map((group) => foldOf(group, margin));

/** So many folds side by side are read no more. */
const MANY_GROUPS = 12;

/** Of a life with many of them all together, with the waits between them, as far as nothing else comes between. */
export const allLaterRuns = (runs: readonly Run[], margin: number): readonly Fold[] =>
  laterGroups(runs)
    .filter((groups) => groups.length > MANY_GROUPS)
    .map((groups) => ({ ...foldOf(groups.flat(), margin), key: `all-${groups[0]?.[0]?.from}` }));

/** Runs that follow each other and look alike, their waits included. */
function groupsOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const group = groups.findLast(([first]) => first?.container === run.container);
    const [first, second] = group ?? [];
    const waited = second?.waited ?? Math.max(first?.waited ?? 0, 1);
    const alike = isAlike(first, run) && (run.waited <= 1 || Math.abs(run.waited - waited) <= 0.2 * waited);
    if (group !== undefined && alike) group.push(run);
    else groups.push([run]);
  }
  return groups;
}

/** The same end, after about the same time. */
function isAlike(a: Run | undefined, b: Run | undefined): boolean {
  if (a === undefined || b === undefined || a.shape !== b.shape) return false;
  const [one, other] = [a.to - a.from, b.to - b.from];
  return Math.abs(one - other) <= 0.2 * Math.max(one, other) + 0.5;
}

/** Groups of runs that are like earlier ones, those together that follow each other. */
function laterGroups(runs: readonly Run[]): readonly (readonly (readonly Run[])[])[] {
  const groups = groupsOf(runs);
  const firsts = new Map<string, (readonly Run[])[]>();
  const later: (readonly Run[])[][] = [];
  let follows = false;
  for (const group of groups) {
    const [run] = group;
    if (run === undefined) continue;
    const kinds = firsts.get(run.container) ?? [];
    const known = kinds.some(([other]) => isAlike(other, run));
    if (!known) firsts.set(run.container, [...kinds, group]);
    else if (follows) later.at(-1)?.push(group);
    else later.push([group]);
    follows = known;
  }
  return later;
}

const foldOf = (group: readonly Run[], margin: number): Fold =>
  runFold(group, (group[0]?.from ?? 0) + margin / 4, (group.at(-1)?.to ?? 0) - margin * 0.75);

function runFold(runs: readonly Run[], from: number, to: number): Fold {
  const count = runs.length;
  const length = shortDuration(to - from);
  return {
    key: `runs-${runs[0]?.container}-${runs[0]?.from}`,
    kind: 'runs',
    count,
    from,
    to,
    labels:
      count === 1
        ? [l10n.t('1 more run alike · {0}', length), l10n.t('1 more run alike'), l10n.t('1 more run'), l10n.t('1 run')]
        : [
            l10n.t('{0} more runs alike · {1}', count, length),
            l10n.t('{0} more runs alike', count),
            l10n.t('{0} more runs', count),
            l10n.t('{0} runs', count),
          ],
  };
}

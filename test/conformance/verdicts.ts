/** The API server's recorded verdicts on our own manifests, so that `npm test` can hold us to them without the oracle. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Version } from '../../server/src/catalog/catalog.ts';
import { type FixtureDocument, readFixtures } from '../unit/rules/fixtures.ts';
import type { ServerError, Verdict } from './corpus.ts';

const FILE = path.join(import.meta.dirname, 'verdicts.jsonl');

/** By `file#document` of the rules' fixtures. */
export type RecordedVerdicts = Readonly<Record<string, Recorded>>;

export interface Recorded {
  readonly version: Version;
  readonly accepted: boolean;
  readonly errors: readonly (Pick<ServerError, 'stage'> & { readonly field?: string })[];
  /** The part of each warning before the first colon: its path, mostly. */
  readonly warnings: readonly string[];
  readonly podSecurity?: string;
  readonly qos?: string;
}

export function readVerdicts(): RecordedVerdicts {
  const lines = readFileSync(FILE, 'utf8').trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const { id, ...recorded } = JSON.parse(line) as Recorded & { readonly id: string };
      return [id, recorded];
    }),
  );
}

export function keyOf({ file, index }: FixtureDocument): string {
  return `${file}#${index + 1}`;
}

/** Asks about the fixtures of that version and writes what is new beside what is known of the others. */
export function recordVerdicts(ask: (texts: readonly string[]) => Verdict[][], version: Version): void {
  // What settings or comments silence is no verdict of ours.
  const fixtures = readFixtures().filter(({ document }) => !/^# settings:|podwright-disable/m.test(document.text));
  const asked = fixtures.filter((fixture) => fixture.version === version);
  const verdicts = ask(asked.map(({ document }) => document.text));
  const known = Object.entries(readKnown()).filter(([key, { version: other }]) => {
    return other !== version && fixtures.some((fixture) => keyOf(fixture) === key && fixture.version === other);
  });
  const recorded = asked.flatMap((fixture, index) => {
    const [verdict] = verdicts[index] ?? [];
    return verdict && !isUnjudged(verdict) ? [[keyOf(fixture), record(verdict, version)] as const] : [];
  });
  const lines = [...known, ...recorded]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([id, verdict]) => `${JSON.stringify({ id, ...verdict })}\n`);
  writeFileSync(FILE, lines.join(''));
}

function readKnown(): RecordedVerdicts {
  try {
    return readVerdicts();
  } catch {
    return {};
  }
}

/** The oracle does not know other kinds than those with a Pod. */
function isUnjudged({ supported, errors = [] }: Verdict): boolean {
  return (
    supported === false &&
    errors.some(({ type }) => type === 'Unsupported' || type === 'NoMatch' || type === 'MissingType')
  );
}

function record({ accepted, errors, warnings, podSecurity, qos }: Verdict, version: Version): Recorded {
  return {
    version,
    accepted: accepted === true,
    errors: (errors ?? []).map(({ stage, field }) => ({ stage, ...(field && { field }) })),
    warnings: (warnings ?? []).map((warning) => warning.slice(0, Math.max(0, warning.indexOf(':')))),
    ...(podSecurity?.level && { podSecurity: podSecurity.level }),
    ...(qos && { qos }),
  };
}

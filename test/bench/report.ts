/** What the bench has measured, as tables, as a chart, and beside the figures that were accepted last. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../scripts/process.ts';

/** One line of the results. */
export interface Measure {
  /** What was done to what: `1000 Pods`, `workspace`. */
  readonly subject: string;
  readonly what: string;
  readonly unit: 'ms' | 'MB';
  readonly ours: number;
  /** The rival's figure in the same run. */
  readonly theirs?: number;
}

const FOLDER = path.join(root, 'out/bench');
const ACCEPTED = path.join(import.meta.dirname, 'accepted.json');
/** A run on a machine with other things to do differs by this much from the next. */
const TOLERANCE = 1.5;
/** Differences below this, in ms, nobody feels and no clock on a busy machine tells. */
const NOTICEABLE = 2;

/** Writes `figures.md` and `figures.svg`. */
export async function writeReport(measures: readonly Measure[], rival: string | undefined): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, 'figures.md'), table(measures, rival));
  await writeFile(path.join(FOLDER, 'figures.svg'), chart(measures, rival));
  console.log(`Written: ${path.relative(root, FOLDER)}/figures.md and figures.svg`);
}

function table(measures: readonly Measure[], rival: string | undefined): string {
  const head = ['', 'measure', 'Podwright', ...(rival === undefined ? [] : [rival, 'ratio'])];
  const rows = measures.map(({ subject, what, unit, ours, theirs }) => [
    subject,
    what,
    `${rounded(ours)} ${unit}`,
    ...(rival === undefined
      ? []
      : theirs === undefined
        ? ['', '']
        : [`${rounded(theirs)} ${unit}`, `${rounded(theirs / ours)}×`]),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const [WIDTH, LABELS, BAR, GAP] = [860, 260, 11, 8] as const;

/** Bars on a logarithmic scale, from a tenth of a millisecond to ten seconds. */
function chart(measures: readonly Measure[], rival: string | undefined): string {
  const timed = measures.filter(({ unit }) => unit === 'ms');
  const length = (ms: number) => (Math.max(0, Math.log10(Math.max(ms, 0.1) / 0.1)) / 5) * (WIDTH - LABELS - 80);
  const row = 2 * BAR + GAP;
  const bars = timed.map(({ subject, what, ours, theirs }, index) => {
    const y = 40 + index * row;
    const bar = (ms: number, offset: number, color: string) =>
      `<rect x="${LABELS}" y="${y + offset}" width="${length(ms).toFixed(1)}" height="${BAR - 1}" fill="${color}"/>` +
      `<text x="${(LABELS + length(ms) + 4).toFixed(1)}" y="${y + offset + 9}">${rounded(ms)} ms</text>`;
    return (
      `<text x="${LABELS - 8}" y="${y + 14}" text-anchor="end">${subject}: ${what}</text>` +
      bar(ours, 0, '#326ce5') +
      (theirs === undefined ? '' : bar(theirs, BAR, '#b0b7c3'))
    );
  });
  const title = rival === undefined ? 'Podwright' : `Podwright (blue) and ${rival} (grey)`;
  const height = 50 + timed.length * row;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="10">
<rect width="100%" height="100%" fill="#fff"/><text x="8" y="20" font-size="14">${title}, milliseconds, logarithmic</text>
${bars.join('\n')}
</svg>
`;
}

/**
 * Figures in measures that other machines share: times as a share of the rival's for the same thing or, for what it
 * was not asked, of its start; memory in megabytes.
 */
type Relative = Readonly<Record<string, { readonly of: 'rival' | 'start' | 'MB'; readonly value: number }>>;

/** @param yardstick the rival's time to its first diagnostics of one Pod */
export function relative(measures: readonly Measure[], yardstick: number): Relative {
  return Object.fromEntries(
    measures.flatMap(({ subject, what, unit, ours, theirs }) => {
      if (Number.isNaN(ours)) return [];
      const of = unit === 'MB' ? 'MB' : theirs === undefined ? 'start' : 'rival';
      const value = ours / (unit === 'MB' ? 1 : (theirs ?? yardstick));
      return [[`${subject}: ${what}`, { of, value: Number(value.toPrecision(3)) }]];
    }),
  );
}

/** Says what is slower or larger than the figures accepted last; answers whether anything is. */
export async function compareWithAccepted(measures: readonly Measure[], yardstick: number): Promise<boolean> {
  if (!existsSync(ACCEPTED)) {
    console.log('No figures are accepted yet: --accept takes those of a run on a quiet machine.');
    return false;
  }
  const accepted: Relative = JSON.parse(await readFile(ACCEPTED, 'utf8'));
  const now = relative(measures, yardstick);
  const worse = measures.flatMap(({ subject, what, unit, ours, theirs }) => {
    const key = `${subject}: ${what}`;
    const [before, after] = [accepted[key], now[key]];
    if (!before || !after || before.of !== after.of || after.value <= before.value * TOLERANCE) return [];
    const expected = before.value * (unit === 'MB' ? 1 : (theirs ?? yardstick));
    if (unit === 'ms' && ours - expected < NOTICEABLE) return [];
    return `  ${key}: ${rounded(ours)} ${unit}, ${rounded(expected)} ${unit} were accepted`;
  });
  console.log(
    worse.length > 0
      ? `Slower or larger than accepted:\n${worse.join('\n')}\nRun it again on a quiet machine; --accept takes the figures as they are.`
      : 'Nothing is slower or larger than what was accepted.',
  );
  return worse.length > 0;
}

/** Takes the figures as those to compare with from now on; what was not measured stays. */
export async function accept(measures: readonly Measure[], yardstick: number): Promise<void> {
  const before: Relative = existsSync(ACCEPTED) ? JSON.parse(await readFile(ACCEPTED, 'utf8')) : {};
  await writeFile(ACCEPTED, `${JSON.stringify({ ...before, ...relative(measures, yardstick) }, null, 2)}\n`);
  console.log(`Accepted: ${path.relative(root, ACCEPTED)}`);
}

export function rounded(figure: number): number {
  return Number(figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0));
}

/** Corpora: manifests with what the API server said of them, one JSON object a line. */
import { readFileSync } from 'node:fs';

/** An error of the server; `field` is absent where it names none. */
export interface ServerError {
  readonly stage: 'yaml' | 'kind' | 'decode' | 'strict' | 'validate';
  readonly type?: string;
  readonly field?: string;
  readonly message: string;
}

/** What the server said of one document. */
export interface Verdict {
  readonly accepted?: boolean;
  /** `false`: a kind or version that the oracle does not serve. */
  readonly supported?: boolean;
  readonly errors?: readonly ServerError[];
  readonly warnings?: readonly string[];
  readonly podSecurity?: { readonly level?: string };
  readonly qos?: string;
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

export interface Case {
  readonly id: string;
  readonly text: string;
  /** Of the newest version, unless `verdicts` tells them by version. */
  readonly documents?: readonly Verdict[];
  readonly verdicts?: Readonly<Record<string, Verdict>>;
}

export function readCorpus(file: string): Case[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case)
    .filter(({ text }) => text !== undefined);
}

/** A line of the oracle's output. */
interface OracleLine extends Verdict {
  readonly file: string;
  readonly psa?: { readonly level?: string };
}

/** The oracle's output, by file: a verdict for each document. */
export function readOracle(output: string): Map<string, Verdict[]> {
  const byFile = new Map<string, Verdict[]>();
  for (const line of output.split('\n')) {
    if (line === '') continue;
    const { file, psa, ...verdict } = JSON.parse(line) as OracleLine;
    const verdicts = byFile.get(file) ?? [];
    byFile.set(file, verdicts);
    verdicts.push({ ...verdict, ...(psa?.level !== undefined && { podSecurity: { level: psa.level } }) });
  }
  return byFile;
}

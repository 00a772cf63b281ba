/** Asks the oracle, a program around Kubernetes' own code (see `oracle/`), what the API server says. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOracle, type Verdict } from './corpus.ts';

/** The oracle's verdicts on each text's documents. */
export function askOracle(oracle: string, texts: readonly string[]): Verdict[][] {
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  try {
    const files = texts.map((text, index) => {
      const file = path.join(folder, `${index}.yaml`);
      writeFileSync(file, text);
      return file;
    });
    const { stdout, error } = spawnSync(path.resolve(oracle), {
      input: files.join('\n'),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (error) throw error;
    const byFile = readOracle(stdout);
    return files.map((file) => byFile.get(file) ?? []);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

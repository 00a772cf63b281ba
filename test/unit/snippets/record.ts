/**
 * node test/unit/snippets/record.ts ORACLE: asks Kubernetes' own code (see test/conformance/) of every snippet as a
 * manifest, and writes its verdicts to verdicts.json.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { files, inPod, read } from './manifests.ts';

export interface Verdict {
  readonly prefix: string;
  /** Hash of the manifest that was asked about. */
  readonly manifest: string;
  readonly accepted: boolean;
}

export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Of several documents each must be accepted. */
function ask(oracle: string, manifest: string): boolean {
  const { stdout } = spawnSync(oracle, ['-'], { input: manifest, encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  return lines.every((line) => {
    const { accepted, supported } = JSON.parse(line);
    // Of a Secret or a ConfigMap the oracle knows nothing.
    return accepted === true || supported === false;
  });
}

if (import.meta.main) {
  const oracle = process.argv[2];
  if (oracle === undefined) throw new Error('Name the oracle: node test/unit/snippets/record.ts ORACLE');
  const verdicts = files.flatMap((file) =>
    Object.values(read(file)).map((snippet): Verdict => {
      const manifest = inPod(snippet);
      return { prefix: snippet.prefix, manifest: hash(manifest), accepted: ask(oracle, manifest) };
    }),
  );
  writeFileSync(path.join(import.meta.dirname, 'verdicts.json'), `${JSON.stringify(verdicts, null, 1)}\n`);
  console.log(verdicts.filter(({ accepted }) => !accepted));
}

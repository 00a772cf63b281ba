/** A cluster's verdicts on other people's manifests, beside ours. */
import type { Version } from '../../server/src/catalog/catalog.ts';
import { readAnswer } from '../../server/src/features/cluster/kubectl-output.ts';
import { getManifests, type ManifestAnswer } from '../../server/src/features/cluster/verdict.ts';
import { problemsIn } from '../../server/src/features/diagnostics.ts';
import { duplicateKey } from '../../server/src/rules/unknown-fields/duplicate-key.ts';
import { positionAt, type YamlFile } from '../../server/src/yaml/file.ts';

/** A kind or version that is not there has no path in the API server's own words. */
const ABOUT_KIND = new Set(['kind', 'apiVersion']);

/** Where they differ: who refuses, and at which fields. The API server stops at the first stage that fails, we do not. */
export function compareCorpus(file: YamlFile, answers: readonly ManifestAnswer[], version: Version): string[] {
  const manifests = getManifests(file);
  // Of a key that is there twice, kubectl sends the last.
  const own = problemsIn(file, { version }).filter(
    ({ problem: { severity, code } }) => severity === 'error' && code !== duplicateKey.code,
  );
  return answers.flatMap((answer): string[] => {
    const manifest = manifests[answer.manifest];
    if (!manifest) return [];
    const { range, title } = manifest;
    const ours = own
      .filter(({ placed, problem }) => {
        const { line } = positionAt(placed, problem.start);
        return range.start.line <= line && line <= range.end.line;
      })
      .map(({ problem }) => problem.path);
    const { complaints, failure } = readAnswer(answer);
    if (failure !== undefined) return [`${title}: no verdict: ${failure}`];
    const errors = complaints.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return ours.length === 0 ? [] : [`${title}: it accepts, we refuse: ${ours.join(', ')}`];
    if (ours.length === 0)
      return [`${title}: we accept, it refuses: ${errors.map(({ message }) => message).join('; ')}`];
    const known = new Set([...ours, ...ours.map((path) => path.replace(/\[\d+\]/g, ''))]);
    return errors.flatMap(({ path, message }) =>
      path === undefined || known.has(path) || (known.has('') && ABOUT_KIND.has(path))
        ? []
        : [`${title}: we have no error at ${path}: ${message} (but ${ours.join(', ')})`],
    );
  });
}

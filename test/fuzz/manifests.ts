/** Manifests to start from: the project's own, and those of corpora that are given by name. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { getCatalog } from '../../server/src/catalog/catalog.ts';
import { readCorpus } from '../conformance/corpus.ts';
import { readFixtures } from '../unit/rules/fixtures.ts';
import { files, inPod, read } from '../unit/snippets/manifests.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The texts of `examples/`. */
export function exampleManifests(): string[] {
  const examples = globSync('examples/*.yaml', { cwd: root }).sort();
  return examples.map((file) => readFileSync(path.join(root, file), 'utf8'));
}

/** The texts of `examples/`, of the rules' fixtures and of the snippets. */
export function ownManifests(): string[] {
  return [
    ...exampleManifests(),
    ...readFixtures().map(({ document }) => document.text.replace(/ *#@diag .*/g, '')),
    ...files.flatMap((file) => Object.values(read(file)).map(inPod)),
  ];
}

/** The texts of a corpus (`.jsonl`), or of a manifest. */
export function manifestsOf(file: string): string[] {
  return file.endsWith('.jsonl') ? readCorpus(file).map(({ text }) => text) : [readFileSync(file, 'utf8')];
}

export type Manifest = Record<string, unknown>;

/** The objects with a Pod of texts that hold one each, as plain values; what cannot be read is left out. */
export function asObjects(texts: readonly string[]): Manifest[] {
  return texts.flatMap((text) => {
    try {
      const value: unknown = JSON.parse(
        JSON.stringify(parse(text, { version: '1.1', merge: true, logLevel: 'silent' })),
      );
      const { apiVersion, kind } = (value ?? {}) as Manifest;
      const isKnown = getCatalog().podKinds.some((known) => known.kind === kind && known.apiVersion === apiVersion);
      return isKnown ? [value as Manifest] : [];
    } catch {
      return [];
    }
  });
}

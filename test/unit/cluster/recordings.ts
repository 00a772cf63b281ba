/**
 * What a real API server said, through kubectl, of the manifests in `recordings/`: `npm run test:cluster` asks it again,
 * and writes `recordings.json` with `--record`. What is to be found there stands at the end of a line as
 * `#@error COVERED TEXT => part of the message`, or `#@warning …`; several marks may follow each other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { KubectlAnswer } from '../../../server/src/features/cluster/kubectl-output.ts';
import { parseFile, type YamlFile } from '../../../server/src/yaml/file.ts';

const FOLDER = path.join(import.meta.dirname, 'recordings');
export const RECORDED = path.join(import.meta.dirname, 'recordings.json');

export interface Recording {
  readonly name: string;
  readonly file: YamlFile;
}

/** By the name of the recording: one answer a manifest. */
export type Recorded = Readonly<Record<string, readonly KubectlAnswer[]>>;

export function readRecordings(): Recording[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => ({
      name: path.basename(file, '.yaml'),
      file: parseFile(readFileSync(path.join(FOLDER, file), 'utf8')),
    }));
}

const MARK = /#@(error|warning) (.*?) => (.*?)(?= *#@|$)/g;

/** `LINE error COVERED TEXT`, with the part of the message that must be there. */
function expected({ text }: YamlFile): { place: string; message: string }[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(MARK)].map(([, severity, covered, message = '']) => ({
      place: `line ${index + 1} ${severity} at ${covered}`,
      message,
    })),
  );
}

/** What differs between the marks of a file and what was found; empty when all is right. */
export function differences(file: YamlFile, found: readonly Diagnostic[]): string[] {
  const lines = file.text.split('\n');
  const open = expected(file);
  const unexpected = found.flatMap(({ range: { start, end }, severity, message }) => {
    const covered = lines[start.line]?.slice(start.character, end.line === start.line ? end.character : undefined);
    const place = `line ${start.line + 1} ${severity === 1 ? 'error' : 'warning'} at ${covered}`;
    const at = open.findIndex((mark) => mark.place === place && String(message).includes(mark.message));
    if (at >= 0) open.splice(at, 1);
    return at >= 0 ? [] : [`unexpected: ${place} => ${message}`];
  });
  return [...unexpected, ...open.map(({ place, message }) => `missing: ${place} => ${message}`)];
}

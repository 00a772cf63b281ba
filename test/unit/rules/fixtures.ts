/**
 * Fixtures of rules: YAML files whose lines say at their end what is found there, as `#@diag CODE: part of the message`.
 * Several marks may follow each other. Each document is checked alone, for the version that it names or the newest, and
 * with the settings of a comment `# settings: {…}`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getCatalog, type Version } from '../../../server/src/catalog/catalog.ts';
import { versionComment } from '../../../server/src/model/object.ts';
import { findProblems } from '../../../server/src/rules/problems.ts';
import type { Problem, RuleSettings } from '../../../server/src/rules/rule.ts';
import { parseFile, positionAt, type YamlDocument } from '../../../server/src/yaml/file.ts';

export const FIXTURES = path.join(import.meta.dirname, 'fixtures');
const MARK = /#@diag ([\w-]+): (.*?)(?= *#@diag |\r?$)/g;

export interface FixtureDocument {
  readonly file: string;
  readonly index: number;
  readonly document: YamlDocument;
  readonly version: Version;
}

/** What a line says of itself, or what was found on it. */
export interface Mark {
  /** From 1, in the document. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export function readFixtures(folder = FIXTURES): FixtureDocument[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) =>
      parseFile(readFileSync(path.join(folder, file), 'utf8')).documents.map(({ document }, index) => ({
        file,
        index,
        document,
        version: versionComment(document) ?? getCatalog().newest,
      })),
    );
}

export function expectedMarks({ text }: YamlDocument): Mark[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(MARK)].map(([, code = '', message = '']) => ({
      line: index + 1,
      code,
      message: message.trim(),
    })),
  );
}

export function problemsOf({ document, version }: FixtureDocument): readonly Problem[] {
  return findProblems(document, version, settingsOf(document));
}

export function settingsOf({ text }: YamlDocument): RuleSettings {
  const settings = /^# settings: (.*)$/m.exec(text)?.[1];
  return settings === undefined ? {} : (JSON.parse(settings) as RuleSettings);
}

export function lineOf(document: YamlDocument, offset: number): number {
  return positionAt({ document, index: 0, offset: 0, line: 0 }, offset).line + 1;
}

/** The problems that no mark foretells, and the marks that no problem fulfils: both empty when all is right. */
export function compare(document: YamlDocument, marks: readonly Mark[], problems: readonly Problem[]) {
  const open = [...marks];
  const unexpected: string[] = [];
  for (const { start, code, message } of problems) {
    const line = lineOf(document, start);
    const found = open.findIndex((mark) => mark.line === line && mark.code === code && message.includes(mark.message));
    if (found < 0) unexpected.push(`line ${line}: ${code}: ${message}`);
    else open.splice(found, 1);
  }
  return { unexpected, missing: open.map(({ line, code, message }) => `line ${line}: ${code}: ${message}`) };
}

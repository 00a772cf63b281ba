/** What keeps a text from being YAML. It concerns the document, not an object: there may be none yet. */
import { isTemplate } from '../model/object.ts';
import type { YamlDocument } from '../yaml/file.ts';
import type { Problem } from './rule.ts';

export const YAML_SYNTAX = 'yaml-syntax';

/** Whether the text, broken as it may be, seems meant for Kubernetes. */
export function isMeantForKubernetes({ text }: YamlDocument): boolean {
  return /^[ \t]*[{"']*(?:apiVersion|kind)["']?[ \t]*:/m.test(text) && !isTemplate(text);
}

export function findSyntaxProblems(document: YamlDocument): Problem[] {
  if (document.problems.length === 0 || !isMeantForKubernetes(document)) return [];
  return document.problems.map(({ start, end, message }) => ({
    code: YAML_SYNTAX,
    severity: 'error',
    start,
    end,
    path: '',
    message: message.replace(/ at line \d+, column \d+/, ''),
  }));
}

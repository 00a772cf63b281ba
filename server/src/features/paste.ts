/** Commands that stand in a YAML file, pasted there or in a comment, and the manifest that can stand for them. */
import * as l10n from '@vscode/l10n';
import { newline } from '../rules/edits/lines.ts';
import type { Edit } from '../rules/rule.ts';
import { documentAt, offsetAt, type PlacedDocument, type Range, type YamlFile } from '../yaml/file.ts';
import { type FileAction, toTextEdit } from './code-actions.ts';
import { COMMAND_LINE, pasteAsYaml } from './paste/as-yaml.ts';

/** The manifest for the command at the range's start, in the place of the command; behind it, when it is a comment. */
export function getPasteActions(file: YamlFile, range: Range): FileAction[] {
  const placed = documentAt(file, range.start);
  const command = placed && commandAt(placed, offsetAt(placed, range.start));
  const yaml = command && pasteAsYaml(command.text);
  if (!placed || !command || !yaml) return [];
  const kind = /^kind: (\w+)/m.exec(yaml)?.[1] ?? l10n.t('manifest');
  return [
    {
      title: command.isComment
        ? l10n.t('Insert the {0} of the command', kind)
        : l10n.t('Replace the command by its {0}', kind),
      kind: 'refactor.rewrite.command',
      edits: [toTextEdit(placed, put(placed, command, yaml))],
    },
  ];
}

interface CommandLines {
  readonly start: number;
  readonly end: number;
  /** Without the marks of comments. */
  readonly text: string;
  readonly isComment: boolean;
}

/** The lines of a command around an offset: they are joined by backslashes. */
function commandAt({ document: { text, lineStarts } }: PlacedDocument, offset: number): CommandLines | undefined {
  const lineOf = (i: number) => text.slice(lineStarts[i] ?? text.length, lineStarts[i + 1] ?? text.length);
  const goesOn = (line: string) => line.trimEnd().endsWith('\\');
  let first = lineStarts.findLastIndex((start) => start <= offset);
  // Where the cursor is after a paste that ended with a line break.
  if (first > 0 && lineOf(first).trim() === '') first--;
  let last = first;
  while (first > 0 && goesOn(lineOf(first - 1))) first--;
  while (goesOn(lineOf(last)) && last < lineStarts.length - 1) last++;
  const head = lineOf(first);
  // What is indented is the text of a field.
  const isComment = /^[ \t]*#/.test(head);
  if (!COMMAND_LINE.test(head) || (!isComment && /^[ \t]/.test(head))) return undefined;
  const own = Array.from({ length: last + 1 - first }, (_, i) => lineOf(first + i));
  return {
    start: lineStarts[first] ?? 0,
    end: lineStarts[last + 1] ?? text.length,
    text: own.map((line) => (isComment ? line.replace(/^[ \t]*#[ \t]?/, '') : line)).join(''),
    isComment,
  };
}

function put({ document: { text } }: PlacedDocument, command: CommandLines, yaml: string): Edit {
  const end = newline(text);
  const manifest = yaml.replaceAll('\n', end);
  const before = hasContent(text.slice(0, command.start));
  const behind = hasContent(text.slice(command.end));
  const marker = `---${end}`;
  if (!command.isComment) {
    const newText = (before ? marker : '') + manifest + (behind ? marker : '');
    return { start: command.start, end: command.end, newText };
  }
  // A comment says where the object comes from: it stays in front of it, or else the object gets a place of its own.
  const at = before || behind ? text.length : command.end;
  const lead = at > 0 && text[at - 1] !== '\n' ? end : '';
  return { start: at, end: at, newText: lead + (before || behind ? marker : '') + manifest };
}

/** Anything but comments, blank lines and the marker of the document. */
function hasContent(text: string): boolean {
  return text.split('\n').some((line) => !/^\s*(?:#|$)|^---\s*$/.test(line));
}

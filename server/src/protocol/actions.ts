/** Quick fixes and refactorings on the wire. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Connection,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { FIX_ALL_KIND, type FileAction } from '../features/code-actions.ts';
import type { PodLanguageService } from '../service.ts';
import type { Host } from './host.ts';

export const actionCapabilities: ServerCapabilities = {
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, FIX_ALL_KIND] },
};

export function serveActions(
  connection: Connection,
  service: PodLanguageService,
  { answerWhole, settingsFor }: Host,
): void {
  connection.onCodeAction(
    // One of the actions mends all problems of the file.
    answerWhole<CodeActionParams, CodeAction[]>('problems', [], ({ file, uri }, { range, context }) => {
      const settings = settingsFor(uri);
      const wanted = (kind: string) => !context.only || context.only.some((only) => `${kind}.`.startsWith(`${only}.`));
      const all = wanted(FIX_ALL_KIND) ? service.getFixAll(file, settings) : undefined;
      // A refactoring is for who asks for it, not for whoever moves the cursor.
      const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic;
      const mayRefactor = isAsked && (!context.only || context.only.some((only) => /^refactor\b/.test(only)));
      const actions = [
        ...(wanted(CodeActionKind.QuickFix) ? service.getFixes(file, range, settings) : []),
        ...service.getPasteActions(file, range),
        ...(mayRefactor ? service.getRefactorings(file, range, settings) : []),
        ...(all ? [all] : []),
      ];
      return actions.filter(({ kind = '' }) => wanted(kind)).map((action) => bind(action, uri));
    }),
  );
}

function bind({ edits, ...action }: FileAction, uri: string): CodeAction {
  return { ...action, edit: { changes: { [uri]: [...edits] } } };
}

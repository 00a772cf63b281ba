/** The diagnostics that a cluster gave rise to: of an object they go with its first edit, else they move along. */
import {
  type Diagnostic,
  type Disposable,
  languages,
  Range,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  workspace,
} from 'vscode';
import { moved } from '../preview/follow.ts';

/** An object of a document, as it was when its cluster was asked. */
export interface Judged {
  readonly range: Range;
}

export interface Verdicts extends Disposable {
  /** Forgets what was said of the document, and follows its edits from now on. */
  begin(document: TextDocument, judged: readonly Judged[]): void;
  /** What was said of the object of that index, with ranges as they were at the beginning. */
  add(document: TextDocument, index: number, diagnostics: readonly Diagnostic[]): void;
  clear(document: TextDocument): void;
}

interface Followed {
  readonly changes: TextDocumentContentChangeEvent[];
  /** By index; undefined for an object that was edited. */
  objects: ({ readonly range: Range; readonly diagnostics: readonly Diagnostic[] } | undefined)[];
}

export function createVerdicts(): Verdicts {
  const collection = languages.createDiagnosticCollection('podwright-cluster');
  const followed = new Map<string, Followed>();

  function show(document: TextDocument): void {
    const found = followed.get(document.uri.toString())?.objects.flatMap((object) => object?.diagnostics ?? []);
    collection.set(document.uri, found);
  }

  function clear(document: TextDocument): void {
    followed.delete(document.uri.toString());
    collection.delete(document.uri);
  }

  const subscriptions = [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const known = followed.get(document.uri.toString());
      if (!known || contentChanges.length === 0) return;
      for (const change of contentChanges) {
        known.changes.push(change);
        known.objects = known.objects.map((object) =>
          object && !isEdited(object.range, change)
            ? {
                range: movedRange(object.range, [change]),
                diagnostics: object.diagnostics.map((one) => movedDiagnostic(one, [change])),
              }
            : undefined,
        );
      }
      show(document);
    }),
    workspace.onDidCloseTextDocument(clear),
  ];

  return {
    begin(document, judged) {
      const objects = judged.map(({ range }) => ({ range, diagnostics: [] }));
      followed.set(document.uri.toString(), { changes: [], objects });
      show(document);
    },
    add(document, index, diagnostics) {
      const known = followed.get(document.uri.toString());
      const object = known?.objects[index];
      if (!known || !object) return;
      known.objects[index] = { ...object, diagnostics: diagnostics.map((one) => movedDiagnostic(one, known.changes)) };
      show(document);
    },
    clear,
    dispose: () => {
      for (const one of [collection, ...subscriptions]) one.dispose();
    },
  };
}

/** Whether the edit is in the object or at its end; what comes before it only moves it. */
function isEdited(range: Range, { range: edited }: TextDocumentContentChangeEvent): boolean {
  return edited.end.isAfter(range.start) && !edited.start.isAfter(range.end);
}

function movedDiagnostic(diagnostic: Diagnostic, changes: readonly TextDocumentContentChangeEvent[]): Diagnostic {
  return { ...diagnostic, range: movedRange(diagnostic.range, changes) };
}

function movedRange({ start, end }: Range, changes: readonly TextDocumentContentChangeEvent[]): Range {
  const [a, b] = [start, end].map((position) => changes.reduce(moved, position as { line: number; character: number }));
  return a && b ? new Range(a.line, a.character, b.line, b.character) : new Range(start, end);
}

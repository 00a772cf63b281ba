import type { CompletionItemKind } from 'vscode-languageserver-types';

/** One thing to offer; a list of them is in the order in which they are to be shown. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Beside the label: the type, or where a value comes from. */
  readonly detail?: string;
  /** What replaces the hole, in the syntax of snippets. */
  readonly snippet: string;
  /** What the typed characters are compared with, where it is not the label. */
  readonly filter?: string;
  readonly deprecated?: boolean;
  /** One of many that would do: for names, paths and images that the reader is free to choose. */
  readonly open?: boolean;
  /** Whose documentation belongs to it. */
  readonly about?: { readonly definition: string; readonly field?: string; readonly value?: string };
}

/** Text that a snippet inserts as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

export const hasTabStops = (snippet: string): boolean => /^(?:[^\\$]|\\.)*\$/s.test(snippet);

/** What a snippet comes to in an editor that knows none: first choices, defaults, and nothing at the empty stops. */
export function plainText(snippet: string): string {
  const defaults = new Map<string, string>();
  const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');
  return snippet.replace(
    /\\(.)|\$\{(\d+)\|((?:\\.|[^\\,|])*)(?:\\.|[^\\|])*\|\}|\$\{(\d+):((?:\\.|[^\\}])*)\}|\$(\d+)/g,
    (_, escaped?: string, choice = '', first = '', named = '', text = '', stop = '') => {
      if (escaped !== undefined) return escaped;
      const number = choice || named || stop;
      if (!defaults.has(number)) defaults.set(number, unescaped(first || text));
      return defaults.get(number) ?? '';
    },
  );
}

/** A tab stop that lets choose among values, or is simply empty. */
export function tabStop(number: number, choices: readonly string[] = []): string {
  if (choices.length < 2) return choices[0] === undefined ? `$${number}` : `\${${number}:${escapeSnippet(choices[0])}}`;
  return `\${${number}|${choices.map((choice) => choice.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}

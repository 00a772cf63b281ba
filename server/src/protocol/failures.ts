/** Tells the client of bugs of ours, each once: a bug that a keystroke meets, every keystroke meets. */
import type { Connection } from 'vscode-languageserver';

export function failureLog({ console }: Pick<Connection, 'console'>): (error: unknown) => void {
  const told = new Set<string>();
  return (error) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (told.has(message)) return;
    told.add(message);
    console.error(message);
  };
}

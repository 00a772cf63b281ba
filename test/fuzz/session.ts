/** Edits of a text in random places, with everything asked between them; what goes wrong is told. */
import { isDeepStrictEqual } from 'node:util';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PodLanguageService } from '../../server/src/service.ts';
import { type Question, questionsAbout, randomPosition, stateOf } from './ask.ts';
import type { Random } from './random.ts';
import { damage } from './texts.ts';

export interface Findings {
  edits: number;
  questions: number;
  /** Milliseconds of the slowest answer, and to what. */
  slowest: readonly [milliseconds: number, question: string];
  readonly faults: Fault[];
}

export interface Fault {
  readonly what: string;
  readonly text: string;
}

/** No answer may take longer, in milliseconds. */
const MOST = 1000;

export function noFindings(): Findings {
  return { edits: 0, questions: 0, slowest: [0, 'nothing'], faults: [] };
}

/**
 * @param edits how many, one after the other
 * @param asked of how many of the questions there are, each time
 */
export async function editAndAsk(
  service: PodLanguageService,
  start: string,
  random: Random,
  { edits, asked, findings }: { readonly edits: number; readonly asked: number; readonly findings: Findings },
): Promise<void> {
  let document = TextDocument.create('file:///pod.yaml', 'yaml', 0, start);
  let file = service.parse(start);
  for (let version = 1; version <= edits; version++) {
    const { start: from, end, newText } = damage(document.getText(), random);
    const range = { start: document.positionAt(from), end: document.positionAt(end) };
    document = TextDocument.update(document, [{ range, text: newText }], version);
    const text = document.getText();
    const fault = (what: string) => findings.faults.push({ what, text });
    findings.edits++;
    try {
      file = service.edit(file, { range, text: newText });
      if (file.text !== text) fault('the edited text is another');
      const position = randomPosition(text, random.below);
      const [edited, fresh] = [file, service.parse(text)].map((one) => stateOf(service, one, position));
      if (!isDeepStrictEqual(edited, fresh))
        fault('after an edit, answers differ from those about the text as a whole');
      const questions = questionsAbout(service, file, position);
      for (let i = 0; i < asked; i++) await answer(random.pick(questions), fault, findings);
    } catch (error) {
      fault(`editing throws ${(error as Error).stack}`);
      file = service.parse(text);
    }
  }
}

export async function answer([name, ask]: Question, fault: (what: string) => void, findings: Findings): Promise<void> {
  const started = performance.now();
  try {
    await ask();
  } catch (error) {
    fault(`${name} throws ${(error as Error).stack}`);
  }
  const milliseconds = performance.now() - started;
  findings.questions++;
  if (milliseconds > findings.slowest[0]) findings.slowest = [milliseconds, name];
  if (milliseconds > MOST) fault(`${name} takes ${Math.round(milliseconds)} ms`);
}

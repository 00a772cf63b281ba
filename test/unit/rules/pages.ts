/**
 * The rules' pages in `docs/rules/`, made of the table of rules and their fixtures.
 * `node test/unit/rules/pages.ts` writes them anew.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem, Rule } from '../../../server/src/rules/rule.ts';
import { rules } from '../../../server/src/rules/rules.ts';
import { YAML_SYNTAX } from '../../../server/src/rules/syntax/yaml-syntax.ts';
import { type FixtureDocument, lineOf, problemsOf, readFixtures } from './fixtures.ts';

export const PAGES = path.join(import.meta.dirname, '../../../docs/rules');

const STAGES: Readonly<Record<Rule['stage'], string>> = {
  kind: 'The API server does not know what the object is.',
  decode: 'The API server cannot read the object, and stops at the first such value.',
  strict: 'The API server refuses the object, unless it is told to ignore the field.',
  validate: 'The API server refuses the object.',
  warn: 'The API server accepts the object and returns a warning with it.',
  advise: 'The API server does not look at it.',
};

/** Those who refuse what the API server's own validation accepts. */
const REFUSERS: Readonly<Record<string, string>> = {
  'pod-security': 'The Pod Security admission of a namespace that enforces the level refuses the object.',
  'static-kind': 'The kubelet passes over the file; the API server never sees it.',
  'static-reference': 'The kubelet passes over the file; the API server never sees it.',
};

/** The syntax of YAML is judged before there is an object for rules. */
const SYNTAX: Pick<Rule, 'code' | 'severity' | 'stage' | 'summary'> = {
  code: YAML_SYNTAX,
  severity: 'error',
  stage: 'decode',
  summary: 'The text is no YAML: nothing behind the problem can be relied on.',
};

type Described = typeof SYNTAX & Pick<Rule, 'isOff'>;

const all: readonly Described[] = [SYNTAX, ...rules];

/** By file name. */
export function pages(): Map<string, string> {
  const examples = findExamples();
  const made = new Map(all.map((rule) => [`${rule.code}.md`, page(rule, examples.get(rule.code))]));
  return made.set('README.md', index());
}

interface Example {
  readonly fixture: FixtureDocument;
  readonly problem: Problem;
}

/** The shortest document in which each rule finds something. */
function findExamples(): Map<string, Example> {
  const examples = new Map<string, Example>();
  for (const fixture of readFixtures())
    for (const problem of problemsOf(fixture)) {
      const known = examples.get(problem.code);
      const isBetter = !known || (problem.fixes?.length ?? 0) > (known.problem.fixes?.length ?? 0);
      if (isBetter) examples.set(problem.code, { fixture, problem });
    }
  return examples;
}

function page(rule: Described, example: Example | undefined): string {
  const { code, severity, stage, summary, isOff } = rule;
  const sections = [
    `# ${code}`,
    summary,
    `Severity: **${severity}**${isOff ? ', silent until it is asked for' : ''}. ${REFUSERS[code] ?? STAGES[stage]}`,
    ...(example ? exampleOf(example) : []),
    '## Silence it',
    `\`\`\`yaml
# podwright-disable ${code}            (the whole file)
# podwright-disable-next-line ${code}
field: value # podwright-disable-line ${code}
\`\`\``,
  ];
  return `${sections.join('\n\n')}\n`;
}

function exampleOf({ fixture, problem }: Example): string[] {
  const titles = (problem.fixes ?? []).map(({ title }) => `- ${title}`);
  return [
    '## Example',
    `\`\`\`yaml\n${excerpt(fixture, problem)}\n\`\`\``,
    `> ${problem.message}`,
    ...(titles.length > 0 ? ['Quick fixes:', titles.join('\n')] : []),
  ];
}

/** The line, and those that it stands below. */
function excerpt({ document }: FixtureDocument, { start }: Problem): string {
  const lines = document.text.split('\n').map((line) => line.replace(/\s*#@diag .*$/, '').trimEnd());
  const at = lineOf(document, start) - 1;
  const shown = [`${lines[at]} # ←`];
  let indent = indentOf(lines[at] ?? '');
  for (let i = at - 1; i >= 0 && indent > 0; i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#') || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    shown.unshift(line);
  }
  return shown.join('\n');
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

function index(): string {
  const rows = all
    .toSorted((a, b) => a.code.localeCompare(b.code))
    .map((rule) => `| [${rule.code}](${rule.code}.md) | ${rule.isOff ? 'off' : rule.severity} | ${rule.summary} |`);
  return `# Rules

*Error* means exactly: the API server, or the kubelet for a static Pod, refuses the manifest. Made by
\`node test/unit/rules/pages.ts\`.

| code | severity | what it says |
| --- | --- | --- |
${rows.join('\n')}
`;
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(PAGES, { recursive: true });
  const made = pages();
  for (const file of readdirSync(PAGES)) if (!made.has(file)) rmSync(path.join(PAGES, file));
  for (const [file, text] of made) writeFileSync(path.join(PAGES, file), text);
}

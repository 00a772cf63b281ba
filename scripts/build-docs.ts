/**
 * Joins Kubernetes' field documentation, from the type declarations of the npm package kubernetes-models, with the
 * catalog: one Markdown text for each definition, field and enumeration value. The result is `DocsData` as JSON.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { getCatalog } from '../server/src/catalog/catalog.ts';
import type { DocsData } from '../server/src/catalog/docs.ts';
import { OWN_DOCS, OWN_VALUE_DOCS } from '../server/src/catalog/own-docs.ts';

const MODULES = new URL('../node_modules/', import.meta.url);

/** The declarations of one definition: its own comment, and the comments of its fields. */
interface Declaration {
  readonly comment: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** The JSON of `DocsData` for every definition of the catalog; the same for the same package. */
export async function buildDocs(): Promise<string> {
  const texts: string[] = [];
  const indexOf = new Map<string, number>();
  const add = (text: string): number => {
    const known = indexOf.get(text);
    if (known !== undefined) return known;
    indexOf.set(text, texts.length);
    return texts.push(text) - 1;
  };

  const definitions: Record<string, number> = {};
  const fields: Record<string, number> = {};
  const values: Record<string, Record<string, number>> = {};
  const catalog = getCatalog();
  for (const name of catalog.definitionNames) {
    const definition = catalog.definition(name);
    if (!definition) continue;
    const declaration = await readDeclaration(definition.group, name);
    if (declaration?.comment) definitions[name] = add(toMarkdown(declaration.comment));
    for (const field of definition.fields.keys()) {
      const key = `${name}.${field}`;
      const { text, meanings } = splitValues(declaration?.fields.get(field) ?? '');
      const doc = onlyOne(key, text, OWN_DOCS[key]);
      if (doc !== undefined) fields[key] = add(doc);
      const ownMeanings = OWN_VALUE_DOCS[key] ?? {};
      const documented = [...new Set([...meanings.keys(), ...Object.keys(ownMeanings)])];
      if (documented.length > 0) {
        values[key] = Object.fromEntries(
          documented.map((value) => [
            value,
            add(onlyOne(`${key} ${value}`, meanings.get(value), ownMeanings[value]) as string),
          ]),
        );
      }
    }
  }
  return JSON.stringify({ texts, definitions, fields, values } satisfies DocsData);
}

/** Reads `v1/Probe.d.ts` for group `core/v1` and definition `Probe`; undefined when the package is older than it. */
async function readDeclaration(group: string, name: string): Promise<Declaration | undefined> {
  const folder = group.startsWith('meta/')
    ? `@kubernetes-models/apimachinery/apis/${group}`
    : `kubernetes-models/${group.replace(/^core\//, '')}`;
  const file = new URL(`${folder}/${name}.d.ts`, MODULES);
  return existsSync(file) ? parseDeclaration(await readFile(file, 'utf8'), name) : undefined;
}

/** Comments stand right before what they are about: the interface, and each field, indented by four spaces. */
function parseDeclaration(source: string, name: string): Declaration {
  const start = source.search(new RegExp(`^export interface I${name}\\b`, 'm'));
  const body = source.slice(start, source.indexOf('\n}', start));
  const fields = new Map<string, string>();
  for (const [, comment = '', field = ''] of body.matchAll(
    /^ {4}\/\*\*\n((?: {5}\*.*\n)+?) {5}\*\/\n {4}"([^"]+)"/gm,
  )) {
    fields.set(field, uncomment(comment));
  }
  const [, comment = ''] = source.slice(0, start).match(/\/\*\*\n((?: \*.*\n)+?) \*\/\n$/) ?? [];
  return { comment: uncomment(comment), fields };
}

/** The lines of a comment without the stars at their front. */
function uncomment(comment: string): string {
  return comment.replace(/^ *\* ?/gm, '').trim();
}

/** Kubernetes' text or our own, as Markdown: ours is to go when the package has one. */
function onlyOne(key: string, theirs: string | undefined, own: string | undefined): string | undefined {
  if (theirs && own) throw new Error(`kubernetes-models documents ${key} now: take it out of own-docs.ts`);
  return theirs ? toMarkdown(theirs) : own;
}

/** Takes the list of values, each with its meaning, from the end of a description. */
function splitValues(comment: string): { text: string; meanings: ReadonlyMap<string, string> } {
  const [text = '', list = ''] = comment.split(/\n*Possible enum values:\n/);
  const meanings = list.split(/^ *- /m).flatMap((item): [string, string][] => {
    const [, value, meaning = ''] = item.match(/^`"(.*?)"`\s*(.*)$/s) ?? [];
    return value !== undefined && meaning.trim() !== '' ? [[value, capitalize(meaning.trim())]] : [];
  });
  return { text, meanings: new Map(meanings) };
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Kubernetes' plain text as Markdown: what would be markup is escaped, links and run-in lists are set as such. */
function toMarkdown(text: string): string {
  return (
    text
      .replaceAll('\\*', '*')
      // Bullets, indented by a tab for each level; then lists whose items stand in one line.
      .replace(/^\t*[*-] /gm, (bullet) => `${'  '.repeat(Math.max(0, bullet.length - 3))}- `)
      .replace(/(?<=[:.;]) - (?=[A-Z"`])/g, '\n- ')
      .replace(/: ?((?: ?- ?[^\s]+){3,})/g, (_, list: string) => `:\n${list.replace(/ ?- ?(?=[^\s]+)/g, '\n- ')}`)
      .replace(/^1\. .* 2\. .*$/gm, (list) => list.replace(/ (?=\d\. )/g, '\n'))
      // Deep indentation would make it code.
      .replace(/^(\t+| {3,})/gm, '  ')
      // Without a blank line, what follows would belong to the last item.
      .replace(/^( *- .*(?:\n +\S.*)*)\n(?=[^\s-])/gm, '$1\n\n')
      .replace(/(?<=\S) {2,}/g, ' ')
      .replace(/More info: (https?:\/\/[^\s,)]+?)\.?(?=\s|$)/g, '[More info]($1)')
      .split(/(`[^`\n]*`)/)
      .map((part, i) => (i % 2 === 1 ? part : part.replace(/[<*]/g, '\\$&')))
      .join('')
  );
}

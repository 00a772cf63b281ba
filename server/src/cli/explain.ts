/** `explain`: what fields the API has where, as `kubectl explain` says it, without a cluster. */
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { createDocs, type Docs } from '../catalog/docs.ts';
import { type ExplainedField, type Explanation, explainDefinition, explainPath } from '../features/explain.ts';
import { type Command, type CommandIo, command } from './command.ts';
import { readVersion, UsageError } from './options.ts';

/** @param loadDocs the JSON that the build writes to `docs.json` */
export function explainCommand(loadDocs: () => Promise<string>): Command {
  return command(
    {
      usage: 'explain [OPTION…] PATH',
      about: 'What fields the API has; PATH is such as pod.spec.containers or deploy.spec.strategy.',
      options: {
        recursive: { help: 'all fields below, as a tree of names' },
        'api-version': { value: 'VERSION', help: 'such as apps/v1, where a kind could be of several' },
        kubernetes: { value: 'VERSION', help: `whose fields (${getCatalog().newest})` },
      },
    },
    async (values, [path, ...others], io) => {
      if (path === undefined || others.length > 0) throw new UsageError('name one path');
      const options: Explained = {
        path,
        version: readVersion(values.kubernetes) ?? getCatalog().newest,
        apiVersion: values['api-version'],
        recursive: values.recursive,
      };
      return print(options, await readDocs(loadDocs, io), io);
    },
  );
}

interface Explained {
  readonly path: string;
  readonly version: Version;
  readonly apiVersion: string | undefined;
  readonly recursive: boolean;
}

async function readDocs(loadDocs: () => Promise<string>, io: CommandIo): Promise<Docs> {
  try {
    return createDocs(JSON.parse(await loadDocs()));
  } catch {
    io.err('The documentation of the fields is missing: "npm run build" writes it.\n');
    return createDocs({ texts: [], definitions: {}, fields: {}, values: {} });
  }
}

function print({ path, version, apiVersion, recursive }: Explained, docs: Docs, io: CommandIo): number {
  const explained = explainPath(path, version, docs, apiVersion);
  if ('error' in explained) {
    io.err(`${explained.error}\n`);
    return 1;
  }
  const fields = recursive ? tree(explained.definition, version, docs) : described(explained.fields);
  io.out(
    [...head(explained), ...(fields.length > 0 ? ['FIELDS:', ...fields] : [])].map((line) => `${line}\n`).join(''),
  );
  return 0;
}

function head({ kind, apiVersion, field, description }: Explanation): string[] {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return [
    ...(group ? [`GROUP:      ${group}`] : []),
    `KIND:       ${kind}`,
    `VERSION:    ${version}`,
    '',
    ...(field ? [`FIELD: ${signature(field)}`, ...enumeration(field, ''), ''] : []),
    'DESCRIPTION:',
    ...wrap(description || '<empty>', 4),
    '',
  ];
}

function described(fields: readonly ExplainedField[]): string[] {
  return fields.flatMap((field) => [
    `  ${signature(field)}`,
    ...enumeration(field, '  '),
    ...wrap(field.description || '<no description>', 4),
    '',
  ]);
}

function signature({ name, type, required }: ExplainedField): string {
  return `${name}\t<${type}>${required ? ' -required-' : ''}`;
}

function enumeration({ values }: ExplainedField, indent: string): string[] {
  return values.length > 0 ? [`${indent}enum: ${values.map((value) => value || '""').join(', ')}`] : [];
}

/** Names and types alone. A definition that holds itself is not followed again. */
function tree(definition: string | undefined, version: Version, docs: Docs, above: readonly string[] = []): string[] {
  if (definition === undefined || above.includes(definition)) return [];
  return explainDefinition(definition, version, docs).flatMap((field) => {
    const indent = '  '.repeat(above.length + 1);
    return [
      `${indent}${signature(field)}`,
      ...enumeration(field, indent),
      ...tree(field.definition, version, docs, [...above, definition]),
    ];
  });
}

const WIDTH = 80;

/** Paragraphs of Markdown in lines of at most 80 characters, its links written out. */
function wrap(text: string, indent: number): string[] {
  const pad = ' '.repeat(indent);
  const plain = text.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1: $2');
  return plain.split(/\n+/).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      if (line && pad.length + line.length + 1 + word.length > WIDTH) {
        lines.push(pad + line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    return line ? [...lines, pad + line] : lines;
  });
}

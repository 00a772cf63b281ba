/** The language server as a Node process, which `node.ts` starts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { fileSystem } from './file-system.ts';
import { startServer } from './protocol/server.ts';

startServer(createConnection(ProposedFeatures.all), {
  loadDocs: () => readFile(join(__dirname, 'docs.json'), 'utf8'),
  fileSystem,
});

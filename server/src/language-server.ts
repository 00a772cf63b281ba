/** The language server as a Node process, which `node.ts` starts. */
import fs from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { fileSystem } from './file-system.ts';
import { startServer } from './protocol/server.ts';
import { createTurns } from './protocol/turns.ts';
import { translationsOf } from './translations.ts';

const { options, idle } = createTurns(setImmediate);

startServer(createConnection(options), {
  loadDocs: () => fs.promises.readFile(join(__dirname, 'docs.json'), 'utf8'),
  fileSystem,
  translationsOf,
  now: Date.now,
  idle,
});

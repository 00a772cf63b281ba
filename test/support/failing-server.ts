/** The language server with a bug: one of its rules throws, whatever it is asked. */
import { createConnection } from 'vscode-languageserver/node';
import { fileSystem } from '../../server/src/file-system.ts';
import { startServer } from '../../server/src/protocol/server.ts';
import { createTurns } from '../../server/src/protocol/turns.ts';
import { rules } from '../../server/src/rules/rules.ts';

const broken = rules.find(({ code }) => code === 'invalid-name');
if (!broken) throw new Error('there is no such rule');
broken.check = () => {
  throw new Error('broken on purpose');
};

const { options, idle } = createTurns(setImmediate);
startServer(createConnection(options), {
  loadDocs: async () => JSON.stringify({ texts: [], definitions: {}, fields: {}, values: {} }),
  fileSystem,
  now: Date.now,
  idle,
});

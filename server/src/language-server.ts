/** The language server as a Node process, which `node.ts` starts. */
import fs from 'node:fs';
import { join } from 'node:path';
import { fileSystem } from './file-system.ts';
import { connect } from './protocol/json-rpc.ts';
import { startServer } from './protocol/server.ts';
import { chooseTransport } from './transport.ts';

const PARENT_CHECK_MS = 3_000;

// An editor that goes without a word takes the server with it.
const transport = chooseTransport(process.argv.slice(2), () => process.exit(1));

startServer(connect(transport), {
  loadDocs: () => fs.promises.readFile(join(__dirname, 'docs.json'), 'utf8'),
  fileSystem,
  now: Date.now,
  exit: (code) => process.exit(code),
  endWith(editor) {
    setInterval(() => {
      try {
        process.kill(editor, 0);
      } catch {
        process.exit(1);
      }
    }, PARENT_CHECK_MS);
  },
});

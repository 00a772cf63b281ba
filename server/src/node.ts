/** `node dist/server.js --stdio`, or over IPC when an editor forks it: starts the language server. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runCached } from './code-cache.ts';

/** What the build made of the server, as a hash. */
declare const LANGUAGE_SERVER_BUILD: string;
declare const LANGUAGE_SERVER_ENCODING: 'latin1' | 'utf8';

// A long file that is read leaves garbage of many times its size, which V8 would let lie: it takes more and more room
// for what is new, and lets the rest double and more before it looks through it.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=50');

runCached(join(__dirname, 'language-server.js'), LANGUAGE_SERVER_BUILD, LANGUAGE_SERVER_ENCODING);

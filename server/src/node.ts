/** `node dist/server.js --stdio`, or over IPC when an editor forks it: starts the language server. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runCached } from './code-cache.ts';

/** What the build made of the server, as a hash. */
declare const LANGUAGE_SERVER_BUILD: string;

// A long file that is read leaves garbage of many times its size; without this, V8 lets it lie.
setFlagsFromString('--optimize-for-size');

runCached(join(__dirname, 'language-server.js'), LANGUAGE_SERVER_BUILD);

/**
 * `node dist/server.js --stdio`, or over IPC when an editor forks it: starts the language server, whose code V8 compiles
 * once and then keeps beside other temporary files.
 */
import module, { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// A long file that is read leaves garbage of many times its size; without this, V8 lets it lie.
setFlagsFromString('--optimize-for-size');

// Node 20, which the oldest editors bring, has no such cache.
const { enableCompileCache, flushCompileCache } = module as Partial<typeof module>;
enableCompileCache?.();
createRequire(__filename)('./language-server.js');
// Editors end a server without asking: what was compiled on the first documents is kept before that.
if (flushCompileCache) setTimeout(flushCompileCache, 10_000).unref();

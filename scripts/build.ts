/** node scripts/build.ts [--production]: bundles client, server, command line and preview into dist/. */

import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build as bundle, type Plugin } from 'esbuild';
import { buildDocs } from './build-docs.ts';
import { notices } from './notices.ts';
import { root } from './process.ts';

const dist = path.join(root, 'dist');

/**
 * Modules of Node that the LSP packages require at their start and use only over sockets and for other processes:
 * loaded when they are used, as every start would wait for them.
 */
const lazyNodeModules: Plugin = {
  name: 'lazy-node-modules',
  setup(build) {
    build.onResolve({ filter: /^(crypto|net|child_process)$/ }, ({ path: name, importer }) =>
      importer.includes('node_modules') ? { path: name, namespace: 'lazy' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path: name }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, key) => require('node:${name}')[key] });`,
    }));
  },
};

/**
 * The language client is nine tenths of the extension's code, and VS Code, while it waits for the extension, compiles all
 * that is in a file: it is a file of its own, loaded with the first Pod.
 */
const lazyLanguageClient: Plugin = {
  name: 'lazy-language-client',
  setup(build) {
    build.onResolve({ filter: /^\.\/node-client\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './node-client.cjs', external: true } : undefined,
    );
  },
};

/** Builds everything; answers the files of dist/ with their bytes. Throws when a bundle cannot be made. */
export async function build({ production = false } = {}): Promise<Map<string, Uint8Array>> {
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: !production,
    logLevel: 'warning',
    outdir: 'dist',
    metafile: true,
  };
  // Node as old as the oldest VS Code that we support runs on it (1.91: Electron 29).
  // Of `yaml`, the modules: what nobody asks for is left out, and the rest is there at once.
  // Of `@vscode/l10n`, what reads no files: texts come from the editor.
  const alias = {
    yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js'),
    '@vscode/l10n': path.join(root, 'node_modules/@vscode/l10n/dist/browser.js'),
  };
  const node: BuildOptions = { ...common, alias, platform: 'node', target: 'node20', format: 'cjs' };
  const browser: BuildOptions = { ...common, platform: 'browser', target: 'es2022' };

  await mkdir(dist, { recursive: true });
  const [docs, ...bundles] = await Promise.all([
    buildDocs(),
    // The package is of type module, and VS Code would load the client as such if its name did not say otherwise.
    bundle({
      ...node,
      entryPoints: { client: 'client/src/node.ts', 'node-client': 'client/src/node-client.ts' },
      external: ['vscode'],
      outExtension: { '.js': '.cjs' },
      plugins: [lazyLanguageClient],
      // VS Code hands out its own module to who requires it.
      supported: { 'dynamic-import': false },
    }),
    bundle({
      ...node,
      entryPoints: { 'language-server': 'server/src/language-server.ts' },
      plugins: [lazyNodeModules],
    }),
    bundle({ ...node, entryPoints: { cli: 'server/src/cli.ts' }, banner: { js: '#!/usr/bin/env node' } }),
    bundle({
      ...browser,
      entryPoints: { 'client-web': 'client/src/browser.ts' },
      format: 'cjs',
      external: ['vscode'],
    }),
    bundle({ ...browser, entryPoints: { 'server-web': 'server/src/browser.ts' }, format: 'iife' }),
    bundle({ ...browser, entryPoints: { preview: 'client/preview/main.ts' }, format: 'iife' }),
    // Kept nowhere: it fails as soon as something under the service needs Node.
    bundle({
      ...browser,
      entryPoints: { service: 'server/src/service.ts' },
      format: 'esm',
      write: false,
      sourcemap: false,
    }),
  ]);
  const server = await readFile(path.join(dist, 'language-server.js'));
  const starter = await bundle({
    ...node,
    entryPoints: { server: 'server/src/node.ts' },
    banner: { js: '#!/usr/bin/env node' },
    define: {
      LANGUAGE_SERVER_BUILD: JSON.stringify(createHash('sha256').update(server).digest('hex').slice(0, 16)),
      LANGUAGE_SERVER_ENCODING: JSON.stringify(isAscii(server) ? 'latin1' : 'utf8'),
    },
  });
  await writeFile(path.join(dist, 'docs.json'), docs);
  await writeFile(path.join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  const kept = [starter, ...bundles.slice(0, -1)];
  const inputs = kept.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  await writeFile(path.join(dist, 'ThirdPartyNotices.txt'), await notices(inputs));
  for (const program of ['cli.js', 'server.js']) await chmod(path.join(dist, program), 0o755);

  const written = kept.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {}));
  const names = written.filter((file) => !file.endsWith('.map')).map((file) => path.basename(file));
  const sizes = new Map<string, Uint8Array>();
  for (const name of [...names, 'docs.json']) sizes.set(name, await readFile(path.join(dist, name)));
  return sizes;
}

/** What is wrong in the sources, esbuild has told already. */
export function tellFailure(error: Error): void {
  if (!('errors' in error)) console.error(error);
}

if (import.meta.main) {
  const files = await build({ production: process.argv.includes('--production') }).catch((error) => {
    tellFailure(error);
    process.exit(1);
  });
  for (const [name, bytes] of files) {
    const kb = (length: number) => `${(length / 1024).toFixed(0)} KB`.padStart(8);
    console.log(`dist/${name.padEnd(12)} ${kb(bytes.length)} ${kb(gzipSync(bytes).length)} gzipped`);
  }
}

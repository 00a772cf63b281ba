/** The licences of what the bundles carry, from the packages themselves. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './process.ts';

/** Not in a bundle: `docs.json` and the catalog are made of what they hold, or of what they were generated from. */
const AS_DATA = ['kubernetes-models'];

const HEAD = `Podwright carries code and texts of the projects below, each under its own licence.

The documentation of fields and the API catalog are of the Kubernetes project (https://kubernetes.io), copyright The
Kubernetes Authors, licensed under the Apache License 2.0, the text of which is in the file LICENSE.
`;

/**
 * The text of ThirdPartyNotices.txt. `inputs` are the files that went into the bundles, from the project's folder, as
 * esbuild's metafile names them. Throws when a package does not say under which licence it is.
 */
export async function notices(inputs: Iterable<string>): Promise<string> {
  const packages = new Set(AS_DATA.map((name) => `node_modules/${name}`));
  for (const input of inputs) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder) packages.add(folder);
  }
  const parts = await Promise.all([...packages].toSorted().map(noticeOf));
  return [HEAD, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

async function noticeOf(folder: string): Promise<string> {
  const absolute = path.resolve(root, folder);
  const { name, version, license } = JSON.parse(await readFile(path.join(absolute, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} does not say under which licence it is.`);
  const files = (await readdir(absolute)).filter((file) => /^(?:licen[cs]e|notice)/i.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(path.join(absolute, file), 'utf8')));
  return [`${name} ${version}, ${license}\n`, ...texts].join('\n');
}

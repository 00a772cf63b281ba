/** node scripts/package.ts: what is published, in out/packages/: the extension as a VSIX, and the npm package. */
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { output, root } from './process.ts';

export interface Packages {
  readonly vsix: string;
  readonly tarball: string;
}

/** Builds for production and packs; answers the paths of the files. */
export async function pack(): Promise<Packages> {
  const folder = path.join(root, 'out/packages');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const vsix = path.join(folder, 'podwright.vsix');
  // It runs `vscode:prepublish`, which builds. All that is needed is in the bundles; the project has no address yet.
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await output(path.join(root, 'node_modules/.bin/vsce'), [...args, '--out', vsix]);
  const packed = await output('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]);
  return { vsix, tarball: path.join(folder, packed.trim()) };
}

if (import.meta.main) {
  for (const file of Object.values(await pack())) {
    const kilobytes = ((await stat(file)).size / 1024).toFixed(0);
    console.log(`${path.relative(root, file)} ${kilobytes} KB`);
  }
}

// node scripts/setup.mjs SCRIPT.ts [ARGUMENT…]
// Lays in the npm packages that package-lock.json names, then runs SCRIPT with the Node among them, which reads
// TypeScript. This file itself has to run on the oldest Node that a machine may bring (20) with nothing installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const node = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

// The terminal sends Ctrl+C to every process; the script answers it, and we end when it has ended.
process.on('SIGINT', () => {});

if (!packagesAreInStep()) {
  console.log('Installing npm packages (once, about half a minute) …');
  const started = Date.now();
  const beat = setInterval(() => console.log(`  still installing, ${seconds(started)}`), 10_000);
  // Not `npm ci`: it refuses a lock file that lacks the package of some other platform, which a mirror may not have.
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', install, withoutLocalBin(process.env));
  clearInterval(beat);
  if (code !== 0) {
    console.error('npm install failed; its own message is above. Run the command again once that is mended.');
    process.exit(code);
  }
  console.log(`  done, ${seconds(started)}`);
}
process.exit(await run(node, process.argv.slice(2), process.env));

/** npm notes in node_modules/.package-lock.json what it laid there, as its last step. */
function packagesAreInStep() {
  const note = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(note) || !existsSync(node)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const laid = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) =>
      place === '' || (laid[place] ? laid[place].version === version : optional === true),
  );
}

/** npm must not run on the very Node that it is about to replace. */
function withoutLocalBin(env) {
  const local = path.join(root, 'node_modules/.bin');
  const entries = (env.PATH ?? '').split(path.delimiter).filter((entry) => path.resolve(entry) !== local);
  return { ...env, PATH: entries.join(path.delimiter) };
}

/** Runs a command in the project's folder on our own terminal and answers its exit code. */
function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: 'inherit',
      shell: command === 'npm' && process.platform === 'win32',
    });
    process.once('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

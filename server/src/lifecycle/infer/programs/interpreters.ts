/** Languages: their programs are not read, but for the little that one-liners show. */
import * as l10n from '@vscode/l10n';
import { resolvePath } from '../world/files.ts';
import { takeMemory } from '../world/usage.ts';
import { FOREVER, type Routine } from '../world/world.ts';
import { serveFiles } from './network.ts';
import type { Call, Programs } from './program.ts';
import { takenLines } from './python.ts';

function python(call: Call): number | Routine {
  const { args, shell } = call;
  const at = args.findIndex((arg) => /^(-m)?(http\.server|SimpleHTTPServer)$/.test(arg));
  if (at < 0) return interpret(call);
  const port = Number(args.slice(at + 1).find((arg) => /^[0-9]+$/.test(arg)) ?? 8000);
  const given = args.findIndex((arg) => arg === '-d' || arg === '--directory');
  return serveFiles(call, port, resolvePath(given >= 0 ? (args[given + 1] ?? '.') : '.', shell.directory), true);
}

export const INTERPRETERS: Programs = {
  python,
  python2: python,
  python3: python,
  node: interpret,
  perl: interpret,
  ruby: interpret,
  php: interpret,
  jshell: interpret,
};

/** Without a program it reads standard input, where there is nothing: also in a debugger, as `perl -de0` starts. */
function interpret(call: Call): number | Routine {
  const { args, shell } = call;
  if (args.length === 0 || args[0] === '-de0') return shell.container.isInteractive ? untilStopped() : 0;
  const at = args.findIndex((arg) => /^-[a-zA-Z]*[cer]$/.test(arg));
  if (at < 0) return program(call);
  const code = args[at + 1] ?? '';
  return oneLiner(call, call.name.startsWith('python') ? takenLines(code, shell.variables) : code);
}

function* oneLiner({ shell, name }: Call, code: string): Routine {
  if (/while\s*\(?\s*(True|true|1)\b|serve|listen/.test(code)) {
    shell.container.assume(l10n.t('the `{0}` one-liner is assumed to run for ever', name));
    shell.container.becomeOpaque();
    yield FOREVER;
  }
  const seconds = [...code.matchAll(/sleep\s*\(?\s*([0-9.]+)/g)].reduce(
    (sum, [, given]) => sum + (Number(given) || 0),
    0,
  );
  const bytes = product(
    /bytearray\(([0-9*\s_]+)\)|['"][^'"]['"]\s*\*\s*\(?([0-9*\s_]+)/.exec(code)?.slice(1).find(Boolean),
  );
  if (bytes > 0) takeMemory(shell.container, bytes, 0.5);
  const exit = /\b(?:SystemExit|_?exit)\s*\(?\s*([0-9]+)/.exec(code)?.[1];
  const status =
    exit === undefined
      ? /\braise\b|\bdie\b|throw\b/.test(code) && !code.includes('SystemExit')
        ? 1
        : 0
      : Number(exit);
  shell.container.assume(howItEnds(name, status, seconds));
  yield { seconds };
  return status;
}

function howItEnds(name: string, status: number, seconds: number): string {
  if (seconds > 0)
    return status === 0
      ? l10n.t('the `{0}` one-liner is assumed to succeed after {1} s', name, seconds)
      : l10n.t('the `{0}` one-liner is assumed to fail with exit code {1} after {2} s', name, status, seconds);
  return status === 0
    ? l10n.t('the `{0}` one-liner is assumed to succeed at once', name)
    : l10n.t('the `{0}` one-liner is assumed to fail with exit code {1} at once', name, status);
}

/** `10**9` and `300 * 1024 * 1024`, as Python writes numbers; 0 for other texts. */
function product(text: string | undefined): number {
  const factors = (text ?? '').replace(/[\s_]/g, '').split(/(?<!\*)\*(?!\*)/);
  const values = factors.map((factor) =>
    factor
      .split('**')
      .map(Number)
      .reduceRight((power, base) => base ** power),
  );
  const whole = values.reduce((a, b) => a * b, 1);
  return Number.isFinite(whole) && text !== undefined ? whole : 0;
}

function* program({ shell, name, args }: Call): Routine {
  const called = `${name} ${args.find((arg) => !arg.startsWith('-')) ?? ''}`.trim();
  if (shell.isBrief) {
    shell.container.assume(l10n.t('`{0}` is assumed to succeed at once', called));
    return 0;
  }
  shell.container.assume(l10n.t('assumed to run for ever: unknown program `{0}`', called));
  shell.container.becomeOpaque();
  yield FOREVER;
  return 0;
}

function* untilStopped(): Routine {
  yield FOREVER;
  return 0;
}

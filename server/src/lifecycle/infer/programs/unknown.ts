/** What is said of a program that is not known. */
import * as l10n from '@vscode/l10n';
import { FOREVER, type Routine } from '../world/world.ts';
import type { Call } from './program.ts';

/** The last of a main script serves, others end well at once; whatever it is, it may write. */
export function* runUnknown({ shell: { container, isBrief }, name, args, isLast }: Call): Routine {
  // What a small image comes with are tools, which come to an end.
  const isTool = container.programs?.has(name) === true;
  if (isLast && !isBrief && !isTool && !tellsOfItself(args)) {
    container.assume(l10n.t('assumed to run for ever: unknown program `{0}`', name));
    container.becomeOpaque();
    yield FOREVER;
  }
  container.assume(
    isTool
      ? l10n.t('`{0}` is assumed to succeed at once', name)
      : l10n.t('unknown program `{0}` is assumed to succeed at once', name),
  );
  container.mayWriteAnything();
  return 0;
}

/** `--version` and the like. */
export const tellsOfItself = (args: readonly string[]): boolean =>
  args.length === 1 && /^(-v|-V|--?version|--?help|version)$/.test(args[0] ?? '');

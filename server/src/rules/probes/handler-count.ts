import * as l10n from '@vscode/l10n';
import { putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { fix, foundAtKey, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { HANDLERS } from '../sources.ts';
import { at, int, isA, isSet, nameOf, type Value } from '../view.ts';

const PROBE_HANDLERS = HANDLERS.filter((name) => name !== 'sleep');
const HOOK_HANDLERS = HANDLERS.filter((name) => name !== 'grpc');

function* handlers({ all }: Subject): Generator<readonly [handler: Value, names: readonly string[]]> {
  for (const probe of all('Probe')) yield [probe, PROBE_HANDLERS];
  for (const hook of all('LifecycleHandler')) yield [hook, HOOK_HANDLERS];
}

export const handlerCount: Rule = validation(
  'handler-count',
  'A probe or a hook does one thing: exec, httpGet, tcpSocket, grpc (probes) or sleep (hooks).',
  function* (subject) {
    const { document } = subject;
    for (const [handler, names] of handlers(subject)) {
      const set = names.map((name) => at(handler, name)).filter(isSet);
      const [first, ...others] = set;
      if (!first) {
        const fixes = fix(
          l10n.t('Remove {0}', nameOf(handler)),
          handler.fields.size === 0,
          removeValue(document, handler),
        );
        yield foundAtKey(handler, `${nameOf(handler)} must have one of: ${names.join(', ')}`, [
          ...guessHandler(subject, handler),
          ...fixes,
        ]);
      }
      for (const other of others) {
        const fixes = [
          ...fix(l10n.t('Remove {0}', nameOf(other)), true, removeValue(document, other)),
          ...(first ? fix(l10n.t('Remove {0}', nameOf(first)), false, removeValue(document, first)) : []),
        ];
        yield foundAtKey(
          other,
          `Must not have more than one handler: ${nameOf(first ?? other)} is there already`,
          fixes,
        );
      }
    }
  },
);

/** A probe with thresholds alone was about to look at the container's port. */
function guessHandler(subject: Subject, handler: Value): Fix[] {
  if (!isA(handler, 'Probe')) return [];
  const port = handler.parent && at(handler.parent, 'ports').items[0];
  const number = port ? int(at(port, 'containerPort')) : 0;
  if (number === 0) return [];
  return fix(
    l10n.t('Add tcpSocket with port {0}', number),
    true,
    putValue(subject.document, at(handler, 'tcpSocket'), { port: number }),
  );
}

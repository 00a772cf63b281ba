/** Probes and lifecycle hooks. */
import * as l10n from '@vscode/l10n';
import { compareVersions } from '../catalog/catalog.ts';
import { fix, putValue, removeValue, replaceValue, unquoteValue } from './edits.ts';
import { httpHeaderName, portName, toPortName } from './formats.ts';
import { found, foundAtKey, shorten, validation } from './report.ts';
import type { Fix, Rule, Subject } from './rule.ts';
import { HANDLERS } from './sources.ts';
import { at, int, isSet, nameOf, number, pathOf, text, type Value } from './view.ts';

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
  if (handler.type?.kind !== 'object' || handler.type.definition !== 'Probe') return [];
  const port = handler.parent && at(handler.parent, 'ports').items[0];
  const number = port ? int(at(port, 'containerPort')) : 0;
  if (number === 0) return [];
  return fix(
    l10n.t('Add tcpSocket with port {0}', number),
    true,
    putValue(subject.document, at(handler, 'tcpSocket'), { port: number }),
  );
}

export const probePort: Rule = validation(
  'probe-port',
  "A port is a number from 1 to 65535, or a port's name: up to 15 lower case letters, digits and '-'.",
  function* (subject) {
    for (const definition of ['HTTPGetAction', 'TCPSocketAction'])
      for (const action of subject.all(definition)) {
        const port = at(action, 'port');
        const name = text(port);
        const isName = port.node?.kind === 'scalar' && typeof port.node.value === 'string';
        const problems = isName ? portName(name) : isPort(int(port)) ? [] : ['must be between 1 and 65535, inclusive'];
        if (problems.length === 0) continue;
        const message =
          isName || port.node
            ? `Invalid port ${isName ? `"${shorten(name)}"` : int(port)}: ${problems.join('; ')}`
            : 'port is required';
        yield found(port, message, portFixes(subject, action, port, isName));
      }
  },
);

function isPort(port: number): boolean {
  return port >= 1 && port <= 65535;
}

function portFixes({ document }: Subject, action: Value, port: Value, isName: boolean): Fix[] {
  if (isName && /^\d+$/.test(text(port)) && isPort(Number(text(port))))
    return fix(l10n.t('Take off the quotes'), true, unquoteValue(port));
  const container = containerOf(action);
  const ports = container ? at(container, 'ports').items : [];
  const names = ports.map((one) => text(at(one, 'name')));
  const better = isName ? toPortName(text(port)) : '';
  if (better && names.includes(better))
    return fix(l10n.t('Write {0}', better), true, replaceValue(document, port, better));
  const [only] = ports.map((one) => int(at(one, 'containerPort')));
  if (only !== undefined && isPort(only) && ports.length === 1) {
    const edits = port.node ? replaceValue(document, port, only) : putValue(document, port, only);
    return fix(l10n.t("Write {0}, the container's port", only), true, edits);
  }
  return better && portName(better).length === 0
    ? fix(l10n.t('Write {0}', better), true, replaceValue(document, port, better))
    : [];
}

function containerOf(value: Value): Value | undefined {
  for (let v: Value | undefined = value; v; v = v.parent)
    if (v.type?.kind === 'object' && v.type.definition === 'Container') return v;
  return undefined;
}

export const httpHeader: Rule = validation(
  'http-header',
  "A header's name consists of letters, digits and '-'.",
  function* ({ all, document }) {
    for (const action of all('HTTPGetAction'))
      for (const header of at(action, 'httpHeaders').items) {
        const name = at(header, 'name');
        const problems = httpHeaderName(text(name));
        if (problems.length === 0) continue;
        const better = text(name)
          .replace(/[^-A-Za-z0-9]+/g, '-')
          .replace(/^-+|-+$/g, '');
        const fixes = better ? fix(l10n.t('Write {0}', better), true, replaceValue(document, name, better)) : [];
        yield found(
          name,
          `Invalid header name "${shorten(text(name))}": ${problems.join('; ')}`,
          fixes,
          headersPath(header),
        );
      }
  },
);

function headersPath(header: Value): string {
  return pathOf(header).replace(/\[\d+\]$/, '');
}

export const probeThreshold: Rule = validation(
  'probe-success-threshold',
  'A liveness or startup probe that succeeds once has succeeded: its successThreshold is 1.',
  function* ({ all, document }) {
    for (const probe of all('Probe')) {
      if (probe.segment === 'readinessProbe') continue;
      const value = at(probe, 'successThreshold');
      const threshold = number(value) ?? 0;
      // 0 is filled in with 1.
      if (threshold !== 0 && threshold !== 1)
        yield found(
          value,
          `Must be 1 for a ${String(probe.segment).replace('Probe', '')} probe`,
          fix(l10n.t('Write {0}', '1'), true, replaceValue(document, value, 1)),
        );
    }
  },
);

export const readinessGrace: Rule = validation(
  'readiness-grace-period',
  'A readiness probe ends nothing, so it has no terminationGracePeriodSeconds.',
  function* ({ all, document }) {
    for (const probe of all('Probe')) {
      const value = at(probe, 'terminationGracePeriodSeconds');
      if (probe.segment === 'readinessProbe' && isSet(value))
        yield found(
          value,
          'Must not be set for a readiness probe',
          fix(l10n.t('Remove it'), true, removeValue(document, value)),
        );
    }
  },
);

export const sleepTooLong: Rule = validation(
  'sleep-too-long',
  'A hook sleeps no longer than the grace period, in which it must end.',
  function* ({ all, pod, document, version }) {
    if (!pod) return;
    const written = number(at(pod.spec, 'terminationGracePeriodSeconds'));
    // Of a Pod, a negative grace period becomes 1.
    const grace = written === undefined ? 30 : pod.standalone && written < 0 ? 1 : written;
    const least = compareVersions(version, '1.33') >= 0 ? 0 : 1;
    for (const action of all('SleepAction')) {
      const seconds = at(action, 'seconds');
      const duration = int(seconds);
      if (duration >= least && duration <= grace) continue;
      const better = duration < least ? least : grace;
      const fixes = fix(l10n.t('Write {0}', better), true, replaceValue(document, seconds, better));
      yield found(
        seconds,
        `Must be between ${least} and terminationGracePeriodSeconds (${grace})`,
        fixes,
        pathOf(action),
      );
    }
  },
);

export const probeRules: readonly Rule[] = [
  handlerCount,
  probePort,
  httpHeader,
  probeThreshold,
  readinessGrace,
  sleepTooLong,
];

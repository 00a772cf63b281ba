/** A probe that fits what the container listens on. */
import * as l10n from '@vscode/l10n';
import { protocolOf } from '../../catalog/ports.ts';
import { putLines, yamlLines } from '../../rules/edits/blocks.ts';
import type { Yaml } from '../../rules/edits/yaml.ts';
import { at, int, isSet, text, type Value } from '../../rules/view.ts';
import { containerAt, type Refactoring } from './refactoring.ts';

const PROBES = [
  { field: 'startupProbe', timing: { periodSeconds: 5, failureThreshold: 30 } },
  { field: 'livenessProbe', timing: { periodSeconds: 10 } },
  { field: 'readinessProbe', timing: { periodSeconds: 5 } },
] as const;

export const probe: Refactoring = {
  kind: 'refactor.rewrite.probe',
  *offers(selection) {
    const container = containerAt(selection);
    if (!container || container.role === 'init' || container.role === 'ephemeral') return;
    const { document } = selection.placed;
    const handler = handlerFor(at(container.value, 'ports').items);
    if (!handler) return;
    for (const { field, timing } of PROBES) {
      if (at(container.value, field).entry) continue;
      const lines = yamlLines(document, { [field]: { ...handler.yaml, ...timing } });
      yield { title: TITLES[handler.kind][field](handler.port), edits: putLines(document, container.value, lines) };
    }
  },
};

type Title = (port: string | number) => string;
type ProbeField = (typeof PROBES)[number]['field'];

const TITLES: Readonly<Record<'grpc' | 'tcpSocket' | 'httpGet', Readonly<Record<ProbeField, Title>>>> = {
  grpc: {
    startupProbe: (port) => l10n.t('Add a startup probe that asks port {0} over gRPC', port),
    livenessProbe: (port) => l10n.t('Add a liveness probe that asks port {0} over gRPC', port),
    readinessProbe: (port) => l10n.t('Add a readiness probe that asks port {0} over gRPC', port),
  },
  tcpSocket: {
    startupProbe: (port) => l10n.t('Add a startup probe that connects to port {0}', port),
    livenessProbe: (port) => l10n.t('Add a liveness probe that connects to port {0}', port),
    readinessProbe: (port) => l10n.t('Add a readiness probe that connects to port {0}', port),
  },
  httpGet: {
    startupProbe: (port) => l10n.t('Add a startup probe that gets / from port {0}', port),
    livenessProbe: (port) => l10n.t('Add a liveness probe that gets / from port {0}', port),
    readinessProbe: (port) => l10n.t('Add a readiness probe that gets / from port {0}', port),
  },
};

const speaks = (port: Value) => protocolOf({ name: text(at(port, 'name')), number: int(at(port, 'containerPort')) });

/** The handler for the first port that a probe can ask; over HTTP where the port is likely to speak it. */
function handlerFor(
  ports: readonly Value[],
):
  | { readonly kind: keyof typeof TITLES; readonly port: string | number; readonly yaml: Record<string, Yaml> }
  | undefined {
  const candidates = ports.filter(
    (port) => isSet(at(port, 'containerPort')) && ['', 'TCP'].includes(text(at(port, 'protocol'))),
  );
  const port = candidates.find((candidate) => speaks(candidate) === 'http') ?? candidates[0];
  if (!port) return undefined;
  const number = int(at(port, 'containerPort'));
  const name = text(at(port, 'name')) || number;
  const protocol = speaks(port);
  if (protocol === 'grpc') return { kind: 'grpc', port: number, yaml: { grpc: { port: number } } };
  if (protocol === 'tcp') return { kind: 'tcpSocket', port: name, yaml: { tcpSocket: { port: name } } };
  const scheme = protocol === 'https' ? { scheme: 'HTTPS' } : {};
  return { kind: 'httpGet', port: name, yaml: { httpGet: { path: '/', port: name, ...scheme } } };
}

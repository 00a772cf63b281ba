/** Whole parts of a Pod, fitted to what is there: probes of each kind, limits, a security context, helper containers. */
import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { namespaceOf } from '../../../model/names.ts';
import type { KubernetesObject } from '../../../model/object.ts';
import type { Place } from '../../../model/walk.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { childOf } from '../../../yaml/tree.ts';
import { containerAt } from '../../owner.ts';
import { findObject } from '../../references/objects.ts';
import { objectsNamed } from '../../references/workspace.ts';
import type { Cursor } from '../cursor/cursor.ts';
import type { Style } from '../cursor/style.ts';
import { escapeSnippet, type Suggestion, tabStop } from '../text/suggestion.ts';
import { portsOf, volumesOf } from '../values/manifest-names.ts';

/** YAML to be written, its scalars in the syntax of snippets. */
type Part = string | readonly Part[] | { readonly [key: string]: Part };

const stop = (number: number, ...values: string[]): string => tabStop(number, values);

interface Template {
  readonly label: string;
  /** What is typed to find it, where the label is in the reader's language. */
  readonly filter?: string;
  readonly detail: string;
  readonly part: { readonly [key: string]: Part };
}

/** Snippets for the object at the cursor; only in block style, where no key is written yet. */
export function suggestContextSnippets(cursor: Cursor, definition: string): Suggestion[] {
  if (cursor.flow || cursor.hole.colon) return [];
  const present = cursor.place.node.kind === 'mapping' ? cursor.place.node.entries : [];
  if (present.some(({ name, value }) => name === HOLE && !(value.kind === 'scalar'))) return [];
  const names = new Set(present.map(({ name }) => name));
  return templatesFor(cursor, definition)
    .filter(({ part }) => Object.keys(part).every((key) => !names.has(key)))
    .map(({ label, filter, detail, part }) => ({
      label,
      kind: CompletionItemKind.Snippet,
      detail,
      ...(filter && { filter }),
      snippet: write(part, cursor.column, cursor.style),
    }));
}

function templatesFor(cursor: Cursor, definition: string): readonly Template[] {
  const { place } = cursor;
  switch (definition) {
    case 'Container':
      return isInitContainer(place)
        ? [...helpers(cursor), script(), restricted(), resources()]
        : [script(), ...probes(place), resources(), restricted()];
    case 'PodSpec':
      return [
        restrictedPod(),
        ...helpers(cursor).map(({ label, filter = label, detail, part }) => ({
          label: `initContainers: ${label}`,
          filter: `initContainers: ${filter}`,
          detail,
          part: { initContainers: [part] },
        })),
      ];
    default:
      return [];
  }
}

const isInitContainer = (place: Place): boolean => containerAt(place)?.parent?.field?.name === 'initContainers';

/** Each kind of probe with each kind of check, on the container's own first port. */
function probes(place: Place): Template[] {
  const container = containerAt(place);
  const [first] = container ? portsOf(container.node) : [];
  const port = escapeSnippet(first?.name ?? first?.number ?? '') || stop(1, '8080');
  const number = first?.number || stop(1, '50051');
  const path = (name: string): string => (name === 'readinessProbe' ? stop(2, '/readyz') : stop(2, '/healthz'));
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => {
    const timing: Record<string, Part> = TIMINGS[name] ?? {};
    const checks: Readonly<Record<string, Part>> = {
      httpGet: { path: path(name), port },
      tcpSocket: { port },
      exec: { command: ['sh', '-c', stop(1, 'test -f /tmp/healthy')] },
      grpc: { port: number },
    };
    return Object.entries(checks).map(([check, part]) => ({
      label: `${name}: ${check}`,
      detail: l10n.t('a whole probe'),
      part: { [name]: { [check]: part, ...timing } },
    }));
  });
}

const TIMINGS: Readonly<Record<string, Record<string, Part>>> = {
  livenessProbe: { periodSeconds: stop(3, '10'), timeoutSeconds: stop(4, '1'), failureThreshold: stop(5, '3') },
  readinessProbe: { periodSeconds: stop(3, '5'), failureThreshold: stop(4, '3') },
  startupProbe: { periodSeconds: stop(3, '5'), failureThreshold: stop(4, '30') },
};

const resources = (): Template => ({
  label: l10n.t('resources: requests and limits'),
  filter: 'resources: requests and limits',
  detail: l10n.t('CPU requested, memory requested and limited'),
  part: { resources: { requests: { cpu: stop(1, '100m'), memory: stop(2, '128Mi') }, limits: { memory: '$2' } } },
});

/** The one list that nearly everybody writes in brackets. */
const script = (): Template => ({
  label: 'command: sh -c',
  detail: l10n.t('a line of shell'),
  part: { command: '["sh", "-c", "$1"]' },
});

const restricted = (): Template => ({
  label: 'securityContext: restricted',
  detail: l10n.t('as Pod Security level restricted asks'),
  part: {
    securityContext: {
      allowPrivilegeEscalation: 'false',
      readOnlyRootFilesystem: stop(1, 'true', 'false'),
      runAsNonRoot: 'true',
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  },
});

const restrictedPod = (): Template => ({
  label: 'securityContext: restricted',
  detail: l10n.t('the Pod’s part of Pod Security level restricted'),
  part: {
    securityContext: {
      runAsNonRoot: 'true',
      runAsUser: stop(1, '1000'),
      runAsGroup: stop(2, '1000'),
      fsGroup: stop(3, '1000'),
      seccompProfile: { type: 'RuntimeDefault' },
    },
  },
});

/** Containers that help the others: beside them with the same volumes, and before them until a service is there. */
function helpers(cursor: Cursor): Template[] {
  const volumes = volumesOf(cursor).map(({ value }) => value);
  const mounts = { volumeMounts: [{ name: stop(3, ...volumes), mountPath: stop(4, '/data') }] };
  const services = objectsNamed(cursor.workspace, 'Service', namespaceOf(cursor.object)).map(({ name }) => name);
  const service = services.length === 1 ? findObject(cursor, 'Service', services[0] ?? '') : undefined;
  const port = service ? firstPort(service.object) : '5432';
  return [
    {
      label: 'sidecar',
      detail: l10n.t('starts before the containers and runs beside them'),
      part: {
        ...{ name: stop(1, 'sidecar'), image: stop(2, 'image'), restartPolicy: 'Always' },
        ...(volumes.length > 0 && mounts),
      },
    },
    {
      label: l10n.t('wait for a service'),
      filter: 'wait for a service',
      detail: l10n.t('an init container that ends when a port answers'),
      part: {
        name: `wait-for-${services.length > 0 ? stop(1, ...services) : stop(1, 'db')}`,
        image: 'busybox:1.37',
        command: ['sh', '-c', `"until nc -z $1 ${stop(2, port)}; do sleep 1; done"`],
      },
    },
  ];
}

function firstPort({ node }: KubernetesObject): string {
  const ports = childOf(childOf(node, 'spec'), 'ports');
  const port = ports?.kind === 'sequence' ? childOf(ports.items[0], 'port') : undefined;
  return port?.kind === 'scalar' ? port.text : '80';
}

/** Block style from a column on, which the text itself is to be put at. */
function write(part: { readonly [key: string]: Part }, column: number, style: Style): string {
  const newLine = (at: number): string => style.lineBreak + ' '.repeat(at);
  const dash = `-${' '.repeat(style.afterDash - 1)}`;
  const value = (inner: Part, at: number): string => {
    if (typeof inner === 'string') return ` ${inner}`;
    if (isList(inner)) {
      const dashAt = at + style.dash;
      return inner.map((item) => newLine(dashAt) + dash + itemText(item, dashAt + style.afterDash)).join('');
    }
    return newLine(at + style.indent) + write(inner, at + style.indent, style);
  };
  const itemText = (item: Part, at: number): string =>
    typeof item === 'string' ? item : isList(item) ? value(item, at).trimStart() : write(item, at, style);
  return Object.entries(part)
    .map(([key, inner]) => `${key}:${value(inner, column)}`)
    .join(newLine(column));
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

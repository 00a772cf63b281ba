/** Advice: what no API server objects to, though it is seldom meant. Opinions are silent until they are asked for. */

import * as l10n from '@vscode/l10n';
import { toValue } from '../yaml/tree.ts';
import { fix, removeValue, replaceValue } from './edits.ts';
import { portName } from './formats.ts';
import { nearest } from './nearest.ts';
import { advice, found, foundAtKey, opinion } from './report.ts';
import { addField } from './required.ts';
import type { Container, Finding, Fix, Rule, Subject } from './rule.ts';
import { at, int, isSet, nameOf, pathOf, text, type Value } from './view.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** Containers that serve for as long as the Pod lives. */
function serving({ pod }: Subject): readonly Container[] {
  return pod?.containers.filter(({ role }) => role === 'main' || role === 'sidecar') ?? [];
}

export const probePortName: Rule = advice(
  'probe-port-name',
  'A probe or hook that names a port needs a port of that name in its own container; without it, each attempt fails.',
  function* (subject) {
    for (const [action, port, ports] of probedPorts(subject)) {
      const name = port.node?.kind === 'scalar' && typeof port.node.value === 'string' ? port.node.value : '';
      if (name === '' || portName(name).length > 0) continue;
      const names = ports.map((one) => text(at(one, 'name'))).filter((one) => one !== '');
      if (names.includes(name)) continue;
      const valid = names.filter((one) => portName(one).length === 0);
      const meant = nearest(name, valid) ?? (valid.length === 1 ? valid[0] : undefined);
      const fixes = meant ? fix(l10n.t('Write {0}', meant), true, replaceValue(subject.document, port, meant)) : [];
      yield found(
        port,
        l10n.t('The container has no port called "{0}", so the {1} always fails', name, nameOf(action)),
        fixes,
      );
    }
  },
  'warning',
);

export const probePortNumber: Rule = advice(
  'probe-port-number',
  'A probe looks at a port that its container does not declare, though it declares others.',
  function* (subject) {
    for (const [, port, ports] of probedPorts(subject)) {
      const number = int(port);
      const declared = ports.map((one) => int(at(one, 'containerPort'))).filter((one) => one > 0 && one < 65536);
      if (number === 0 || declared.length === 0 || declared.includes(number)) continue;
      const [only] = declared;
      const fixes =
        only !== undefined && declared.length === 1
          ? fix(l10n.t('Write {0}', only), false, replaceValue(subject.document, port, only))
          : [];
      yield found(port, l10n.t('No port of the container is {0}: it declares {1}', number, declared.join(', ')), fixes);
    }
  },
);

/** The ports that a container's own probes look at. */
function* probedPorts({ pod }: Subject): Generator<readonly [action: Value, port: Value, ports: readonly Value[]]> {
  for (const { value } of pod?.containers ?? [])
    for (const probe of PROBES)
      for (const name of ['httpGet', 'tcpSocket', 'grpc']) {
        const action = at(value, probe, name);
        if (isSet(action) && text(at(action, 'host')) === '')
          yield [action, at(action, 'port'), at(value, 'ports').items];
      }
}

export const hiddenMount: Rule = advice(
  'hidden-mount',
  'Two mounts of a container have the same path, written differently: the later hides the earlier.',
  function* ({ pod }) {
    for (const { value } of pod?.containers ?? []) {
      const seen = new Map<string, Value>();
      for (const mount of at(value, 'volumeMounts').items) {
        const path = at(mount, 'mountPath');
        const plain = plainPath(text(path));
        const earlier = seen.get(plain);
        if (plain !== '' && earlier && text(at(earlier, 'mountPath')) !== text(path))
          yield found(
            path,
            l10n.t('It hides the volume "{0}", which is mounted at the same path', text(at(earlier, 'name'))),
          );
        seen.set(plain, mount);
      }
    }
  },
  'warning',
);

export const mountInReadOnly: Rule = advice(
  'mount-in-read-only',
  'A volume is mounted inside one that nobody can write to, so that its mount point cannot be made.',
  function* ({ pod }) {
    const sources = new Map(pod?.volumes.map((volume) => [text(at(volume, 'name')), volume]));
    for (const { value } of pod?.containers ?? []) {
      const mounts = at(value, 'volumeMounts').items;
      const fixed = mounts.filter((mount) => {
        const volume = sources.get(text(at(mount, 'name')));
        const isWhole = text(at(mount, 'subPath')) === '' && text(at(mount, 'subPathExpr')) === '';
        return (
          isWhole &&
          volume &&
          ['configMap', 'secret', 'downwardAPI', 'projected'].some((name) => isSet(at(volume, name)))
        );
      });
      for (const outer of fixed)
        for (const inner of mounts) {
          const path = at(inner, 'mountPath');
          const around = plainPath(text(at(outer, 'mountPath')));
          if (around !== '' && plainPath(text(path)).startsWith(`${around}/`))
            yield found(
              path,
              l10n.t(
                'It lies inside "{0}", which is read-only: its directory must be there already',
                text(at(outer, 'name')),
              ),
            );
        }
    }
  },
);

function plainPath(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}

export const latestImage: Rule = opinion(
  'latest-image',
  'An image without a tag, or with the tag latest, is another one tomorrow: name a version.',
  function* ({ pod }) {
    for (const { value } of pod?.containers ?? []) {
      const image = at(value, 'image');
      const name = text(image);
      if (name === '' || name.includes('@')) continue;
      const tag = /:([^/:]+)$/.exec(name)?.[1];
      if (tag === undefined) yield found(image, l10n.t('The image has no tag, so it is the latest: name a version'));
      else if (tag === 'latest') yield found(image, l10n.t('The latest image is another one tomorrow: name a version'));
    }
  },
);

export const missingProbe: Rule = opinion(
  'missing-readiness-probe',
  'Without a readiness probe a container counts as ready, and gets requests, as soon as it runs.',
  function* (subject) {
    for (const { value } of serving(subject))
      if (at(value, 'ports').items.length > 0 && !isSet(at(value, 'readinessProbe')))
        yield found(at(value, 'readinessProbe'), l10n.t('A container with ports has no readiness probe'));
  },
);

export const missingRequests: Rule = opinion(
  'missing-requests',
  'Without requests for CPU and memory the scheduler reserves nothing for a container.',
  (subject) => missingAmounts(subject, 'requests', ['cpu', 'memory']),
);

export const missingLimits: Rule = opinion(
  'missing-limits',
  'Without a memory limit a container may take all of its node.',
  (subject) => missingAmounts(subject, 'limits', ['memory']),
);

function* missingAmounts(subject: Subject, field: string, names: readonly string[]): Generator<Finding> {
  const ofPod = subject.pod && at(subject.pod.spec, 'resources');
  for (const { value } of serving(subject)) {
    const amounts = at(value, 'resources', field);
    const has = (name: string) =>
      [amounts, at(value, 'resources', 'limits'), ...(ofPod ? [at(ofPod, field)] : [])].some((list) =>
        list.fields.has(name),
      );
    const missing = names.filter((name) => !has(name));
    if (missing.length > 0) yield found(amounts, noAmounts(field, missing));
  }
}

function noAmounts(field: string, [first = '', second]: readonly string[]): string {
  return second === undefined
    ? l10n.t('The container has no {0} for {1}', field, first)
    : l10n.t('The container has no {0} for {1} and {2}', field, first, second);
}

export const sameProbes: Rule = opinion(
  'same-probes',
  'A liveness probe equal to the readiness probe restarts a container that only should have had no requests for a while.',
  function* (subject) {
    for (const { value } of serving(subject)) {
      const [liveness, readiness] = [at(value, 'livenessProbe'), at(value, 'readinessProbe')];
      if (!liveness.node || !readiness.node || !isSet(liveness)) continue;
      if (JSON.stringify(toValue(liveness.node)) === JSON.stringify(toValue(readiness.node)))
        yield foundAtKey(
          liveness,
          l10n.t('The liveness probe is equal to the readiness probe: what is not ready is restarted'),
          livenessFixes(subject, liveness),
        );
    }
  },
);

/** More patience before the restart, or none at all. */
function livenessFixes(subject: Subject, liveness: Value): Fix[] {
  const threshold = at(liveness, 'failureThreshold');
  return [
    ...addField(subject, threshold, (int(threshold) || 3) * 3, false),
    ...fix(l10n.t('Remove the liveness probe'), false, removeValue(subject.document, liveness)),
  ];
}

export const unusedVolume: Rule = opinion('unused-volume', 'No container mounts the volume.', function* (subject) {
  const { pod, document, object } = subject;
  if (!pod || object.kind === 'PodTemplate') return;
  const used = new Set(
    [...subject.all('VolumeMount'), ...subject.all('VolumeDevice')].map((one) => text(at(one, 'name'))),
  );
  for (const reference of subject.all('FileKeySelector')) used.add(text(at(reference, 'volumeName')));
  for (const volume of pod.volumes) {
    const name = at(volume, 'name');
    if (text(name) !== '' && !used.has(text(name)))
      yield found(
        name,
        l10n.t('No container mounts "{0}"', text(name)),
        fix(l10n.t('Remove the volume'), false, removeValue(document, volume)),
        pathOf(volume),
      );
  }
});

export const adviceRules: readonly Rule[] = [
  probePortName,
  probePortNumber,
  hiddenMount,
  mountInReadOnly,
  latestImage,
  missingProbe,
  missingRequests,
  missingLimits,
  sameProbes,
  unusedVolume,
];

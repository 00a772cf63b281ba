/** What the API server warns of when it accepts an object. From `pkg/api/pod/warnings.go` and the strategies. */
import * as l10n from '@vscode/l10n';
import { compareVersions, type Version } from '../catalog/catalog.ts';
import { FIELD_GATES, GATES, type Gate } from '../catalog/gates.ts';
import { canonical, milliValue } from '../quantity/quantity.ts';
import { fix, removeValue, renameKey, replaceValue } from './edits.ts';
import { canonicalIp, dnsLabel, labelValue, parseIp, toDnsLabel } from './formats.ts';
import { objectName } from './metadata.ts';
import { hostPortOf } from './ports.ts';
import { found, foundAtKey, warning } from './report.ts';
import type { Finding, Rule, Subject } from './rule.ts';
import { at, flag, int, isSet, nameOf, number, pathOf, quantity, text, type Value } from './view.ts';

const NAMES_PODS = new Set(['ReplicationController', 'ReplicaSet', 'Deployment', 'Job', 'CronJob']);

export const hostnameName: Rule = warning(
  'hostname-name',
  "The name is used in Pods' host names, where only a DNS label works everywhere.",
  function* (subject) {
    const { object, root, document } = subject;
    const kind = object.kind ?? '';
    if (kind !== 'Pod' && !NAMES_PODS.has(kind)) return;
    const name = objectName(subject);
    const problems = name === '' ? [] : dnsLabel(name);
    if (problems.length === 0) return;
    const value = at(root, 'metadata', 'name');
    const better = toDnsLabel(text(value));
    const where = kind === 'Pod' ? "the Pod's hostname" : 'Pod names and hostnames';
    const fixes = better ? fix(l10n.t('Write {0}', better), false, replaceValue(document, value, better)) : [];
    yield found(
      value,
      `This is used in ${where}, which can result in surprising behavior; a DNS label is recommended: ${problems.join('; ')}`,
      fixes,
    );
  },
);

const NODE_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
  'app.kubernetes.io/created-by': '',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': '',
};

function labelNote(label: string): string | undefined {
  const instead = NODE_LABELS[label];
  if (instead === undefined) return undefined;
  return instead ? `"${label}" is deprecated; use "${instead}" instead` : `"${label}" is deprecated`;
}

export const deprecatedNodeLabel: Rule = warning(
  'deprecated-node-label',
  'The label of nodes is deprecated: nodes may no longer have it.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    for (const [label, value] of at(pod.spec, 'nodeSelector').fields) {
      const note = labelNote(label);
      const instead = NODE_LABELS[label];
      if (note)
        yield foundAtKey(
          value,
          note,
          instead ? fix(l10n.t('Write {0}', instead), true, renameKey(document, value, instead)) : [],
        );
    }
    for (const term of subject.all('NodeSelectorTerm'))
      for (const expression of at(term, 'matchExpressions').items) {
        const key = at(expression, 'key');
        const note = labelNote(text(key));
        if (note) yield labelFinding(subject, key, note);
        // Of preferences the server does not judge the values, but warns.
        if (term.segment !== 'preference') continue;
        for (const one of at(expression, 'values').items)
          for (const problem of labelValue(text(one))) yield found(one, `${text(one)} is invalid, ${problem}`);
      }
    for (const constraint of at(pod.spec, 'topologySpreadConstraints').items) {
      const key = at(constraint, 'topologyKey');
      const note = labelNote(text(key));
      if (note) yield labelFinding(subject, key, note);
    }
  },
);

function labelFinding({ document }: Subject, key: Value, note: string): Finding {
  const instead = NODE_LABELS[text(key)];
  return found(key, note, instead ? fix(l10n.t('Write {0}', instead), true, replaceValue(document, key, instead)) : []);
}

export const nullSelector: Rule = warning(
  'null-selector',
  'Without a labelSelector, no Pod is counted.',
  function* (subject) {
    const { pod, all } = subject;
    const terms = [...(pod ? at(pod.spec, 'topologySpreadConstraints').items : []), ...all('PodAffinityTerm')];
    for (const term of terms) {
      const selector = at(term, 'labelSelector');
      if (!isSet(selector)) yield found(selector, 'A null labelSelector results in matching no pod');
    }
  },
);

const ANNOTATIONS: readonly (readonly [key: RegExp, note: string])[] = [
  [
    /^scheduler\.alpha\.kubernetes\.io\/critical-pod$/,
    'Non-functional since 1.16; use the "priorityClassName" field instead',
  ],
  [/^security\.alpha\.kubernetes\.io\/sysctls$/, 'Non-functional since 1.11; use the "sysctls" field instead'],
  [/^security\.alpha\.kubernetes\.io\/unsafe-sysctls$/, 'Non-functional since 1.11; use the "sysctls" field instead'],
];
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';

export const deprecatedAnnotation: Rule = warning(
  'deprecated-annotation',
  'A field has taken the annotation’s place.',
  function* (subject) {
    const { pod, version } = subject;
    if (!pod) return;
    const annotations = at(pod.metadata, 'annotations').fields;
    const context = at(pod.spec, 'securityContext');
    for (const [key, value] of annotations) {
      for (const [pattern, note] of ANNOTATIONS) if (pattern.test(key)) yield foundAtKey(value, note);
      if (key === SECCOMP_POD && !isSet(at(context, 'seccompProfile'))) yield foundAtKey(value, SECCOMP_NOTE);
    }
    for (const { value: container } of pod.containers) {
      const own = at(container, 'securityContext');
      const name = text(at(container, 'name'));
      const seccomp = annotations.get(SECCOMP + name);
      if (seccomp && !isSet(at(own, 'seccompProfile'))) yield foundAtKey(seccomp, SECCOMP_NOTE);
      const appArmor = annotations.get(APPARMOR + name);
      if (!appArmor || isSet(at(own, 'appArmorProfile')) || compareVersions(version, '1.30') < 0) continue;
      if (
        !isSameProfile(text(appArmor), at(context, 'appArmorProfile')) &&
        !(pod.standalone && text(at(pod.spec, 'os', 'name')) === 'windows')
      )
        yield foundAtKey(appArmor, 'Deprecated since 1.30; use the "appArmorProfile" field instead');
    }
  },
);

const SECCOMP_NOTE = 'Non-functional since 1.27; use the "seccompProfile" field instead';

function isSameProfile(annotation: string, profile: Value): boolean {
  const type = text(at(profile, 'type'));
  if (annotation === 'unconfined') return type === 'Unconfined';
  if (annotation === 'runtime/default') return type === 'RuntimeDefault';
  return (
    annotation.startsWith('localhost/') &&
    type === 'Localhost' &&
    annotation.slice('localhost/'.length) === text(at(profile, 'localhostProfile'))
  );
}

interface Plugin {
  readonly deprecated: Version;
  /** The first version in which it does nothing. */
  readonly gone: Version;
}

const PLUGINS: Readonly<Record<string, Plugin>> = {
  photonPersistentDisk: { deprecated: '1.11', gone: '1.16' },
  gitRepo: { deprecated: '1.11', gone: '1.33' },
  scaleIO: { deprecated: '1.16', gone: '1.22' },
  flocker: { deprecated: '1.22', gone: '1.25' },
  storageos: { deprecated: '1.22', gone: '1.25' },
  quobyte: { deprecated: '1.22', gone: '1.25' },
  glusterfs: { deprecated: '1.25', gone: '1.26' },
  cephfs: { deprecated: '1.28', gone: '1.31' },
  rbd: { deprecated: '1.28', gone: '1.31' },
};

export const deprecatedVolume: Rule = warning(
  'deprecated-volume',
  'The volume type is deprecated, or its driver is no longer there.',
  function* ({ pod, version }) {
    for (const volume of pod?.volumes ?? [])
      for (const [name, { deprecated, gone }] of Object.entries(PLUGINS)) {
        const source = at(volume, name);
        if (!isSet(source) || compareVersions(version, deprecated) < 0) continue;
        const fate = name === 'gitRepo' ? 'disabled by default' : 'non-functional';
        const isGone = compareVersions(version, gone) >= 0;
        // The API server writes one of them differently.
        const path = pathOf(source).replace(/storageos$/, 'storageOS');
        yield foundAtKey(source, `Deprecated since ${deprecated}${isGone ? `, ${fate} since ${gone}` : ''}`, [], path);
      }
  },
);

export const overlappingFiles: Rule = warning(
  'overlapping-files',
  'Two items of a volume write the same file, or one a folder where the other writes a file.',
  function* ({ pod }) {
    for (const volume of pod?.volumes ?? []) {
      for (const name of ['configMap', 'secret', 'downwardAPI'])
        yield* overlaps(
          at(volume, name, 'items').items.map((item) => [at(item, 'path'), '']),
          pathOf(volume),
        );
      const projected = at(volume, 'projected');
      const sources = at(projected, 'sources').items;
      for (const source of sources)
        if (isSet(projected) && ![...source.fields.values()].some(isSet))
          yield {
            ...found(source, `volume "${text(at(volume, 'name'))}" (Projected) has no sources provided`),
            path: pathOf(volume),
          };
      yield* overlaps(sources.flatMap(filesOf), pathOf(volume));
    }
  },
);

type NamedPath = readonly [path: Value, source: string];

function filesOf(source: Value): NamedPath[] {
  const items = (name: string, label: string): NamedPath[] =>
    at(source, name, 'items').items.map((item) => [at(item, 'path'), label]);
  const bundle = at(source, 'clusterTrustBundle');
  const certificate = at(source, 'podCertificate');
  if (isSet(at(source, 'configMap', 'items')))
    return items('configMap', `ConfigMap "${text(at(source, 'configMap', 'name'))}"`);
  if (isSet(at(source, 'secret', 'items'))) return items('secret', `Secret "${text(at(source, 'secret', 'name'))}"`);
  if (isSet(at(source, 'downwardAPI', 'items'))) return items('downwardAPI', 'DownwardAPI');
  if (isSet(at(source, 'serviceAccountToken')))
    return [[at(source, 'serviceAccountToken', 'path'), 'ServiceAccountToken']];
  if (isSet(bundle))
    return [[at(bundle, 'path'), `ClusterTrustBundle "${text(at(bundle, 'name')) || text(at(bundle, 'signerName'))}"`]];
  return [
    [at(certificate, 'certificateChainPath'), 'PodCertificate chain'],
    [at(certificate, 'keyPath'), 'PodCertificate key'],
    [at(certificate, 'credentialBundlePath'), 'PodCertificate credential bundle'],
  ];
}

function* overlaps(files: readonly NamedPath[], path: string): Generator<Finding> {
  const seen: { file: string; label: string }[] = [];
  for (const [value, source] of files) {
    const file = text(value).replace(/\/+$/, '');
    const label = source ? `"${file}" (${source})` : `"${file}"`;
    if (file !== '')
      for (const other of seen)
        if (other.file !== '' && (`${other.file}/`.startsWith(`${file}/`) || `${file}/`.startsWith(`${other.file}/`)))
          yield found(value, `Overlapping paths: ${label} with ${other.label}`, [], path);
    seen.push({ file, label });
  }
}

export const duplicateEntry: Rule = warning(
  'duplicate-entry',
  'An entry stands twice; tools that merge lists by name keep only one.',
  function* ({ pod, document }) {
    if (!pod) return;
    const lists = [
      ['hostAliases', 'ip'],
      ['imagePullSecrets', 'name'],
    ] as const;
    for (const [list, field] of lists) {
      const seen = new Set<string>();
      for (const item of at(pod.spec, list).items) {
        const value = at(item, field);
        if (seen.has(text(value)))
          yield found(
            value,
            `Duplicate ${field} "${text(value)}"`,
            fix(l10n.t('Remove it'), false, removeValue(document, item)),
          );
        seen.add(text(value));
      }
    }
    for (const item of at(pod.spec, 'imagePullSecrets').items)
      if (text(at(item, 'name')) === '') yield found(at(item, 'name'), 'Invalid empty name ""');
  },
);

export const duplicateVariable: Rule = warning(
  'duplicate-variable',
  'A variable stands twice: the later one hides the earlier, and tools that merge by name keep one.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const seen = new Set<string>();
      for (const variable of at(value, 'env').items) {
        const name = text(at(variable, 'name'));
        const written = text(at(variable, 'value'));
        const reference = `$(${name})`;
        // X=$(X):/more extends the earlier one.
        const hides = isSet(at(variable, 'valueFrom')) || written === reference || !written.includes(reference);
        if (seen.has(name) && hides)
          yield found(
            at(variable, 'name'),
            `Hides previous definition of "${name}", which may be dropped when using apply`,
            fix(l10n.t('Remove this one'), false, removeValue(document, variable)),
            pathOf(variable),
          );
        seen.add(name);
      }
    }
  },
);

export const fractionalBytes: Rule = warning(
  'fractional-bytes',
  'An amount of bytes is whole: the suffix m means thousandths, M and Mi mean mega and mebi.',
  function* (subject) {
    const { pod, object, document } = subject;
    if (!pod) return;
    const amounts = [
      ...pod.containers.flatMap(({ value }) =>
        ['limits', 'requests'].flatMap((list) =>
          ['memory', 'ephemeral-storage'].map((name) => at(value, 'resources', list, name)),
        ),
      ),
      ...['memory', 'ephemeral-storage'].map((name) => at(pod.spec, 'overhead', name)),
      ...subject
        .all('PersistentVolumeClaimSpec')
        .flatMap((claim) => ['requests', 'limits'].map((list) => at(claim, 'resources', list, 'storage'))),
    ];
    for (const value of amounts) {
      const amount = quantity(value);
      if (!amount || milliValue(amount) % 1000n === 0n) continue;
      const written = value.node?.kind === 'scalar' ? value.node.text : '';
      const fixes = /^\d+m$/.test(written)
        ? fix(
            l10n.t('Write {0}', written.replace('m', 'Mi')),
            true,
            replaceValue(document, value, written.replace('m', 'Mi')),
          )
        : [];
      // The API server leaves out `spec` in the claim templates of a StatefulSet.
      const path =
        object.kind === 'StatefulSet'
          ? pathOf(value).replace(/^(spec\.volumeClaimTemplates\[\d+\])\.spec/, '$1')
          : pathOf(value);
      const message = `Fractional byte value "${canonical(amount)}" is invalid, must be an integer`;
      yield found(value, message, fixes, path);
      // Of a Pod, what is limited and not requested is requested too.
      const request =
        value.parent?.segment === 'limits' && value.parent.parent && at(value.parent.parent, 'requests', nameOf(value));
      if (pod.standalone && request && !request.node && nameOf(value) !== 'storage')
        yield found(value, message, [], pathOf(request));
    }
  },
);

export const overlappingPort: Rule = warning(
  'overlapping-port',
  'Two ports of the Pod are the same: its containers share one network.',
  function* ({ pod }) {
    if (!pod) return;
    const isHostNetworkPod = pod.standalone && flag(at(pod.spec, 'hostNetwork')) === true;
    const seen = new Map<string, Value[]>();
    const named = new Map<string, Value>();
    for (const { value, role } of pod.containers)
      for (const port of at(value, 'ports').items) {
        const hostPort = (one: Value) => hostPortOf(one, isHostNetworkPod && role !== 'ephemeral');
        const ip = text(at(port, 'hostIP'));
        if (ip !== '' && hostPort(port) === 0)
          yield found(at(port, 'hostIP'), 'hostIP set without hostPort', [], pathOf(port));
        if (int(at(port, 'containerPort')) === 0) continue;
        const key = `${int(at(port, 'containerPort'))}/${text(at(port, 'protocol')) || 'TCP'}`;
        const others = seen.get(key) ?? [];
        for (const other of others) {
          const otherIp = text(at(other, 'hostIP'));
          const [a, b] = [hostPort(port), hostPort(other)];
          const place = pathOf(other);
          if (ip === otherIp && a === b)
            yield found(at(port, 'containerPort'), `Duplicate port definition with ${place}`, [], pathOf(port));
          else if (a === 0 || b === 0)
            yield found(at(port, 'containerPort'), `Overlapping port definition with ${place}`, [], pathOf(port));
          else if (a === b && (ip === '') !== (otherIp === ''))
            yield found(
              at(port, 'containerPort'),
              `Dangerously ambiguous port definition with ${place}`,
              [],
              pathOf(port),
            );
        }
        seen.set(key, [...others, port]);
        const name = at(port, 'name');
        const first = named.get(text(name));
        if (first)
          yield found(
            name,
            `Duplicate port name "${text(name)}" with ${pathOf(first)}, services and probes that select ports by name will use ${pathOf(first)}`,
            [],
            pathOf(port),
          );
        else if (text(name) !== '') named.set(text(name), port);
      }
  },
);

export const negativeGracePeriod: Rule = warning(
  'negative-grace-period',
  'A negative grace period counts as one second.',
  function* ({ pod, document }) {
    // Of a Pod itself the server has made 1 of it before it warns.
    if (!pod || pod.standalone) return;
    const value = at(pod.spec, 'terminationGracePeriodSeconds');
    if ((number(value) ?? 0) < 0)
      yield found(
        value,
        'Must be >= 0; negative values are invalid and will be treated as 1',
        fix(l10n.t('Write {0}', '1'), true, replaceValue(document, value, 1)),
      );
  },
);

export const unusualIp: Rule = warning(
  'unusual-ip',
  'An IP address has one usual form; others are read differently by different programs.',
  function* ({ pod, document }) {
    if (!pod) return;
    const addresses = [
      ...at(pod.spec, 'dnsConfig', 'nameservers').items,
      ...at(pod.spec, 'hostAliases').items.map((alias) => at(alias, 'ip')),
    ];
    for (const value of addresses) {
      const parsed = parseIp(text(value));
      if (!parsed) continue;
      const usual = canonicalIp(parsed);
      const fixes = fix(l10n.t('Write {0}', usual), true, replaceValue(document, value, usual));
      if (parsed.leadingZeros || parsed.mapped)
        yield found(value, `Non-standard IP address "${text(value)}" is invalid: use "${usual}"`, fixes);
      else if (usual !== text(value) && text(value).includes(':'))
        yield found(value, `IPv6 address "${text(value)}" should be in RFC 5952 canonical format ("${usual}")`, fixes);
    }
  },
);

export const negativeHistory: Rule = warning(
  'negative-history',
  'A negative revisionHistoryLimit keeps all revisions.',
  function* ({ object, root, document }) {
    const value = at(root, 'spec', 'revisionHistoryLimit');
    if (object.kind === 'StatefulSet' && (number(value) ?? 0) < 0)
      yield found(
        value,
        'A negative value retains all historical revisions; a value >= 0 is recommended',
        fix(l10n.t('Write {0}', '10'), false, replaceValue(document, value, 10)),
      );
  },
);

export const manyIndexes: Rule = warning(
  'many-indexes',
  'Kubernetes may lose track of the failed indexes of so large a Job.',
  function* ({ object, root }) {
    const job =
      object.kind === 'Job'
        ? at(root, 'spec')
        : object.kind === 'CronJob'
          ? at(root, 'spec', 'jobTemplate', 'spec')
          : undefined;
    if (!job || text(at(job, 'completionMode')) !== 'Indexed') return;
    if (int(at(job, 'completions')) > 100_000 && int(at(job, 'parallelism')) > 10_000)
      yield found(
        at(job, 'completions'),
        'With more than 10^5 completions and a parallelism above 10^4, Kubernetes might not be able to track completedIndexes when many indexes fail',
        [],
        pathOf(job),
      );
  },
);

/** Not the server's: it says nothing, and that is what a person should know. */
export const droppedField: Rule = warning(
  'dropped-field',
  'The server of this version drops the field without a word: the feature that it belongs to is off by default.',
  function* ({ dropped, version, document }) {
    for (const value of dropped) {
      const holder = value.parent?.type;
      const name = nameOf(value);
      const gate = holder?.kind === 'object' ? FIELD_GATES[`${holder.definition}.${name}`] : undefined;
      if (!gate) continue;
      const { on }: Gate = GATES[gate];
      const since = on ? `, on by default since ${on}` : ', off by default in every version so far';
      const message = `Kubernetes ${version} drops ${name} without a word: it needs the feature gate ${gate}${since}`;
      yield foundAtKey(value, message, fix(l10n.t('Remove it'), false, removeValue(document, value)));
    }
  },
);

export const warningRules: readonly Rule[] = [
  hostnameName,
  deprecatedNodeLabel,
  nullSelector,
  deprecatedAnnotation,
  deprecatedVolume,
  overlappingFiles,
  duplicateEntry,
  duplicateVariable,
  fractionalBytes,
  overlappingPort,
  negativeGracePeriod,
  unusualIp,
  negativeHistory,
  manyIndexes,
  droppedField,
];

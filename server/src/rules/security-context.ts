/** Security contexts of the Pod and of its containers. */
import * as l10n from '@vscode/l10n';
import { fix, putValue, removeValue, replaceValue } from './edits.ts';
import { byteLength, relativePath, trimSpace } from './formats.ts';
import { found, foundAtKey, validation } from './report.ts';
import { addField } from './required.ts';
import type { Edit, Finding, Fix, PodParts, Rule, Subject } from './rule.ts';
import { at, flag, isSet, nameOf, pathOf, text, type Value } from './view.ts';

export const privilegeEscalation: Rule = validation(
  'privilege-escalation',
  'A privileged container, and one with CAP_SYS_ADMIN, can always gain privileges: allowPrivilegeEscalation cannot be false.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const context = at(value, 'securityContext');
      const escalation = at(context, 'allowPrivilegeEscalation');
      if (flag(escalation) !== false) continue;
      const remove = fix(l10n.t('Remove {0}', 'allowPrivilegeEscalation'), false, removeValue(document, escalation));
      const privileged = at(context, 'privileged');
      if (flag(privileged))
        yield found(
          escalation,
          'allowPrivilegeEscalation cannot be false when privileged is true',
          [...fix(l10n.t('Remove {0}', 'privileged'), true, removeValue(document, privileged)), ...remove],
          pathOf(context),
        );
      for (const capability of at(context, 'capabilities', 'add').items)
        if (text(capability) === 'CAP_SYS_ADMIN')
          yield found(
            capability,
            'allowPrivilegeEscalation cannot be false when CAP_SYS_ADMIN is added',
            [...fix(l10n.t('Remove {0}', 'CAP_SYS_ADMIN'), true, removeValue(document, capability)), ...remove],
            pathOf(context),
          );
    }
  },
);

/** Whether the Pod has a namespace of the node, which a Pod in a user namespace must not have. */
export function sharesNode({ spec }: PodParts): boolean {
  return ['hostNetwork', 'hostPID', 'hostIPC'].some((name) => flag(at(spec, name)));
}

export const unmaskedProc: Rule = validation(
  'unmasked-proc',
  'Only a Pod in a user namespace (hostUsers: false) may see all of /proc.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod || flag(at(pod.spec, 'hostUsers')) === false) return;
    for (const { value } of pod.containers) {
      const mount = at(value, 'securityContext', 'procMount');
      if (text(mount) !== 'Unmasked') continue;
      const isShared = sharesNode(pod);
      const fixes = [
        ...(isShared ? [] : addField(subject, at(pod.spec, 'hostUsers'), false)),
        ...fix(l10n.t('Write {0}', 'Default'), isShared, replaceValue(document, mount, 'Default')),
      ];
      yield found(mount, 'hostUsers must be false to use Unmasked', fixes);
    }
  },
);

export const localhostProfile: Rule = validation(
  'localhost-profile',
  'A profile of type Localhost, and only such, names a file of the node.',
  function* (subject) {
    const { document } = subject;
    for (const definition of ['SeccompProfile', 'AppArmorProfile'])
      for (const profile of subject.all(definition)) {
        const type = at(profile, 'type');
        const file = at(profile, 'localhostProfile');
        if (text(type) === 'Localhost') {
          if (!isSet(file) || (definition === 'AppArmorProfile' && text(file) === ''))
            yield found(
              file,
              'localhostProfile must be set when the type is Localhost',
              fix(l10n.t('Write {0}', 'RuntimeDefault'), false, replaceValue(document, type, 'RuntimeDefault')),
            );
          else if (definition === 'SeccompProfile') {
            const problems = relativePath(text(file));
            const better = text(file)
              .split('/')
              .filter((part) => part !== '' && part !== '..')
              .join('/');
            if (problems.length > 0)
              yield found(
                file,
                `Invalid value "${text(file)}": ${problems.join('; ')}`,
                better ? fix(l10n.t('Write {0}', better), true, replaceValue(document, file, better)) : [],
              );
          } else if (trimSpace(text(file)) !== text(file))
            yield found(
              file,
              'Must not have blanks around it',
              fix(l10n.t('Take the blanks off'), true, replaceValue(document, file, trimSpace(text(file)))),
            );
          if (definition === 'AppArmorProfile' && byteLength(text(file)) > 4095)
            yield found(file, 'Too long: may not be more than 4095 bytes');
        } else if (
          isSet(file) &&
          (definition === 'SeccompProfile' || ['RuntimeDefault', 'Unconfined'].includes(text(type)))
        ) {
          const fixes = [
            ...fix(l10n.t('Remove {0}', 'localhostProfile'), true, removeValue(document, file)),
            ...fix(l10n.t('Write {0}', 'type: Localhost'), false, replaceValue(document, type, 'Localhost')),
          ];
          yield found(file, 'localhostProfile can only be set when the type is Localhost', fixes);
        }
      }
  },
);

const SYSCTL = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
/** The namespaces that sysctls belong to. */
const IPC_SYSCTL =
  /^(?:kernel\.(?:sem|shm|shmall|shmmax|shmmni|shm_rmid_forced|msg|msgmax|msgmnb|msgmni)$|fs\.mqueue\.)/;
const NET_SYSCTL = /^net\./;

export const sysctl: Rule = validation(
  'sysctl',
  'A sysctl is named once, and only where the Pod has a namespace of its own for it.',
  function* ({ pod, document }) {
    if (!pod) return;
    const seen = new Set<string>();
    for (const one of at(pod.spec, 'securityContext', 'sysctls').items) {
      const value = at(one, 'name');
      const name = text(value);
      const removal = fix(l10n.t('Remove it'), true, removeValue(document, one));
      if (name !== '' && (name.length > 253 || !SYSCTL.test(name)))
        yield found(
          value,
          `Invalid value "${name}": must consist of lower case letters, digits, '-', '_', '.' and '/'`,
          repairSysctl(document, value),
        );
      else if (seen.has(name) && name !== '') yield found(value, `Duplicate value "${name}"`, removal);
      seen.add(name);
      const dotted =
        name.includes('/') && (!name.includes('.') || name.indexOf('/') < name.indexOf('.'))
          ? name.replaceAll('/', '.')
          : name;
      if (flag(at(pod.spec, 'hostNetwork')) && NET_SYSCTL.test(dotted))
        yield found(value, `${name} must not be specified when hostNetwork is true`, removal);
      if (flag(at(pod.spec, 'hostIPC')) && IPC_SYSCTL.test(dotted))
        yield found(value, `${name} must not be specified when hostIPC is true`, removal);
    }
  },
);

function repairSysctl(document: Subject['document'], value: Value): Fix[] {
  const better = text(value).toLowerCase().trim().replace(/\s+/g, '_');
  return SYSCTL.test(better) ? fix(l10n.t('Write {0}', better), true, replaceValue(document, value, better)) : [];
}

export const windowsUser: Rule = validation(
  'windows-options',
  'Options for Windows have the form that Windows takes.',
  function* ({ all }) {
    for (const options of all('WindowsSecurityContextOptions')) {
      const spec = at(options, 'gmsaCredentialSpec');
      if (isSet(spec) && text(spec) === '') yield found(spec, 'gmsaCredentialSpec must not be empty');
      if (byteLength(text(spec)) > 64 * 1024) yield found(spec, 'gmsaCredentialSpec must be under 64 KiB');
      const user = at(options, 'runAsUserName');
      if (!isSet(user)) continue;
      for (const problem of userNameProblems(text(user)))
        yield found(user, `Invalid value "${text(user)}": ${problem}`);
    }
  },
);

const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const WINDOWS_DOMAIN = new RegExp(`^(?:[^\\\\/:*?"<>|.][^\\\\/:*?"<>|]{0,14}|${DNS_LABEL}(?:\\.${DNS_LABEL})*)$`);

function userNameProblems(written: string): string[] {
  if (written === '') return ['must not be empty'];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(written)) return ['must not contain control characters'];
  const parts = written.split('\\');
  if (parts.length > 2) return ['must not contain more than one backslash'];
  const domain = parts.length === 2 ? (parts[0] as string) : undefined;
  const user = parts.at(-1) as string;
  const problems: string[] = [];
  if (domain !== undefined && byteLength(domain) >= 256) problems.push('the domain must have under 256 characters');
  if (domain !== undefined && !WINDOWS_DOMAIN.test(domain))
    problems.push('the domain is neither a NetBIOS nor a DNS name');
  if (user === '') problems.push('the user must not be empty');
  if (byteLength(user) > 104) problems.push('the user must have no more than 104 characters');
  if (/^[. ]+$/.test(user)) problems.push('the user must not consist of dots and blanks alone');
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) problems.push('the user must not contain any of "/\\:;|=,+*?<>@[]');
  return problems;
}

export const hostProcess: Rule = validation(
  'host-process',
  'Host process containers share the node: all containers of the Pod are such, and it has hostNetwork.',
  function* (subject) {
    const { pod } = subject;
    if (!pod) return;
    const ofPod = flag(at(pod.spec, 'securityContext', 'windowsOptions', 'hostProcess'));
    let count = 0;
    let first: Value | undefined;
    for (const { value } of pod.containers) {
      const own = at(value, 'securityContext', 'windowsOptions', 'hostProcess');
      const set = flag(own);
      if (ofPod !== undefined && set !== undefined && ofPod !== set)
        yield found(
          own,
          `Must be the same as the Pod's hostProcess, ${ofPod}`,
          fix(l10n.t('Write {0}', ofPod), true, hostProcessEdits(subject, own, ofPod)),
        );
      if (set ?? ofPod) {
        count++;
        first ??= set === undefined ? at(pod.spec, 'securityContext', 'windowsOptions', 'hostProcess') : own;
      }
    }
    if (count === 0 || !first) return;
    if (count !== pod.containers.length)
      yield found(first, 'When one container is a host process, all containers must be', [], pathOf(pod.spec));
    const network = at(pod.spec, 'hostNetwork');
    if (!flag(network))
      yield found(
        network.node ? network : first,
        'hostNetwork must be true when there are host process containers',
        addField(subject, network, true),
        pathOf(network),
      );
  },
);

/** A first host process container brings the network of the node with it. */
function hostProcessEdits({ pod, document }: Subject, own: Value, isHostProcess: boolean): Edit[] | undefined {
  const written = replaceValue(document, own, isHostProcess);
  const network = pod && at(pod.spec, 'hostNetwork');
  if (!written || !isHostProcess || !network || flag(network)) return written;
  const shared = putValue(document, network, true);
  return shared && [...written, ...shared];
}

const FOR_LINUX_PODS = [
  ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls', 'runAsUser'],
  ...['runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'],
];
const FOR_LINUX_SPECS = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'];
const FOR_LINUX_CONTAINERS = [
  ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged'],
  ...['allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'],
];

/** What a Pod has set that its system does not have. */
export function ofOtherSystem({ spec, containers }: PodParts, os: string): Value[] {
  const context = at(spec, 'securityContext');
  const contexts = containers.map(({ value }) => at(value, 'securityContext'));
  if (os === 'linux') return [context, ...contexts].map((one) => at(one, 'windowsOptions')).filter(isSet);
  if (os !== 'windows') return [];
  const ofPod = FOR_LINUX_PODS.map((name) => at(context, name)).filter(
    (value) => value.segment !== 'sysctls' || value.items.length > 0,
  );
  const ofSpec = FOR_LINUX_SPECS.map((name) => at(spec, name)).filter(
    (value) => (value.segment !== 'hostPID' && value.segment !== 'hostIPC') || flag(value) === true,
  );
  const ofContainers = contexts.flatMap((one) => FOR_LINUX_CONTAINERS.map((name) => at(one, name)));
  return [...ofPod, ...ofSpec, ...ofContainers].filter(isSet);
}

export const otherSystem: Rule = validation(
  'other-system',
  'What only Linux or only Windows has must not be set for a Pod of the other system.',
  function* ({ pod, document }) {
    if (!pod) return;
    const os = text(at(pod.spec, 'os', 'name'));
    const owner = os === 'windows' ? 'a Windows Pod' : 'a Linux Pod';
    for (const value of ofOtherSystem(pod, os))
      yield foundAtKey(
        value,
        `${nameOf(value)} cannot be set for ${owner}`,
        fix(l10n.t('Remove it'), true, removeValue(document, value)),
      );
  },
);

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';

/** The API server names a template's annotations without `metadata`. */
function annotationsPath({ pod, root }: Subject): string {
  const path = pod ? pathOf(at(pod.metadata, 'annotations')) : '';
  return pod && pod.metadata !== at(root, 'metadata') ? path.replace(/metadata\.annotations$/, 'annotations') : path;
}

export const podAnnotation: Rule = validation(
  'pod-annotation',
  'Annotations that Kubernetes itself reads have values that it understands.',
  function* (subject) {
    const { pod } = subject;
    if (!pod) return;
    const base = annotationsPath(subject);
    const names = pod.containers.map(({ value }) => text(at(value, 'name')));
    const annotations = at(pod.metadata, 'annotations').fields;
    for (const [key, value] of annotations) {
      const written = text(value);
      const keyed = `${base}[${key}]`;
      if (key === 'kubernetes.io/config.mirror' && text(at(pod.spec, 'nodeName')) === '')
        yield found(value, 'spec.nodeName must be set when the mirror annotation is', [], keyed);
      if (key === 'controller.kubernetes.io/pod-deletion-cost' && !isDeletionCost(written))
        yield found(value, 'Must be a 32 bit integer', [], keyed);
      if (key === SECCOMP_POD || key.startsWith(SECCOMP)) {
        const problem = seccompProblem(written);
        if (problem) yield found(value, problem, [], `${base}.${key}`);
      }
      if (key.startsWith(APPARMOR)) {
        if (!names.includes(key.slice(APPARMOR.length)))
          yield found(value, `There is no container "${key.slice(APPARMOR.length)}"`, [], keyed);
        if (!/^$|^runtime\/default$|^unconfined$|^localhost\//.test(written))
          yield found(value, `Invalid AppArmor profile "${written}"`, [], keyed);
      }
    }
  },
);

function isDeletionCost(written: string): boolean {
  if (!/^(?:-?[1-9][0-9]*|0)$/.test(written)) return false;
  const cost = Number(written);
  return cost >= -(2 ** 31) && cost < 2 ** 31;
}

function seccompProblem(written: string): string | undefined {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(written)) return undefined;
  if (!written.startsWith('localhost/')) return 'Must be a valid seccomp profile';
  return relativePath(written.slice('localhost/'.length))[0];
}

export const annotationMismatch: Rule = validation(
  'annotation-mismatch',
  'A seccomp or AppArmor annotation must not contradict the field that took its place.',
  function* (subject) {
    const { pod } = subject;
    if (!pod) return;
    const annotations = at(pod.metadata, 'annotations').fields;
    const context = at(pod.spec, 'securityContext');
    const isWindows = text(at(pod.spec, 'os', 'name')) === 'windows';
    yield* mismatch(
      subject,
      annotations.get(SECCOMP_POD),
      at(context, 'seccompProfile'),
      at(context, 'seccompProfile'),
      ['runtime/default', 'docker/default'],
    );
    for (const { value } of pod.containers) {
      const name = text(at(value, 'name'));
      const seccomp = at(value, 'securityContext', 'seccompProfile');
      yield* mismatch(subject, annotations.get(SECCOMP + name), seccomp, seccomp, [
        'runtime/default',
        'docker/default',
      ]);
      if (isWindows) continue;
      const own = at(value, 'securityContext', 'appArmorProfile');
      // A Pod's annotation becomes the field where the container has none.
      if (!isSet(own) && pod.standalone) continue;
      yield* mismatch(
        subject,
        annotations.get(APPARMOR + name),
        isSet(own) ? own : at(context, 'appArmorProfile'),
        own,
        ['runtime/default'],
      );
    }
  },
);

function* mismatch(
  { document }: Subject,
  annotation: Value | undefined,
  profile: Value,
  place: Value,
  defaults: readonly string[],
): Generator<Finding> {
  if (!annotation || !isSet(profile)) return;
  const written = text(annotation);
  const type = text(at(profile, 'type'));
  const isSame =
    type === 'Unconfined'
      ? written === 'unconfined'
      : type === 'RuntimeDefault'
        ? defaults.includes(written)
        : type === 'Localhost'
          ? written.startsWith('localhost/')
          : true;
  const fixes = fix(l10n.t('Remove the annotation'), true, removeValue(document, annotation));
  if (!isSame)
    yield found(
      at(profile, 'type'),
      'The type in the annotation and in the field must match',
      fixes,
      `${pathOf(place)}.type`,
    );
  else if (type === 'Localhost' && written.slice('localhost/'.length) !== text(at(profile, 'localhostProfile')))
    yield found(
      at(profile, 'localhostProfile'),
      'The profile in the annotation and in the field must match',
      fixes,
      `${pathOf(place)}.localhostProfile`,
    );
}

export const securityContextRules: readonly Rule[] = [
  privilegeEscalation,
  unmaskedProc,
  localhostProfile,
  sysctl,
  windowsUser,
  hostProcess,
  otherSystem,
  podAnnotation,
  annotationMismatch,
];

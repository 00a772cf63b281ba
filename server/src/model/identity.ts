/** As whom each container's process runs and what it may do: which value wins, and where it comes from. */
import { containersOf } from './containers.ts';
import { asMapping, asNumber, asSequence, asString, asStrings, type PlainMapping } from './plain.ts';

/** A value in effect. */
export interface Setting<T> {
  readonly value: T;
  /** The container's own field, the Pod's, what is assumed of the image, or what holds where none says anything. */
  readonly from: 'container' | 'pod' | 'image' | 'default';
  /** Field path that says it, or would. */
  readonly path: string;
}

/** What a container's first process is to the kernel. */
export interface ProcessIdentity {
  readonly container: string;
  /** Field path of the container, such as `spec.containers[0]`. */
  readonly path: string;
  /** `image`: the image names the user, and it is not known which. */
  readonly user: Setting<number | 'image'>;
  /** Its name, where the image gives no number. */
  readonly userName?: string;
  /** `image`: the group that the image's user has, 0 if it has none. */
  readonly group: Setting<number | 'image'>;
  readonly supplementalGroups: Setting<readonly number[]>;
  /** Owns what is mounted, as far as the volume can be handed over. */
  readonly fsGroup: Setting<number | undefined>;
  readonly runAsNonRoot: Setting<boolean>;
  /** Whether the kubelet starts it, as far as runAsNonRoot is concerned. */
  readonly nonRoot: NonRootVerdict;
  readonly privileged: Setting<boolean>;
  readonly capabilities: Setting<{ readonly add: readonly string[]; readonly drop: readonly string[] }>;
  /** Whether a process may gain more privileges than its parent has. */
  readonly escalation: Setting<boolean>;
  readonly readOnlyRoot: Setting<boolean>;
  /** `RuntimeDefault`, `Unconfined`, or the path of a profile on the node. */
  readonly seccomp: Setting<string>;
  /** Of a Pod for Windows, where users have names and nothing of the above is asked for. */
  readonly windows?: WindowsIdentity;
}

export interface WindowsIdentity {
  /** `image`: the one that the image names, else ContainerUser or ContainerAdministrator. */
  readonly userName: Setting<string>;
  /** Runs on the node itself rather than in a container. */
  readonly hostProcess: Setting<boolean>;
  /** Name of the account of the domain that it acts as. */
  readonly account: Setting<string | undefined>;
}

/** What the kubelet says to a container that must not run as root (`verifyRunAsNonRoot`). */
export type NonRootVerdict =
  /** Nobody asks, or the user is not root. */
  | 'starts'
  /** The Pod gives root as the user. */
  | 'podRoot'
  /** The image gives root as the user, or none. */
  | 'imageRoot'
  /** The image gives a name, which the kubelet does not look up. */
  | 'imageName'
  /** It is not known which user the image gives. */
  | 'unknown';

/**
 * @param required runAsNonRoot
 * @param user runAsUser
 * @param imageUser the user that the image gives, where that is known
 */
export function nonRootVerdict(
  required: boolean,
  user: number | undefined,
  imageUser: number | string | undefined,
): NonRootVerdict {
  if (!required) return 'starts';
  if (user !== undefined) return user === 0 ? 'podRoot' : 'starts';
  if (imageUser === undefined) return 'unknown';
  if (typeof imageUser === 'string') return 'imageName';
  return imageUser === 0 ? 'imageRoot' : 'starts';
}

/** @param imageUser the user that an image gives, by id or by name, where it is known */
export function processIdentities(
  pod: PlainMapping,
  imageUser: (image: string) => number | string | undefined = () => undefined,
): readonly ProcessIdentity[] {
  const spec = asMapping(pod.spec);
  return containersOf(pod).map(({ value, path }) =>
    processIdentity(value, path, spec, imageUser(asString(value.image) ?? '')),
  );
}

/** @param path field path of the container */
export function processIdentity(
  container: PlainMapping,
  path: string,
  spec: PlainMapping,
  imageUser?: number | string,
): ProcessIdentity {
  const ofPod = asMapping(spec.securityContext);
  const own = asMapping(container.securityContext);
  const ownPath = (name: string): string => `${path}.securityContext.${name}`;
  const isWindows = asMapping(spec.os).name === 'windows' || 'windowsOptions' in own || 'windowsOptions' in ofPod;

  /** What the container says, else what the Pod says. */
  function ofWindows<T>(name: string, read: Read<T>, otherwise: T): Setting<T> {
    const [mine, inherited] = [own, ofPod].map((context) => read(asMapping(context.windowsOptions)[name]));
    if (mine === undefined && inherited !== undefined)
      return { value: inherited, from: 'pod', path: `spec.securityContext.windowsOptions.${name}` };
    const from = mine === undefined ? 'default' : 'container';
    return { value: mine ?? otherwise, from, path: ownPath(`windowsOptions.${name}`) };
  }
  function ofContainer<T>(name: string, read: Read<T>, otherwise: T): Setting<T> {
    const value = read(own[name]);
    const known =
      value === undefined ? ({ value: otherwise, from: 'default' } as const) : { value, from: 'container' as const };
    return { ...known, path: ownPath(name) };
  }
  function ofThePod<T>(name: string, read: Read<T>, otherwise: T): Setting<T> {
    const value = read(ofPod[name]);
    const known =
      value === undefined ? ({ value: otherwise, from: 'default' } as const) : { value, from: 'pod' as const };
    return { ...known, path: `spec.securityContext.${name}` };
  }
  function either<T>(name: string, read: Read<T>, otherwise: T): Setting<T> {
    const mine = ofContainer(name, read, otherwise);
    const inherited = ofThePod(name, read, otherwise);
    return mine.from === 'default' && inherited.from === 'pod' ? inherited : mine;
  }

  const user = either<number | 'image'>('runAsUser', asNumber, 'image');
  const runAsNonRoot = either('runAsNonRoot', asBoolean, false);
  const privileged = ofContainer('privileged', asBoolean, false);
  const escalation = ofContainer('allowPrivilegeEscalation', asBoolean, true);
  return {
    container: asString(container.name) ?? '',
    path,
    user: user.value === 'image' && typeof imageUser === 'number' ? { ...user, value: imageUser, from: 'image' } : user,
    ...(user.value === 'image' && typeof imageUser === 'string' && { userName: imageUser }),
    group: either<number | 'image'>('runAsGroup', asNumber, 'image'),
    supplementalGroups: ofThePod('supplementalGroups', asNumbers, []),
    fsGroup: ofThePod<number | undefined>('fsGroup', asNumber, undefined),
    runAsNonRoot,
    nonRoot: nonRootVerdict(runAsNonRoot.value, user.value === 'image' ? undefined : user.value, imageUser),
    privileged,
    capabilities: ofContainer('capabilities', asCapabilities, { add: [], drop: [] }),
    escalation,
    readOnlyRoot: ofContainer('readOnlyRootFilesystem', asBoolean, false),
    // A privileged container is not confined, whatever is said.
    seccomp: privileged.value
      ? { value: 'Unconfined', from: 'container', path: privileged.path }
      : either('seccompProfile', asProfile, 'Unconfined'),
    ...(isWindows && {
      windows: {
        userName: ofWindows('runAsUserName', asString, 'image'),
        hostProcess: ofWindows('hostProcess', asBoolean, false),
        account: ofWindows<string | undefined>('gmsaCredentialSpecName', asString, undefined),
      },
    }),
  };
}

type Read<T> = (value: unknown) => T | undefined;

const asBoolean: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

const asNumbers: Read<readonly number[]> = (value) => {
  const numbers = asSequence(value).flatMap((item) => asNumber(item) ?? []);
  return numbers.length > 0 ? numbers : undefined;
};

const asCapabilities: Read<{ readonly add: readonly string[]; readonly drop: readonly string[] }> = (value) => {
  const { add, drop } = asMapping(value);
  const [added, dropped] = [asStrings(add), asStrings(drop)];
  return added.length + dropped.length > 0 ? { add: added, drop: dropped } : undefined;
};

const asProfile: Read<string> = (value) => {
  const { type, localhostProfile } = asMapping(value);
  return type === 'Localhost' ? (asString(localhostProfile) ?? 'Localhost') : asString(type);
};

/** The volumes of a Pod: where their files come from, and who mounts them where. */

import * as l10n from '@vscode/l10n';
import { value } from '../quantity/quantity.ts';
import { containersOf } from './containers.ts';
import { asMapping, asMappings, asString, type PlainMapping } from './plain.ts';
import { resourceList } from './resources.ts';

export interface Volume {
  readonly name: string;
  /** Field path, such as `spec.volumes[0]`; absent for the one that Kubernetes adds. */
  readonly path?: string;
  /** Name of the source field, such as `configMap`. */
  readonly source: string;
  /** What the source names: a ConfigMap, a claim, a path on the node. */
  readonly of?: string;
  /** Of an emptyDir volume the most that it may hold, bytes. */
  readonly sizeLimit?: number;
  readonly mounts: readonly Mount[];
}

export interface Mount {
  readonly container: string;
  readonly at: string;
  readonly readOnly: boolean;
  /** Only this part of the volume. */
  readonly subPath?: string;
  /** Field path; absent for what Kubernetes adds. */
  readonly path?: string;
}

/** Where the token of the Pod's service account goes, unless the Pod mounts something there itself. */
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The volumes that the Pod names, in order, then the service account's token that Kubernetes adds.
 * @param isStatic a static Pod has no service account
 */
export function volumesOf(pod: PlainMapping, isStatic = false): readonly Volume[] {
  const spec = asMapping(pod.spec);
  const containers = containersOf(pod);
  const mounts = containers.flatMap(({ value, path }) => mountsOf(value, path));
  const named = asMappings(spec.volumes).map((volume, i): Volume => {
    const name = asString(volume.name) ?? '';
    const source = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
    const of = NAMED_BY[source]?.(asMapping(volume[source]));
    const sizeLimit = sizeLimitOf(asMapping(volume.emptyDir).sizeLimit);
    return {
      name,
      path: `spec.volumes[${i}]`,
      source,
      ...(of !== undefined && { of }),
      ...(sizeLimit !== undefined && { sizeLimit }),
      mounts: mounts.filter((mount) => mount.volume === name).map(({ volume: _, ...mount }) => mount),
    };
  });
  if (isStatic || spec.automountServiceAccountToken === false) return named;
  const without = containers.filter(
    ({ value }) => !asMappings(value.volumeMounts).some(({ mountPath }) => mountPath === TOKEN_PATH),
  );
  if (without.length === 0) return named;
  const token: Volume = {
    name: 'kube-api-access',
    source: 'projected',
    of: asString(spec.serviceAccountName) ?? 'default',
    mounts: without.map(({ value }) => ({ container: asString(value.name) ?? '', at: TOKEN_PATH, readOnly: true })),
  };
  return [...named, token];
}

/** Bytes of a quantity; 0 is no limit. */
function sizeLimitOf(written: unknown): number | undefined {
  const limit = resourceList({ size: written }).get('size');
  return limit === undefined ? undefined : Number(value(limit)) || undefined;
}

function mountsOf(container: PlainMapping, path: string): readonly (Mount & { readonly volume: string })[] {
  const name = asString(container.name) ?? '';
  const mounted = asMappings(container.volumeMounts).map((mount, i) => {
    const subPath = asString(mount.subPath) ?? asString(mount.subPathExpr);
    return {
      volume: asString(mount.name) ?? '',
      container: name,
      at: asString(mount.mountPath) ?? '',
      readOnly: mount.readOnly === true,
      ...(subPath !== undefined && { subPath }),
      path: `${path}.volumeMounts[${i}]`,
    };
  });
  const devices = asMappings(container.volumeDevices).map((device, i) => ({
    volume: asString(device.name) ?? '',
    container: name,
    at: asString(device.devicePath) ?? '',
    readOnly: false,
    path: `${path}.volumeDevices[${i}]`,
  }));
  return [...mounted, ...devices];
}

const NAMED_BY: Readonly<Record<string, (source: PlainMapping) => string | undefined>> = {
  emptyDir: ({ medium, sizeLimit }) =>
    medium === 'Memory'
      ? sizeLimit === undefined
        ? l10n.t('in memory')
        : l10n.t('in memory, at most {0}', String(sizeLimit))
      : sizeLimit === undefined
        ? undefined
        : l10n.t('at most {0}', String(sizeLimit)),
  configMap: ({ name }) => asString(name),
  secret: ({ secretName }) => asString(secretName),
  persistentVolumeClaim: ({ claimName }) => asString(claimName),
  hostPath: ({ path }) => asString(path),
  nfs: ({ server, path }) => `${asString(server) ?? '?'}:${asString(path) ?? '?'}`,
  csi: ({ driver }) => asString(driver),
  image: ({ reference }) => asString(reference),
};

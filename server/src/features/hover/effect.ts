/** What a written value comes to, given what is written elsewhere: which one wins, and what makes it moot. */
import { unitOfField } from '../../catalog/units.ts';
import { asMapping, asMappings, asNumber, asString, type PlainMapping } from '../../model/plain.ts';
import { toValue } from '../../yaml/tree.ts';
import { code, containersOf, type Describe, type Hovered, listed } from './hovered.ts';

export const describeEffect: Describe = (hovered) => {
  const { field, owner, place } = hovered;
  const leaf = owner.field.type.kind === 'list' ? owner.field.type.of.kind : owner.field.type.kind;
  const unit = unitOfField(owner.field.name, leaf);
  const number = place.node.kind === 'scalar' ? asNumber(place.node.value) : undefined;
  const inOtherWords =
    number === undefined
      ? undefined
      : unit === 'seconds'
        ? durationInWords(number)
        : unit === 'file mode'
          ? modeInWords(number)
          : undefined;
  return [inOtherWords, EFFECTS[field]?.(hovered) ?? shared(hovered)].filter(Boolean).join(' ') || undefined;
};

/** Fields that a container has of its own, or takes from the Pod. */
const SHARED: ReadonlySet<string> = new Set([
  ...['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seccompProfile', 'seLinuxOptions', 'appArmorProfile'],
  'windowsOptions',
]);

function shared({ field, owner, place, pod, container }: Hovered): string | undefined {
  const { name } = owner.field;
  if (!pod || !SHARED.has(name) || !place.field) return undefined;
  const ofPod = asMapping(asMapping(pod.spec).securityContext)[name];
  if (field === `SecurityContext.${name}` && container) {
    if (ofPod === undefined) return undefined;
    const same = JSON.stringify(ofPod) === JSON.stringify(toValue(place.node));
    return same ? 'The Pod’s securityContext says the same.' : `Goes before ${shown(ofPod)} of the Pod.`;
  }
  if (field !== `PodSecurityContext.${name}`) return undefined;
  const own = containersOf(pod).flatMap(({ value }) => {
    const mine = asMapping(value.securityContext)[name];
    return mine === undefined ? [] : [`${code(asString(value.name) ?? '?')} (${shown(mine)})`];
  });
  const others = containersOf(pod).length - own.length;
  if (own.length === 0) return 'Holds for every container: none has its own.';
  return `${listed(own)} ${own.length > 1 ? 'have their' : 'has its'} own${others > 0 ? '; the others take this one' : '; no container takes this one'}.`;
}

function shown(value: unknown): string {
  const type = asString(asMapping(value).type);
  return code(type ?? (typeof value === 'object' ? JSON.stringify(value) : value));
}

const hasHostNetwork = ({ pod }: Hovered): boolean => asMapping(pod?.spec).hostNetwork === true;
const textOf = ({ place }: Hovered): string => (place.node.kind === 'scalar' ? place.node.text : '');
const itemOf = ({ place }: Hovered): PlainMapping => asMapping(place.parent && toValue(place.parent.node));

/** By `Definition.field`. */
const EFFECTS: Readonly<Record<string, Describe>> = {
  'Container.restartPolicy': (hovered) => {
    const { container } = hovered;
    if (container?.list === 'initContainers' && textOf(hovered) === 'Always')
      return 'Makes it a sidecar: the next one starts as soon as this one has started, and it runs as long as the Pod.';
    return 'Goes before the restartPolicy of the Pod.';
  },
  'ContainerPort.containerPort': (hovered) =>
    hasHostNetwork(hovered) ? `With hostNetwork this is port ${code(textOf(hovered))} of the node itself.` : undefined,
  'EnvVar.name': (hovered) => {
    const name = textOf(hovered);
    const later = asMappings(hovered.container?.value.env).filter((variable) => variable.name === name);
    return later.length > 1 &&
      later.at(-1) !== undefined &&
      JSON.stringify(later.at(-1)) !== JSON.stringify(itemOf(hovered))
      ? 'A later entry of this name goes before this one.'
      : undefined;
  },
  'JobSpec.completions': (hovered) => jobInWords(hovered),
  'JobSpec.parallelism': (hovered) => jobInWords(hovered),
  'PodSpec.dnsPolicy': (hovered) =>
    hasHostNetwork(hovered) && textOf(hovered) === 'ClusterFirst'
      ? 'With hostNetwork this works as `Default`: names of the cluster are found with `ClusterFirstWithHostNet`.'
      : undefined,
  'PodSpec.hostNetwork': (hovered) => {
    if (!hasHostNetwork(hovered)) return undefined;
    const { dnsPolicy = 'ClusterFirst' } = asMapping(hovered.pod?.spec);
    return dnsPolicy === 'ClusterFirst'
      ? 'dnsPolicy `ClusterFirst` then works as `Default`: names of the cluster are not found.'
      : undefined;
  },
  'PodSpec.terminationGracePeriodSeconds': ({ pod }) => {
    const own = containersOf(asMapping(pod)).flatMap(({ value }) =>
      ['livenessProbe', 'startupProbe'].flatMap((name) => {
        const seconds = asMapping(value[name]).terminationGracePeriodSeconds;
        return seconds === undefined ? [] : [`${name} of ${code(asString(value.name) ?? '?')} (${code(seconds)})`];
      }),
    );
    return own.length > 0 ? `${listed(own)} ${own.length > 1 ? 'have their' : 'has its'} own.` : undefined;
  },
  'Probe.successThreshold': ({ place }) =>
    place.path.includes('readinessProbe') ? undefined : 'Has to be 1 here: only readiness may ask for more.',
  'Probe.terminationGracePeriodSeconds': ({ pod }) => {
    const ofPod = asNumber(asMapping(pod?.spec).terminationGracePeriodSeconds) ?? 30;
    return `Goes before the Pod’s ${code(ofPod)} when this probe fails.`;
  },
  'VolumeMount.readOnly': (hovered) => {
    const volumes = asMappings(asMapping(hovered.pod?.spec).volumes);
    const volume = volumes.find(({ name }) => name === itemOf(hovered).name) ?? {};
    const source = Object.keys(volume).find((key) => key !== 'name') ?? '';
    if (ALWAYS_READ_ONLY.has(source)) return `Read-only in any case, as every ${code(source)} volume is.`;
    return asMapping(volume[source]).readOnly === true
      ? 'Read-only in any case, as the volume itself is declared so.'
      : undefined;
  },
};

const ALWAYS_READ_ONLY: ReadonlySet<string> = new Set(['configMap', 'secret', 'downwardAPI', 'projected', 'image']);

function jobInWords({ place }: Hovered): string | undefined {
  const { completions, parallelism = 1 } = asMapping(place.parent && toValue(place.parent.node));
  if (completions === undefined)
    return `${code(parallelism)} at a time; the Job is done once one has succeeded and all have ended.`;
  const wanted = asNumber(completions) ?? 0;
  const most = Math.min(wanted, asNumber(parallelism) ?? 1);
  return `${code(wanted)} have to succeed, at most ${code(most)} at a time.`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** `90000` as `1 day and 1 hour`; undefined where seconds say it best. */
export function durationInWords(seconds: number): string | undefined {
  if (seconds < 120 || !Number.isInteger(seconds)) return undefined;
  let rest = seconds;
  const parts = UNITS.flatMap(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}${count === 1 ? '' : 's'}`] : [];
  });
  return `That is ${listed(parts)}.`;
}

/** `0640` as `rw-r-----`; JSON and quantities know no octal numbers, so 416 may be what stands there. */
export function modeInWords(mode: number): string | undefined {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o7777) return undefined;
  const letters = [...'rwxrwxrwx'].map((letter, i) => (mode & (0o400 >> i) ? letter : '-')).join('');
  return `${code(`0${mode.toString(8)}`)} is ${code(letters)}.`;
}

/** What a written value comes to, given what is written elsewhere: which one wins, and what makes it moot. */

import * as l10n from '@vscode/l10n';
import { unitOfField } from '../../catalog/units.ts';
import { containersOf } from '../../model/containers.ts';
import { asMapping, asMappings, asNumber, asString, type PlainMapping } from '../../model/plain.ts';
import { listed } from '../../texts.ts';
import { toValue } from '../../yaml/tree.ts';
import { isInherited } from '../inherited.ts';
import { code, type Describe, type Hovered, paragraph } from './hovered.ts';

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
  return paragraph([inOtherWords, EFFECTS[field]?.(hovered) ?? shared(hovered)]);
};

/** Of a field that a container has of its own, or takes from the Pod. */
function shared({ field, owner, place, pod, container, version }: Hovered): string | undefined {
  const { name } = owner.field;
  if (!pod || !isInherited(name, version) || !place.field) return undefined;
  const ofPod = asMapping(asMapping(pod.spec).securityContext)[name];
  if (field === `SecurityContext.${name}` && container) {
    if (ofPod === undefined) return undefined;
    const same = JSON.stringify(ofPod) === JSON.stringify(toValue(place.node));
    return same
      ? l10n.t('The Pod’s securityContext says the same.')
      : l10n.t('Goes before {0} of the Pod.', shown(ofPod));
  }
  if (field !== `PodSecurityContext.${name}`) return undefined;
  const own = containersOf(pod).flatMap(({ value }) => {
    const mine = asMapping(value.securityContext)[name];
    return mine === undefined ? [] : [`${code(asString(value.name) ?? '?')} (${shown(mine)})`];
  });
  const others = containersOf(pod).length - own.length;
  if (own.length === 0) return l10n.t('Holds for every container: none has its own.');
  const names = listed(own);
  if (others > 0)
    return own.length > 1
      ? l10n.t('{0} have their own; the others take this one.', names)
      : l10n.t('{0} has its own; the others take this one.', names);
  return own.length > 1
    ? l10n.t('{0} have their own; no container takes this one.', names)
    : l10n.t('{0} has its own; no container takes this one.', names);
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
      return l10n.t(
        'Makes it a sidecar: the next one starts as soon as this one has started, and it runs as long as the Pod.',
      );
    return l10n.t('Goes before the restartPolicy of the Pod.');
  },
  'ContainerPort.containerPort': (hovered) =>
    hasHostNetwork(hovered)
      ? l10n.t('With hostNetwork this is port {0} of the node itself.', code(textOf(hovered)))
      : undefined,
  'EnvVar.name': (hovered) => {
    const name = textOf(hovered);
    const later = asMappings(hovered.container?.value.env).filter((variable) => variable.name === name);
    return later.length > 1 &&
      later.at(-1) !== undefined &&
      JSON.stringify(later.at(-1)) !== JSON.stringify(itemOf(hovered))
      ? l10n.t('A later entry of this name goes before this one.')
      : undefined;
  },
  'JobSpec.completions': (hovered) => jobInWords(hovered),
  'JobSpec.parallelism': (hovered) => jobInWords(hovered),
  'PodSpec.dnsPolicy': (hovered) =>
    hasHostNetwork(hovered) && textOf(hovered) === 'ClusterFirst'
      ? l10n.t(
          'With hostNetwork this works as `Default`: names of the cluster are found with `ClusterFirstWithHostNet`.',
        )
      : undefined,
  'PodSpec.hostNetwork': (hovered) => {
    if (!hasHostNetwork(hovered)) return undefined;
    const { dnsPolicy = 'ClusterFirst' } = asMapping(hovered.pod?.spec);
    return dnsPolicy === 'ClusterFirst'
      ? l10n.t('dnsPolicy `ClusterFirst` then works as `Default`: names of the cluster are not found.')
      : undefined;
  },
  'PodSpec.terminationGracePeriodSeconds': ({ pod }) => {
    const own = containersOf(asMapping(pod)).flatMap(({ value }) =>
      ['livenessProbe', 'startupProbe'].flatMap((name) => {
        const seconds = asMapping(value[name]).terminationGracePeriodSeconds;
        return seconds === undefined
          ? []
          : [l10n.t('{0} of {1} ({2})', name, code(asString(value.name) ?? '?'), code(seconds))];
      }),
    );
    if (own.length === 0) return undefined;
    return own.length > 1 ? l10n.t('{0} have their own.', listed(own)) : l10n.t('{0} has its own.', listed(own));
  },
  'Probe.successThreshold': ({ place }) =>
    place.path.includes('readinessProbe') ? undefined : l10n.t('Has to be 1 here: only readiness may ask for more.'),
  'Probe.terminationGracePeriodSeconds': ({ pod }) => {
    const ofPod = asNumber(asMapping(pod?.spec).terminationGracePeriodSeconds) ?? 30;
    return l10n.t('Goes before the Pod’s {0} when this probe fails.', code(ofPod));
  },
  'VolumeMount.readOnly': (hovered) => {
    const volumes = asMappings(asMapping(hovered.pod?.spec).volumes);
    const volume = volumes.find(({ name }) => name === itemOf(hovered).name) ?? {};
    const source = Object.keys(volume).find((key) => key !== 'name') ?? '';
    if (ALWAYS_READ_ONLY.has(source)) return l10n.t('Read-only in any case, as every {0} volume is.', code(source));
    return asMapping(volume[source]).readOnly === true
      ? l10n.t('Read-only in any case, as the volume itself is declared so.')
      : undefined;
  },
};

const ALWAYS_READ_ONLY: ReadonlySet<string> = new Set(['configMap', 'secret', 'downwardAPI', 'projected', 'image']);

function jobInWords({ place }: Hovered): string | undefined {
  const { completions, parallelism = 1 } = asMapping(place.parent && toValue(place.parent.node));
  if (completions === undefined)
    return l10n.t('{0} at a time; the Job is done once one has succeeded and all have ended.', code(parallelism));
  const wanted = asNumber(completions) ?? 0;
  const most = Math.min(wanted, asNumber(parallelism) ?? 1);
  return l10n.t('{0} have to succeed, at most {1} at a time.', code(wanted), code(most));
}

const UNITS: readonly (readonly [size: number, inWords: (count: number) => string])[] = [
  [86_400, (count) => (count === 1 ? l10n.t('1 day') : l10n.t('{0} days', count))],
  [3600, (count) => (count === 1 ? l10n.t('1 hour') : l10n.t('{0} hours', count))],
  [60, (count) => (count === 1 ? l10n.t('1 minute') : l10n.t('{0} minutes', count))],
  [1, (count) => (count === 1 ? l10n.t('1 second') : l10n.t('{0} seconds', count))],
];

/** `90000` as `1 day and 1 hour`; undefined where seconds say it best. */
export function durationInWords(seconds: number): string | undefined {
  if (seconds < 120 || !Number.isInteger(seconds)) return undefined;
  let rest = seconds;
  const parts = UNITS.flatMap(([size, inWords]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [inWords(count)] : [];
  });
  const inWords = parts.reduce((before, part, i) =>
    i === parts.length - 1
      ? l10n.t({ message: '{0} and {1}', comment: 'of a duration', args: [before, part] })
      : l10n.t({ message: '{0}, {1}', comment: 'of a duration', args: [before, part] }),
  );
  return l10n.t('That is {0}.', inWords);
}

/** `0640` as `rw-r-----`; JSON and quantities know no octal numbers, so 416 may be what stands there. */
export function modeInWords(mode: number): string | undefined {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o7777) return undefined;
  const letters = [...'rwxrwxrwx'].map((letter, i) => (mode & (0o400 >> i) ? letter : '-')).join('');
  return l10n.t('{0} is {1}.', code(`0${mode.toString(8)}`), code(letters));
}

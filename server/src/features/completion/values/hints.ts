/** Names that the manifest or its neighbours use, where others would do too. */
import * as l10n from '@vscode/l10n';
import { programOf } from '../../../model/image.ts';
import { getPod } from '../../../model/object.ts';
import { childOf, type Node, stringAt } from '../../../yaml/tree.ts';
import type { Cursor } from '../cursor/cursor.ts';
import { pairsElsewhere, valuesElsewhere } from './elsewhere.ts';
import { podLabels } from './labels.ts';
import { podSpec, written } from './manifest-names.ts';
import type { Value } from './value.ts';

/** What is likely at `Definition.field` by what is written elsewhere, the likeliest first. */
export function hintsAt(cursor: Cursor, field: string): Value[] {
  switch (field) {
    case 'PodAffinityTerm.topologyKey':
    case 'TopologySpreadConstraint.topologyKey':
      return topologyKeys(podSpec(cursor)).map((value) => ({ value, detail: l10n.t('used in this Pod') }));
    case 'LabelSelectorRequirement.key':
      return [...podLabels(cursor).keys()].map((value) => ({ value, detail: l10n.t('label of these Pods') }));
    case 'LabelSelectorRequirement.values':
      return labelValues(cursor);
    case 'StatefulSetSpec.serviceName':
      return plain(stringAt(childOf(cursor.object.node, 'metadata'), 'name'), l10n.t('the name of this object'));
    case 'Container.name':
      return plain(nameByImage(cursor), l10n.t('by its image'));
    case 'Container.image':
    case 'PersistentVolumeClaimSpec.storageClassName':
    case 'PersistentVolumeClaimVolumeSource.claimName':
    case 'PodSpec.priorityClassName':
    case 'PodSpec.runtimeClassName':
    case 'PodSpec.schedulerName':
    case 'PodSpec.serviceAccountName':
    case 'SecretVolumeSource.secretName':
      return usedElsewhere(valuesElsewhere(cursor, field.replace(/^.*\./, '')));
    case 'PodSpec.nodeSelector':
      return usedElsewhere(pairsElsewhere(cursor, 'nodeSelector', cursor.place.entry?.name));
    case 'Toleration.key':
      return usedElsewhere(pairsElsewhere(cursor, 'tolerations'));
    case 'Toleration.value': {
      const key = written(cursor.place.parent?.node, 'key');
      return key === undefined ? [] : usedElsewhere(pairsElsewhere(cursor, 'tolerations', key));
    }
    default:
      return [];
  }
}

const usedElsewhere = (values: readonly string[]): Value[] =>
  values.map((value) => ({ value, detail: l10n.t('used elsewhere') }));

/** What is possible at `Definition.field` by what is written elsewhere, but less likely than what is usual there. */
export function furtherHintsAt(cursor: Cursor, field: string): Value[] {
  if (field !== 'ObjectFieldSelector.fieldPath') return [];
  const metadata = childOf(getPod(cursor.object)?.node, 'metadata');
  return ['labels', 'annotations'].flatMap((name) => {
    const map = childOf(metadata, name);
    const keys = map?.kind === 'mapping' ? map.entries.map((entry) => entry.name) : [];
    return keys.map((key) => ({ value: `metadata.${name}['${key}']`, detail: l10n.t('of this Pod') }));
  });
}

const plain = (value: string | undefined, detail: string): Value[] => (value ? [{ value, detail }] : []);

/** The program's name, where it can be that of a container. */
function nameByImage(cursor: Cursor): string | undefined {
  const image = written(cursor.place.parent?.node, 'image');
  const name = image === undefined ? '' : programOf(image);
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name) ? name : undefined;
}

function labelValues(cursor: Cursor): Value[] {
  const key = written(cursor.place.parent?.parent?.node, 'key');
  return plain(key === undefined ? undefined : podLabels(cursor).get(key), l10n.t('value of this label'));
}

/** Node labels that this Pod spreads or chooses by already. */
function topologyKeys(node: Node | undefined): string[] {
  if (node?.kind === 'sequence') return node.items.flatMap(topologyKeys);
  if (node?.kind !== 'mapping') return [];
  return node.entries.flatMap(({ name, value }) => {
    if (name === 'nodeSelector' && value.kind === 'mapping') return value.entries.map((entry) => entry.name);
    const key = name === 'topologyKey' ? written(node, name) : undefined;
    return key === undefined ? topologyKeys(value) : [key];
  });
}

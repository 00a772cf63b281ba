/** What is assumed of images and of the Pod's deletion. */
import * as l10n from '@vscode/l10n';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { type Chip, noteOf, tidy } from './chip.ts';
import { isNever, never, readSeconds, seconds } from './values.ts';

/** Id of the chip that says when the Pod is deleted. */
export const DELETION = 'delete';

export function pullChip(timeline: Timeline, own: Assumptions): Chip | undefined {
  const images = [...new Set(timeline.pod.containers.map(({ image }) => image))];
  const set = images.map((image) => own.images?.[image]?.pull).find((pull) => pull !== undefined);
  const taken = set ?? firstPull(timeline);
  if (taken === undefined) return undefined;
  const others = Object.entries(own.images ?? {}).map(([image, { pull: _, ...rest }]) => [image, rest] as const);
  return {
    id: 'pull',
    label: images.length > 1 ? l10n.t('Each pull') : l10n.t('Pull'),
    value: seconds(taken),
    set: set !== undefined,
    matters: true,
    note: noteOf(undefined, set !== undefined),
    hint: '30 s',
    edit: (text) => {
      const pull = readSeconds(text);
      if (pull === undefined) return undefined;
      const pulls = Object.fromEntries(images.map((image) => [image, { ...own.images?.[image], pull }]));
      return { ...own, images: { ...own.images, ...pulls } };
    },
    clear: () => tidy({ ...own, images: Object.fromEntries(others) }),
  };
}

function firstPull({ steps }: Timeline): number | undefined {
  const begin = steps.find((step) => step.kind === 'pull' && step.op === 'begin');
  if (begin?.kind !== 'pull') return undefined;
  const end = steps.find((step) => step.kind === 'pull' && step.op !== 'begin' && step.image === begin.image);
  return end === undefined ? undefined : Number((end.t - begin.t).toFixed(2));
}

export function deleteChip(timeline: Timeline, own: Assumptions): Chip {
  const at = own.deleteAt ?? timeline.steps.find(({ kind }) => kind === 'delete')?.t;
  const { deleteAt: _, ...rest } = own;
  return {
    id: DELETION,
    label: l10n.t('Deleted at'),
    value: at === undefined ? never() : seconds(at),
    set: own.deleteAt !== undefined,
    matters: at !== undefined,
    note: noteOf(undefined, own.deleteAt !== undefined),
    hint: l10n.t('{0}, or never', '90 s'),
    edit: (text) => {
      if (isNever(text)) return rest;
      const deleteAt = readSeconds(text);
      return deleteAt === undefined ? undefined : { ...own, deleteAt };
    },
    clear: () => rest,
  };
}

/** Assumptions that the user gives, over those that are inferred. */
import * as l10n from '@vscode/l10n';
import { cutTo } from '../../texts.ts';
import type { Pod } from '../pod/pod.ts';
import type { Assumed } from '../timeline.ts';
import type { Assumptions, ContainerAssumption, ImageAssumption } from './assumptions.ts';

/** @param overlay see `PredictOptions.given` */
export function mergeAssumptions(inferred: Assumptions, given: Assumptions, overlay: boolean): Assumptions {
  const containers: Record<string, ContainerAssumption> = { ...inferred.containers };
  for (const [name, container] of Object.entries(given.containers ?? {}))
    containers[name] = overlay ? { ...containers[name], ...container } : container;
  const images: Record<string, ImageAssumption> = { ...inferred.images };
  for (const [name, image] of Object.entries(given.images ?? {})) images[name] = { ...images[name], ...image };
  return { ...inferred, ...given, images, containers };
}

/** What the user gave of this Pod's containers and images. */
export function givenOf(pod: Pod, { containers = {}, images = {} }: Assumptions): Assumed[] {
  return [...pod.initContainers, ...pod.containers].flatMap(({ name, image, path }) => {
    const told = (key: string, value: unknown, field: string): Assumed => ({
      key,
      text: l10n.t('given: {0}', cutTo(LONGEST_QUOTE, JSON.stringify(value))),
      source: 'user',
      field,
    });
    const ofContainer = Object.entries(containers[name] ?? {});
    const ofImage = Object.entries(images[image] ?? {});
    return [
      ...ofContainer.map(([part, value]) => told(`containers.${name}.${part}`, value, path)),
      ...ofImage.map(([part, value]) => told(`images.${image}.${part}`, value, `${path}.image`)),
    ];
  });
}

const LONGEST_QUOTE = 80;

/** How the keys of the assumptions begin that the given ones make void; see {@link Assumed.key}. */
export function overruledKeys({ containers = {}, images = {} }: Assumptions, overlay: boolean): string[] {
  const ofContainers = Object.entries(containers).flatMap(([name, container]) =>
    overlay ? Object.keys(container).map((part) => `containers.${name}.${part}`) : [`containers.${name}.`],
  );
  const ofImages = Object.entries(images).flatMap(([name, image]) =>
    Object.keys(image).map((part) => `images.${name}.${part}.`),
  );
  return [...ofContainers, ...ofImages];
}

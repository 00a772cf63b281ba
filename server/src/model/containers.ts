/** The containers of a Pod as a plain object, for all that go through them. */
import { asMapping, asSequence, isMapping, type PlainMapping } from './plain.ts';

export interface PlainContainer {
  readonly value: PlainMapping;
  /** Field path, such as `spec.initContainers[0]`. */
  readonly path: string;
  /** A sidecar is an init container that keeps running beside the others. */
  readonly role: 'init' | 'sidecar' | 'container';
}

/** Init containers first, in the order in which the kubelet starts them; not the ephemeral ones. */
export function containersOf(pod: PlainMapping): readonly PlainContainer[] {
  const spec = asMapping(pod.spec);
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    asSequence(spec[list]).flatMap((value, index): PlainContainer[] => {
      if (!isMapping(value)) return [];
      const ofInit = value.restartPolicy === 'Always' ? 'sidecar' : 'init';
      return [{ value, path: `spec.${list}[${index}]`, role: list === 'containers' ? 'container' : ofInit }];
    }),
  );
}

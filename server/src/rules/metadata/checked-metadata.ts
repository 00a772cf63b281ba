/** Which metadata of an object the API server looks at, and how it names their fields. */
import type { Subject } from '../rule.ts';
import { at, pathOf, type Value } from '../view.ts';

/** The object's own metadata, the template's, and those of the claims that a Pod's ephemeral volumes make. */
export function checkedMetadata({ root, pod, all }: Subject): Value[] {
  const own = at(root, 'metadata');
  const template = pod && pod.metadata !== own ? [pod.metadata] : [];
  return [own, ...template, ...all('PersistentVolumeClaimTemplate').map((claim) => at(claim, 'metadata'))];
}

/** Of a template's metadata the API server leaves out `metadata`. */
export function templatePath({ pod, root }: Subject, metadata: Value, field: string): string {
  const path = pathOf(at(metadata, field));
  return pod && metadata === pod.metadata && metadata !== at(root, 'metadata')
    ? path.replace(new RegExp(`metadata\\.${field}$`), field)
    : path;
}

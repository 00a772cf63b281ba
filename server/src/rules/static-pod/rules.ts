/** Static Pods: what the kubelet asks of the manifests in its folder, which no API server ever checks. */
import type { Rule } from '../rule.ts';
import { mirrorPod } from './mirror-pod.ts';
import { staticKind } from './static-kind.ts';
import { staticReference } from './static-reference.ts';

export const staticRules: readonly Rule[] = [staticReference, staticKind, mirrorPod];

import { compareVersions } from '../../catalog/catalog.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, pathOf } from '../view.ts';

export const sharedProcesses: Rule = validation(
  'shared-processes',
  "A Pod's containers share their processes with each other or with the node, not both.",
  function* ({ pod, document, version }) {
    if (!pod || !flag(at(pod.spec, 'hostPID'))) return;
    const share = at(pod.spec, 'shareProcessNamespace');
    if (!flag(share)) return;
    const context = at(pod.spec, 'securityContext');
    // Until 1.35 the server kept the field in its security context, and named it so.
    const path = compareVersions(version, '1.35') >= 0 ? pathOf(share) : pathOf(at(context, 'shareProcessNamespace'));
    yield found(share, 'shareProcessNamespace and hostPID cannot both be true', fixByRemoving(document, share), path);
  },
);

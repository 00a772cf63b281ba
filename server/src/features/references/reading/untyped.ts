/** The names in objects of kinds that the catalog knows no types of. */
import { childOf, stringAt } from '../../../yaml/tree.ts';
import { OTHER_USES, POD_PORTS, POD_SELECTORS, REFERENCES_WITH_KIND } from '../kinds.ts';
import { dataKeyScope, groupKind, objectScope } from '../scopes.ts';
import type { Collector } from './collector.ts';
import { isPortName, nodesAt } from './nodes.ts';

export function readUntyped({ object, kind, namespace, addName, addSelector }: Collector): void {
  for (const [path, used] of Object.entries(OTHER_USES[kind] ?? {}))
    for (const node of nodesAt(object.node, path))
      addName(node, { kind: 'object', role: 'use', scope: objectScope(used, namespace) });

  const withKind = REFERENCES_WITH_KIND[kind];
  for (const node of withKind === undefined ? [] : nodesAt(object.node, withKind)) {
    const apiVersion = stringAt(node, 'apiVersion') ?? stringAt(node, 'apiGroup');
    const used = groupKind({ ...object, apiVersion, kind: stringAt(node, 'kind') });
    const scope = objectScope(used, stringAt(node, 'namespace') ?? namespace);
    addName(childOf(node, 'name'), { kind: 'object', role: 'use', scope });
  }

  for (const service of kind.startsWith('Ingress.') ? nodesAt(object.node, INGRESS_SERVICES) : []) {
    const scope = dataKeyScope('Service', namespace, stringAt(service, 'name') ?? '');
    addName(childOf(childOf(service, 'port'), 'name'), { kind: 'servicePort', role: 'use', scope });
  }

  const selectors = (POD_SELECTORS[kind] ?? []).flatMap((path) => {
    const [, holders = '', name = ''] = /^(.*)\.(\w+)$/.exec(path) ?? [];
    return nodesAt(object.node, holders).flatMap((holder) => {
      const selector = childOf(holder, name);
      // Which namespaces such a selector means, their labels tell, and those are not here.
      const namespaces = childOf(holder, 'namespaceSelector') ? undefined : [namespace];
      return selector ? [addSelector(selector, kind === 'Service', namespaces)] : [];
    });
  });
  const ports = POD_PORTS[kind];
  const [party] = selectors;
  if (ports !== undefined && party)
    for (const node of nodesAt(object.node, ports))
      if (isPortName(node)) addName(node, { kind: 'port', role: 'use', scope: undefined, party });
}

const INGRESS_SERVICES = 'spec.rules[].http.paths[].backend.service';

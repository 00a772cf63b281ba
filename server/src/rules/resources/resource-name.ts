import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { renameKey } from '../edits/replace.ts';
import { qualifiedName } from '../formats.ts';
import { nearest } from '../nearest.ts';
import { alternatives, fix, foundAtKey, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, pathOf, type Value } from '../view.ts';
import { impliedRequests, isExtended, isHugePage, isNative, overheadPath, parties } from './parties.ts';

const OF_CONTAINERS = ['cpu', 'memory', 'ephemeral-storage'];
const STANDARD = new Set([
  ...OF_CONTAINERS,
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...[
    'pods',
    'resourcequotas',
    'services',
    'replicationcontrollers',
    'secrets',
    'configmaps',
    'persistentvolumeclaims',
  ],
  ...['storage', 'requests.storage', 'services.nodeports', 'services.loadbalancers'],
]);

export const resourceName: Rule = validation(
  'resource-name',
  'A container asks for cpu, memory, ephemeral-storage, hugepages-<size>, or a resource of a device plugin with its domain.',
  function* (subject) {
    for (const { limits, requests, isPod } of parties(subject)) {
      for (const list of [limits, requests])
        for (const [name, amount] of list.fields) yield* judgeName(subject, name, amount, isPod, pathOf(amount));
    }
    for (const [name, amount, path] of impliedRequests(subject))
      if (nameProblem(name, false))
        yield foundAtKey(amount, `"${name}" is requested too, since it is limited`, [], path);
    const overhead = subject.pod && at(subject.pod.spec, 'overhead');
    for (const [name, amount] of overhead?.fields ?? [])
      yield* judgeName(subject, name, amount, false, overheadPath(amount));
  },
);

function* judgeName(subject: Subject, name: string, amount: Value, isPod: boolean, path: string): Generator<Finding> {
  const known = isPod ? ['cpu', 'memory'] : OF_CONTAINERS;
  const problem = nameProblem(name, isPod);
  if (!problem) return;
  const meant = nearest(name, known) ?? (isPod ? undefined : OTHER_NAMES[name.toLowerCase()]);
  const fixes =
    meant && !amount.parent?.fields.has(meant)
      ? fix(l10n.t('Write {0}', meant), true, renameKey(subject.document, amount, meant))
      : fix(l10n.t('Remove it'), isPod, removeValue(subject.document, amount));
  yield foundAtKey(amount, problem, fixes, path);
}

/** What people call resources elsewhere. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cores: 'cpu',
  vcpu: 'cpu',
  mem: 'memory',
  ram: 'memory',
  disk: 'ephemeral-storage',
  storage: 'ephemeral-storage',
  gpu: 'nvidia.com/gpu',
  gpus: 'nvidia.com/gpu',
};

function nameProblem(name: string, isPod: boolean): string | undefined {
  const problems = qualifiedName(name);
  if (problems.length > 0) return `Invalid resource name "${name}": ${problems.join('; ')}`;
  if (isPod) {
    if (name === 'cpu' || name === 'memory' || isHugePage(name)) return undefined;
    return `Unsupported resource "${name}": a Pod as a whole asks for cpu, memory or hugepages-<size>`;
  }
  if (!name.includes('/')) {
    if (OF_CONTAINERS.includes(name) || isHugePage(name)) return undefined;
    return STANDARD.has(name)
      ? `"${name}" is no resource of containers: ${alternatives([...OF_CONTAINERS, 'hugepages-<size>'])}`
      : `"${name}" is no resource: ${alternatives([...OF_CONTAINERS, 'hugepages-<size>'])}, or one with its domain`;
  }
  return isNative(name) || isExtended(name) ? undefined : `"${name}" is no name for an extended resource`;
}

/** Requests, limits and claims of containers, of the Pod as a whole, and of its volumes. */
import * as l10n from '@vscode/l10n';
import { gateState } from '../catalog/gates.ts';
import { podLimits, podRequests, type ResourceList, roundUp } from '../model/resources.ts';
import { parseQuantity } from '../quantity/parse.ts';
import {
  canonical,
  compare,
  isQuantity,
  milliValue,
  type Quantity,
  sign,
  value as wholeValue,
} from '../quantity/quantity.ts';
import { toValue } from '../yaml/tree.ts';
import { fix, putValue, removeValue, renameKey, replaceValue } from './edits.ts';
import { dnsLabel, qualifiedName } from './formats.ts';
import { nearest } from './nearest.ts';
import { alternatives, found, foundAtKey, validation } from './report.ts';
import { addField } from './required.ts';
import type { Finding, Fix, Rule, Subject } from './rule.ts';
import { at, isSet, nameOf, pathOf, quantity, text, type Value } from './view.ts';

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

const isHugePage = (name: string) => name.startsWith('hugepages-');
/** Kubernetes' own: without a domain, or of kubernetes.io. */
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
const isExtended = (name: string) =>
  !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;

/** What asks for resources: where the amounts stand, and for which names. */
interface Party {
  readonly value: Value;
  readonly limits: Value;
  readonly requests: Value;
  readonly isPod: boolean;
}

function* parties(subject: Subject): Generator<Party> {
  for (const { value } of subject.pod?.containers ?? []) {
    const resources = at(value, 'resources');
    if (isSet(resources)) yield party(resources, false);
  }
  const ofPod = subject.pod && at(subject.pod.spec, 'resources');
  if (ofPod && isSet(ofPod) && !isWindows(subject)) yield party(ofPod, true);
}

function party(value: Value, isPod: boolean): Party {
  return { value, limits: at(value, 'limits'), requests: at(value, 'requests'), isPod };
}

function isWindows({ pod }: Subject): boolean {
  return pod !== undefined && text(at(pod.spec, 'os', 'name')) === 'windows';
}

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

/** Of a Pod, limits stand in for the requests that it lacks, with the same faults; of a template they do not yet. */
function* impliedRequests(subject: Subject): Generator<readonly [name: string, amount: Value, path: string]> {
  if (!subject.pod?.standalone) return;
  for (const { value, role } of subject.pod.containers) {
    const requests = at(value, 'resources', 'requests');
    if (role === 'ephemeral') continue;
    for (const [name, amount] of at(value, 'resources', 'limits').fields)
      if (!requests.fields.has(name)) yield [name, amount, pathOf(at(requests, name))];
  }
}

/** The API server checks the overhead as if it were limits, and names it so. */
function overheadPath(amount: Value): string {
  return pathOf(amount).replace(/overhead\[/, 'overhead.limits[');
}

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

export const resourceAmount: Rule = validation(
  'resource-amount',
  'An amount is not negative, and whole where a resource cannot be divided.',
  function* (subject) {
    for (const { limits, requests } of parties(subject))
      for (const list of [limits, requests])
        for (const [name, value] of list.fields) yield* judgeAmount(subject, name, value, pathOf(value));
    for (const [name, value, path] of impliedRequests(subject))
      for (const finding of judgeAmount(subject, name, value, path)) yield { ...finding, fixes: [] };
    yield* impliedPodAmounts(subject);
    const overhead = subject.pod && at(subject.pod.spec, 'overhead');
    for (const [name, value] of overhead?.fields ?? []) yield* judgeAmount(subject, name, value, overheadPath(value));
  },
);

function isOver(amount: Quantity, limit: Quantity | undefined): boolean {
  return limit !== undefined && compare(amount, limit) > 0;
}

/** What the Pod as a whole requests because it limits it. */
function* impliedPodAmounts(subject: Subject): Generator<Finding> {
  const resources = subject.pod && at(subject.pod.spec, 'resources');
  if (!resources || isWindows(subject)) return;
  const requests = at(resources, 'requests');
  for (const [name, amount] of podAmounts(subject, resources) ?? []) {
    if (requests.fields.has(name)) continue;
    const limit = at(resources, 'limits', name);
    for (const finding of judgeAmount(subject, name, limit, pathOf(at(requests, name)), amount))
      yield { ...finding, fixes: [] };
  }
}

function* judgeAmount(
  { document }: Subject,
  name: string,
  value: Value,
  path: string,
  amount = quantity(value),
): Generator<Finding> {
  if (!amount) return;
  if (sign(amount) < 0) {
    const positive = text(value).replace(/^\s*-/, '') || canonical(amount).replace(/^-/, '');
    yield found(
      value,
      'Must be greater than or equal to 0',
      fix(l10n.t('Write {0}', positive), true, replaceValue(document, value, positive)),
      path,
    );
  }
  if (isExtended(name) && milliValue(amount) % 1000n !== 0n) {
    const whole = wholeValue(amount).toString();
    yield found(
      value,
      `Must be a whole number: ${name} cannot be divided`,
      fix(l10n.t('Write {0}', whole), true, replaceValue(document, value, Number(whole))),
      path,
    );
  }
  if (isHugePage(name)) {
    const page = parseQuantity(name.slice('hugepages-'.length));
    const isDivisible =
      isQuantity(page) &&
      sign(page) > 0 &&
      milliValue(page) % 1000n === 0n &&
      wholeValue(amount) % wholeValue(page) === 0n;
    if (!isDivisible)
      yield found(
        value,
        `Must be a multiple of the page size of ${name}`,
        pageFixes(document, value, amount, page),
        path,
      );
  }
}

function pageFixes(
  document: Subject['document'],
  value: Value,
  amount: Quantity,
  page: ReturnType<typeof parseQuantity>,
): Fix[] {
  if (!isQuantity(page) || sign(page) <= 0 || sign(amount) < 0) return [];
  const size = wholeValue(page);
  const pages = (wholeValue(amount) + size - 1n) / size || 1n;
  const rounded = canonical({ unscaled: pages * size, exponent: 0, format: 'BinarySI', wide: false });
  return fix(l10n.t('Write {0}', rounded), true, replaceValue(document, value, rounded));
}

export const requestOverLimit: Rule = validation(
  'request-over-limit',
  'A request is at most the limit; of resources that cannot be overcommitted it is the limit.',
  function* (subject) {
    const { document } = subject;
    for (const { value, limits, requests, isPod } of parties(subject)) {
      const amounts = isPod ? podAmounts(subject, value) : undefined;
      for (const name of new Set([...requests.fields.keys(), ...(amounts?.keys() ?? [])])) {
        const written = at(requests, name);
        const request = amounts?.get(name) ?? quantity(written);
        if (!request) continue;
        const limitValue = at(limits, name);
        const limit = quantity(limitValue);
        const mustBeEqual = !isNative(name) || isHugePage(name);
        if (!limit) {
          if (mustBeEqual) {
            const yaml = quantityText(written);
            // An amount that has a fault of its own is mended first.
            const isSound = [...judgeAmount(subject, name, written, '')].length === 0;
            const fixes = yaml === undefined || !isSound ? [] : addField(subject, limitValue, yaml);
            yield found(
              written.node ? written : limits,
              `A limit of ${name} must be set: it cannot be overcommitted`,
              fixes,
              pathOf(limits),
            );
          }
          continue;
        }
        const order = compare(roundUp(request), roundUp(limit));
        if (mustBeEqual ? order === 0 : order <= 0) continue;
        const shown = canonical(limit);
        const raise = written.node
          ? fix(
              l10n.t('Raise the limit to {0}', canonical(request)),
              true,
              replaceValue(document, limitValue, textLike(written, request)),
            )
          : [];
        const lower = fix(
          l10n.t('Lower the request to {0}', shown),
          false,
          replaceValue(document, written, textLike(limitValue, limit)),
        );
        const equal = fix(
          l10n.t('Request {0}, as the limit', shown),
          true,
          replaceValue(document, written, textLike(limitValue, limit)),
        );
        const message = mustBeEqual
          ? `Must be equal to the ${name} limit of ${shown}`
          : `The ${name} request of ${canonical(request)} must be less than or equal to the limit of ${shown}`;
        yield found(
          written.node ? written : limitValue,
          message,
          mustBeEqual ? equal : [...raise, ...lower],
          pathOf(requests),
        );
      }
    }
  },
);

function quantityText(value: Value): string | number | undefined {
  return value.node?.kind === 'scalar' && typeof value.node.value !== 'boolean' && value.node.value !== null
    ? value.node.text
    : undefined;
}

function textLike(value: Value, amount: Quantity): string {
  return String(quantityText(value) ?? canonical(amount));
}

/** What a Pod as a whole requests, with what the server fills in from its containers and its limits. */
function podAmounts(subject: Subject, resources: Value): ResourceList | undefined {
  const all = filledIn(subject, resources);
  if (!all) return undefined;
  const names = new Set([...at(resources, 'limits').fields.keys(), ...at(resources, 'requests').fields.keys()]);
  return new Map(
    [...all].filter(([name]) => names.has(name) && (name === 'cpu' || name === 'memory' || isHugePage(name))),
  );
}

/** The requests of a Pod with limits of its own, with all that the server fills in from its containers. */
function filledIn(subject: Subject, resources: Value): ResourceList | undefined {
  if (!subject.pod?.standalone || !gateState('PodLevelResources', subject.version).on) return undefined;
  if (!subject.pod.spec.node || at(resources, 'limits').fields.size === 0) return undefined;
  const spec = toValue(subject.pod.spec.node) as Record<string, unknown>;
  return podRequests({ spec: { ...spec, overhead: {} } });
}

export const hugePagesAlone: Rule = validation(
  'huge-pages-alone',
  'Who asks for huge pages asks for cpu or memory too.',
  function* (subject) {
    for (const { value, limits, requests, isPod } of parties(subject)) {
      const implied = isPod ? (filledIn(subject, value)?.keys() ?? []) : [];
      const names = [...limits.fields.keys(), ...requests.fields.keys(), ...implied];
      if (!names.some(isHugePage) || names.some((name) => name === 'cpu' || name === 'memory')) continue;
      const fixes = isPod ? [] : addField(subject, at(limits, 'memory'), '64Mi', false);
      yield foundAtKey(value, 'Huge pages require cpu or memory', fixes);
    }
    const overhead = subject.pod && at(subject.pod.spec, 'overhead');
    const names = [...(overhead?.fields.keys() ?? [])];
    if (overhead && names.some(isHugePage) && !names.some((name) => name === 'cpu' || name === 'memory'))
      yield foundAtKey(overhead, 'Huge pages require cpu or memory');
  },
);

export const resourceClaim: Rule = validation(
  'resource-claim',
  'A container uses a claim that the Pod names in spec.resourceClaims, once.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    const names = at(pod.spec, 'resourceClaims')
      .items.map((claim) => text(at(claim, 'name')))
      .filter((name) => name !== '');
    for (const { value } of pod.containers) {
      const seen = new Set<string>();
      for (const claim of at(value, 'resources', 'claims').items) {
        const name = text(at(claim, 'name'));
        if (name === '') continue;
        const request = text(at(claim, 'request'));
        const key = request ? `${name}/${request}` : name;
        const isDuplicate =
          seen.has(name) || seen.has(key) || (!request && [...seen].some((other) => other.startsWith(`${name}/`)));
        if (isDuplicate)
          yield found(
            at(claim, 'name'),
            `Duplicate value "${key}"`,
            fix(l10n.t('Remove it'), true, removeValue(document, claim)),
            pathOf(claim),
          );
        seen.add(key);
        if (!names.includes(name)) {
          const used = new Set(at(value, 'resources', 'claims').items.map((other) => text(at(other, 'name'))));
          const free = names.filter((one) => !used.has(one));
          const meant = nearest(name, free) ?? (names.length === 1 ? free[0] : undefined);
          const list = at(pod.spec, 'resourceClaims');
          const item = { ...at(list, '0'), parent: list, segment: list.items.length };
          const declared = { name, resourceClaimTemplateName: name };
          const fixes = [
            ...(meant ? fix(l10n.t('Write {0}', meant), true, replaceValue(document, at(claim, 'name'), meant)) : []),
            ...(dnsLabel(name).length === 0
              ? fix(
                  l10n.t('Declare the claim, from a template'),
                  !meant,
                  putValue(document, item, declared, 'containers'),
                )
              : []),
          ];
          yield found(at(claim, 'name'), `There is no "${name}" in spec.resourceClaims`, fixes, pathOf(claim));
        }
      }
    }
    const seen = new Set<string>();
    for (const claim of at(pod.spec, 'resourceClaims').items) {
      const name = at(claim, 'name');
      if (seen.has(text(name))) yield found(name, `Duplicate value "${text(name)}"`);
      if (text(name) !== '' && dnsLabel(text(name)).length === 0) seen.add(text(name));
      const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((field) => isSet(at(claim, field)));
      if (sources.length === 0 && subject.version !== '1.25' && !isSet(at(claim, 'source')))
        yield found(
          claim,
          'Must have one of: resourceClaimName, resourceClaimTemplateName',
          text(name) === '' ? [] : addField(subject, at(claim, 'resourceClaimTemplateName'), text(name)),
          pathOf(claim),
        );
      if (sources.length === 2)
        yield found(
          at(claim, 'resourceClaimTemplateName'),
          'Must not have both resourceClaimName and resourceClaimTemplateName',
          fix(l10n.t('Remove it'), true, removeValue(document, at(claim, 'resourceClaimTemplateName'))),
          pathOf(claim),
        );
    }
  },
);

export const podResources: Rule = validation(
  'pod-resources',
  'What a Pod requests as a whole covers what its containers request; no container has a higher limit than the Pod.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    const resources = at(pod.spec, 'resources');
    if (!isSet(resources)) return;
    if (isWindows(subject)) {
      yield foundAtKey(
        resources,
        'resources must not be set for a Windows Pod',
        fix(l10n.t('Remove it'), true, removeValue(document, resources)),
      );
      return;
    }
    const claims = at(resources, 'claims');
    if (isSet(claims))
      yield foundAtKey(
        claims,
        'claims must not be set for the Pod as a whole',
        fix(l10n.t('Remove it'), true, removeValue(document, claims)),
      );
    const spec = pod.spec.node && (toValue(pod.spec.node) as Record<string, unknown>);
    const ofContainers = { spec: { ...spec, resources: undefined, overhead: undefined } };
    const amounts = podAmounts(subject, resources);
    for (const [name, total] of podRequests(ofContainers, { defaulted: pod.standalone })) {
      const value = at(resources, 'requests', name);
      const own = quantity(value) ?? amounts?.get(name);
      if (own && compare(total, roundUp(own)) > 0)
        yield found(
          value.node ? value : at(resources, 'limits', name),
          `Must be greater than or equal to what the containers request together, ${canonical(total)}`,
          value.node && !isOver(total, quantity(at(resources, 'limits', name)))
            ? fix(l10n.t('Write {0}', canonical(total)), true, replaceValue(document, value, canonical(total)))
            : [],
          pathOf(value),
        );
    }
    for (const [name, total] of podLimits(ofContainers)) {
      const value = at(resources, 'limits', name);
      const own = quantity(value);
      if (isHugePage(name) && own && compare(total, own) > 0)
        yield found(
          value,
          `Must be greater than or equal to the containers’ limits together, ${canonical(total)}`,
          fix(l10n.t('Write {0}', canonical(total)), true, replaceValue(document, value, canonical(total))),
        );
    }
    for (const { value: container, role } of pod.containers) {
      if (role !== 'main') continue;
      for (const [name, limit] of at(container, 'resources', 'limits').fields) {
        const own = quantity(at(resources, 'limits', name));
        const amount = quantity(limit);
        if (!own || !amount || compare(amount, own) <= 0) continue;
        const path = `${pathOf(resources)}.containers[${String(container.segment)}][${nameOf(limit)}].limits`;
        yield found(
          limit,
          `Must be less than or equal to the Pod's limit of ${canonical(own)}`,
          fix(l10n.t('Write {0}', canonical(own)), true, replaceValue(document, limit, canonical(own))),
          path,
        );
      }
    }
  },
);

export const claimStorage: Rule = validation(
  'claim-storage',
  'A claim requests an amount of storage above zero.',
  function* (subject) {
    for (const claim of subject.all('PersistentVolumeClaimSpec')) {
      const storage = at(claim, 'resources', 'requests', 'storage');
      const path = `${pathOf(at(claim, 'resources'))}[storage]`;
      const amount = quantity(storage);
      if (!storage.entry) {
        const limit = quantityText(at(claim, 'resources', 'limits', 'storage'));
        yield found(
          storage,
          'resources.requests.storage is required',
          addField(subject, storage, limit ?? '1Gi', limit !== undefined),
          path,
        );
      } else if (amount && sign(amount) <= 0) yield found(storage, 'Must be greater than zero', [], path);
    }
  },
);

export const resourceRules: readonly Rule[] = [
  resourceName,
  resourceAmount,
  requestOverLimit,
  hugePagesAlone,
  resourceClaim,
  podResources,
  claimStorage,
];

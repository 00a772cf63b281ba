import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions, getCatalog, has, type Type, type Version } from '../../../server/src/catalog/catalog.ts';

const catalog = getCatalog();

/** A type in the notation of Go: `[]Container`, `map[string]quantity`. */
function show(type: Type | undefined): string | undefined {
  if (!type) return undefined;
  switch (type.kind) {
    case 'object':
      return type.definition;
    case 'list':
      return `[]${show(type.of)}`;
    case 'map':
      return `map[string]${show(type.of)}`;
    default:
      return type.kind;
  }
}

/** The type at a path of keys below a definition. */
function typeAt(definition: string, path: string, version: Version): string | undefined {
  let type: Type | undefined = { kind: 'object', definition };
  for (const key of path.split('.')) type = type && catalog.fieldType(type, key, version);
  return show(type);
}

/** Names of the definitions that objects of the given ones may hold, those included. */
function reachable(from: readonly string[], skip: (field: string) => boolean = () => false): Set<string> {
  const seen = new Set<string>();
  const visit = (type: Type): void => {
    if (type.kind === 'list' || type.kind === 'map') visit(type.of);
    if (type.kind !== 'object' || seen.has(type.definition)) return;
    seen.add(type.definition);
    for (const field of catalog.definition(type.definition)?.fields.keys() ?? []) {
      if (skip(field)) continue;
      for (const version of catalog.versions) {
        const form = catalog.field(type.definition, field, version);
        if (form) visit(form.type);
      }
    }
  };
  for (const definition of from) visit({ kind: 'object', definition });
  return seen;
}

const podDefinitions = catalog.podKinds.map(({ definition }) => definition);

test('it covers thirteen versions and the nine kinds that carry a Pod', () => {
  assert.deepEqual([catalog.versions.length, catalog.versions[0], catalog.newest], [13, '1.25', '1.37']);
  assert.deepEqual(
    catalog.podKinds.map(({ apiVersion, kind, podPath }) => `${apiVersion} ${kind} ${podPath.join('.')}`),
    [
      'v1 Pod ',
      'v1 PodTemplate template',
      'v1 ReplicationController spec.template',
      'apps/v1 ReplicaSet spec.template',
      'apps/v1 Deployment spec.template',
      'apps/v1 StatefulSet spec.template',
      'apps/v1 DaemonSet spec.template',
      'batch/v1 Job spec.template',
      'batch/v1 CronJob spec.jobTemplate.spec.template',
    ],
  );
});

test('it holds every definition and field of all versions', () => {
  const fields = catalog.definitionNames.flatMap((name) => [...(catalog.definition(name)?.fields.values() ?? [])]);
  assert.deepEqual(
    [catalog.definitionNames.length, fields.length, fields.filter(({ since }) => since).length],
    [198, 903, 182],
  );
});

test('all definitions are reached from the kinds that carry a Pod, and all that they refer to are there', () => {
  assert.deepEqual([...reachable(podDefinitions)].sort(), [...catalog.definitionNames].sort());
});

test('what people write, without the status, is 155 definitions', () => {
  // `status` of a Job's failure pattern is the one field of that name that people write; it is a string.
  assert.equal(reachable(podDefinitions, (field) => field === 'status').size, 155);
});

test('the Pod of each kind is found at its path', () => {
  for (const { definition, podPath } of catalog.podKinds) {
    let type: Type | undefined = { kind: 'object', definition };
    for (const key of podPath) type = type && catalog.fieldType(type, key, '1.34');
    assert.match(show(type) ?? '', /^Pod(TemplateSpec)?$/);
  }
});

test('a type is found by walking down the keys', () => {
  const at = (path: string) => typeAt('Pod', path, '1.34');
  assert.equal(at('spec.containers'), '[]Container');
  assert.equal(at('spec.containers.0.livenessProbe.httpGet.port'), 'intOrString');
  assert.equal(at('spec.containers.0.resources.limits.memory'), 'quantity');
  assert.equal(at('spec.containers.0.livenessProbe.periodSeconds'), 'int32');
  assert.equal(at('spec.terminationGracePeriodSeconds'), 'int64');
  assert.equal(at('spec.hostNetwork'), 'boolean');
  assert.equal(at('metadata.labels'), 'map[string]string');
  assert.equal(at('metadata.creationTimestamp'), 'time');
  assert.equal(at('metadata.managedFields.0.fieldsV1'), 'any');
  assert.equal(at('spec.volumes.0.projected.sources.0.secret.items.0.mode'), 'int32');
  assert.equal(at('spec.container'), undefined);
  assert.equal(at('spec.restartPolicy.deeper'), undefined);
});

test('names that every JavaScript object has are no fields', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    assert.equal(catalog.definition(name), undefined);
    assert.equal(catalog.field('Pod', name, '1.34'), undefined);
    assert.equal(catalog.field(name, 'spec', '1.34'), undefined);
    assert.equal(catalog.kind('v1', name), undefined);
  }
});

test('a field is there from its first version to its last', () => {
  const versionsOf = (definition: string, field: string) =>
    catalog.versions.filter((version) => catalog.field(definition, field, version));
  const from = (first: Version) => catalog.versions.slice(catalog.versions.indexOf(first));
  assert.deepEqual(versionsOf('PodSpec', 'containers'), catalog.versions);
  assert.deepEqual(versionsOf('PodSpec', 'schedulingGates'), from('1.26'));
  assert.deepEqual(versionsOf('Container', 'restartPolicy'), from('1.28'));
  assert.deepEqual(versionsOf('SecurityContext', 'appArmorProfile'), from('1.30'));
  assert.deepEqual(versionsOf('Volume', 'image'), from('1.31'));
  assert.deepEqual(versionsOf('PodSpec', 'resources'), from('1.32'));
  assert.deepEqual(versionsOf('Container', 'restartPolicyRules'), from('1.34'));
  assert.deepEqual(versionsOf('HTTPGetAction', 'protocol'), from('1.37'));
  assert.deepEqual(versionsOf('PodResourceClaim', 'source'), ['1.26', '1.27', '1.28', '1.29', '1.30']);
  assert.deepEqual(versionsOf('PodSpec', 'workloadRef'), ['1.35']);
});

test('the fields of a version are those that it has, by name', () => {
  const names = (version: Version) => catalog.fields('LifecycleHandler', version).map(({ name }) => name);
  assert.deepEqual(names('1.28'), ['exec', 'httpGet', 'tcpSocket']);
  assert.deepEqual(names('1.29'), ['exec', 'httpGet', 'sleep', 'tcpSocket']);
  assert.deepEqual(catalog.fields('Nothing', '1.34'), []);
});

test('a field that changed has the form of the version asked for, and the span of all forms', () => {
  assert.equal(typeAt('PersistentVolumeClaimSpec', 'resources', '1.28'), 'ResourceRequirements');
  assert.equal(typeAt('PersistentVolumeClaimSpec', 'resources', '1.29'), 'VolumeResourceRequirements');
  const required = (version: Version) => catalog.field('StatefulSetSpec', 'serviceName', version)?.required;
  assert.deepEqual([required('1.32'), required('1.33')], [true, false]);
  const spec = catalog.definition('Deployment')?.fields.get('spec');
  assert.deepEqual([spec?.since, spec?.until, spec?.required], [undefined, undefined, true]);
});

test('lists know what tells their items apart, also in versions whose schemas do not say so', () => {
  const keys = (definition: string, field: string, version: Version = '1.25') =>
    catalog.field(definition, field, version)?.listMapKeys;
  assert.deepEqual(keys('PodSpec', 'containers'), ['name']);
  assert.deepEqual(keys('Container', 'ports'), ['containerPort', 'protocol']);
  assert.deepEqual(keys('Container', 'volumeMounts'), ['mountPath']);
  assert.deepEqual(keys('PodSpec', 'topologySpreadConstraints'), ['topologyKey', 'whenUnsatisfiable']);
  assert.deepEqual(keys('PodSpec', 'tolerations'), []);
  assert.deepEqual(keys('LabelSelectorRequirement', 'key'), []);
});

test('kinds that carry no Pod are known by their versions', () => {
  const hpa = catalog.kindsNamed('HorizontalPodAutoscaler').map(({ apiVersion, until }) => ({ apiVersion, until }));
  assert.deepEqual(hpa, [
    { apiVersion: 'autoscaling/v1', until: undefined },
    { apiVersion: 'autoscaling/v2', until: undefined },
    { apiVersion: 'autoscaling/v2beta2', until: '1.25' },
  ]);
  const service = catalog.kind('v1', 'Service');
  assert.deepEqual(service, { apiVersion: 'v1', kind: 'Service' });
  assert.equal(catalog.kind('v1', 'Deployment'), undefined);
  assert.deepEqual(
    catalog.kindsNamed('Deployment').map(({ apiVersion }) => apiVersion),
    ['apps/v1'],
  );
  const deviceClass = catalog.kind('resource.k8s.io/v1', 'DeviceClass');
  assert.deepEqual([deviceClass && has(deviceClass, '1.33'), deviceClass && has(deviceClass, '1.34')], [false, true]);
  assert.ok(catalog.kinds('1.25').some(({ apiVersion }) => apiVersion === 'autoscaling/v2beta2'));
  assert.ok(!catalog.kinds('1.26').some(({ apiVersion }) => apiVersion === 'autoscaling/v2beta2'));
});

test('versions compare as numbers, not as text', () => {
  assert.ok(compareVersions('1.9', '1.25') < 0);
  assert.ok(compareVersions('2.0', '1.37') > 0);
  assert.equal(compareVersions('1.30', '1.30'), 0);
});

test('a version beyond the catalog has what the newest has', () => {
  assert.equal(typeAt('PodSpec', 'evictionResponders', '1.40'), '[]EvictionResponder');
  assert.equal(typeAt('PodSpec', 'workloadRef', '1.40'), undefined);
});

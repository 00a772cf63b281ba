import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compareVersions, type Field, getCatalog, type Type } from '../../../server/src/catalog/catalog.ts';
import { DEFAULTS } from '../../../server/src/catalog/defaults.ts';
import { DEPRECATED_FIELDS } from '../../../server/src/catalog/deprecations.ts';
import { ENUMERATIONS, SUGGESTIONS } from '../../../server/src/catalog/enumerations.ts';
import { FIELD_GATES, GATES, type Gate, type GateName, gateState } from '../../../server/src/catalog/gates.ts';
import { knowledge } from '../../../server/src/catalog/knowledge.ts';
import { isRequired, UNIONS } from '../../../server/src/catalog/required.ts';
import { unitOfResource } from '../../../server/src/catalog/units.ts';
import { HABITS } from '../../../server/src/catalog/usual.ts';

const catalog = getCatalog();

/** The field that a table's key names, in its newest form. */
function fieldOf(key: string): Field {
  const [definition = '', name = ''] = key.split('.');
  const field = catalog.definition(definition)?.fields.get(name);
  assert.ok(field, `${key} is not in the catalog`);
  return field;
}

/** The type of one value: of the field, or of an item of a list. */
const itemType = (type: Type): Type => (type.kind === 'list' ? type.of : type);

const definitionIn = (type: Type): string | undefined => {
  const item = itemType(type);
  return item.kind === 'object' ? item.definition : undefined;
};

test('the tables name only fields that the catalog has', () => {
  const tables = [ENUMERATIONS, SUGGESTIONS, DEFAULTS, FIELD_GATES, DEPRECATED_FIELDS];
  for (const key of tables.flatMap((table) => Object.keys(table))) fieldOf(key);
  for (const [definition, { fields }] of Object.entries(UNIONS)) for (const f of fields) fieldOf(`${definition}.${f}`);
  for (const [where, fields] of Object.entries(HABITS)) {
    const definition = where.includes('.') ? definitionIn(fieldOf(where).type) : where;
    for (const f of Object.keys(fields)) fieldOf(`${definition}.${f}`);
  }
});

test('enumerations are of strings, and list no value twice', () => {
  for (const [key, values] of Object.entries(ENUMERATIONS)) {
    assert.equal(itemType(fieldOf(key).type).kind, 'string', key);
    assert.equal(new Set(values.map(({ value }) => value)).size, values.length, key);
  }
});

test('a field that has an enumeration has no suggestions besides', () => {
  assert.deepEqual(
    Object.keys(SUGGESTIONS).filter((key) => key in ENUMERATIONS),
    [],
  );
});

test('enumerations agree with the unions of kubernetes-models', () => {
  let compared = 0;
  for (const name of catalog.definitionNames) {
    const definition = catalog.definition(name);
    const folder = definition?.group.replace(/^core\//, '');
    const file = new URL(`../../../node_modules/kubernetes-models/${folder}/${name}.d.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const source = readFileSync(file, 'utf8');
    for (const field of definition?.fields.keys() ?? []) {
      const union = source.match(new RegExp(`^ {4}"${field}"\\??: (?:Array<)?((?:"[^"]*"(?: \\| )?)+)>?;$`, 'm'))?.[1];
      // The status is what Kubernetes writes: nobody needs to know what else it could be.
      if (!union || /Status$/.test(name) || field === 'apiVersion' || field === 'kind') continue;
      const theirs = [...union.matchAll(/"([^"]*)"/g)].map(([, value]) => value);
      const ours = ENUMERATIONS[`${name}.${field}`]?.map(({ value }) => value);
      assert.deepEqual(ours?.toSorted(), theirs.toSorted(), `${name}.${field}`);
      compared++;
    }
  }
  assert.ok(compared > 35, `only ${compared} unions found`);
});

test('defaults are legal values of their fields', () => {
  const kindsOf = { string: ['string', 'quantity', 'intOrString'], number: ['int32', 'int64', 'intOrString'] };
  for (const [key, { value, when }] of Object.entries(DEFAULTS)) {
    assert.ok(value !== undefined || when, `${key} says nothing`);
    if (value === undefined) continue;
    const { kind } = fieldOf(key).type;
    const allowed = typeof value === 'boolean' ? ['boolean'] : kindsOf[typeof value as 'string' | 'number'];
    assert.ok(allowed.includes(kind), `${key}: ${JSON.stringify(value)} is no ${kind}`);
    const values = ENUMERATIONS[key]?.map((v) => v.value);
    assert.ok(!values || values.includes(String(value)), `${key}: ${value} is not among ${values}`);
  }
});

test('a gate goes from alpha over on to stable, and something depends on it', () => {
  const tables = [ENUMERATIONS, SUGGESTIONS].flatMap((table) => Object.values(table).flat());
  const used = new Set([...Object.values(FIELD_GATES), ...tables.map(({ gate }) => gate)]);
  for (const [name, { alpha, on, stable }] of Object.entries<Gate>(GATES)) {
    assert.ok(used.has(name as GateName), `nothing depends on ${name}`);
    assert.ok(!on || compareVersions(alpha, on) <= 0, name);
    assert.ok(!stable || (on && compareVersions(on, stable) <= 0), name);
  }
});

test('no field is older than its gate', () => {
  for (const [key, gate] of Object.entries(FIELD_GATES)) {
    const { since } = fieldOf(key);
    const { alpha } = GATES[gate];
    assert.ok(compareVersions(since ?? '1.25', alpha) >= 0, `${key} is in ${since}, its gate ${gate} in ${alpha}`);
  }
});

test('a gate has a stage in each version', () => {
  const stages = (gate: GateName) =>
    (['1.30', '1.31', '1.33', '1.35', '1.36'] as const).map((version) => {
      const { stage, on } = gateState(gate, version);
      return `${stage} ${on ? 'on' : 'off'}`;
    });
  assert.deepEqual(stages('ImageVolume'), ['none off', 'alpha off', 'alpha off', 'beta on', 'stable on']);
  assert.deepEqual(stages('ContainerStopSignals'), ['none off', 'none off', 'alpha off', 'alpha off', 'alpha off']);
});

test('what replaces a deprecated field stands beside it', () => {
  for (const [key, { instead, note, since, gone }] of Object.entries(DEPRECATED_FIELDS)) {
    assert.ok(instead || note, key);
    if (instead) fieldOf(`${key.split('.')[0]}.${instead}`);
    assert.ok(!since || !gone || compareVersions(since, gone) <= 0, key);
  }
});

test('required is what the API server demands, not what the schema says', () => {
  assert.equal(isRequired('Container', 'name', '1.34'), true);
  assert.equal(isRequired('Container', 'image', '1.34'), true);
  assert.equal(isRequired('Container', 'command', '1.34'), false);
  assert.equal(isRequired('Pod', 'apiVersion', '1.34'), true);
  assert.equal(isRequired('Pod', 'status', '1.34'), false);
  assert.equal(isRequired('PersistentVolumeClaim', 'apiVersion', '1.34'), false);
  assert.equal(isRequired('StatefulSetSpec', 'serviceName', '1.25'), false);
  assert.equal(isRequired('HTTPHeader', 'value', '1.34'), false);
  assert.equal(isRequired('ImageVolumeSource', 'reference', '1.30'), false);
  assert.equal(isRequired('Nothing', 'name', '1.34'), false);
});

test('a seconds field that may be left out only since zero is allowed', () => {
  assert.deepEqual(
    [isRequired('SleepAction', 'seconds', '1.32'), isRequired('SleepAction', 'seconds', '1.33')],
    [true, false],
  );
});

test('one call tells all that is known of a field', () => {
  assert.deepEqual(knowledge('Probe', 'periodSeconds', '1.34'), {
    required: false,
    default: { value: 10, written: true },
    unit: 'seconds',
  });
  assert.deepEqual(knowledge('PodSpec', 'serviceAccount', '1.34'), {
    required: false,
    deprecated: { since: '1.0', instead: 'serviceAccountName' },
  });
  assert.deepEqual(knowledge('PodSpec', 'resources', '1.31'), { required: false });
  assert.equal(knowledge('PodSpec', 'resources', '1.32').gate, 'PodLevelResources');
  assert.equal(knowledge('Container', 'restartPolicy', '1.33').gate, undefined);
});

test('the values of an enumeration are those that the version knows', () => {
  const values = (definition: string, field: string, version: `1.${number}`) =>
    knowledge(definition, field, version).enumeration?.map(({ value }) => value);
  assert.deepEqual(values('Container', 'restartPolicy', '1.33'), ['Always']);
  assert.deepEqual(values('Container', 'restartPolicy', '1.34'), ['Always', 'OnFailure', 'Never']);
  assert.deepEqual(values('Toleration', 'operator', '1.34'), ['Equal', 'Exists']);
  assert.deepEqual(values('Toleration', 'operator', '1.35'), ['Equal', 'Exists', 'Gt', 'Lt']);
  const gate = knowledge('Toleration', 'operator', '1.35').enumeration?.find(({ value }) => value === 'Gt')?.gate;
  assert.equal(gate && gateState(gate, '1.35').on, false);
});

test('an enumeration is open where the API server drops the field unseen', () => {
  const closed = (definition: string, field: string, version: `1.${number}`) =>
    knowledge(definition, field, version).closed;
  assert.equal(closed('PodSpec', 'restartPolicy', '1.34'), true);
  assert.equal(closed('PodSpec', 'nodeName', '1.34'), undefined);
  assert.deepEqual(
    [closed('Lifecycle', 'stopSignal', '1.33'), closed('Toleration', 'operator', '1.35')],
    [false, true],
  );
  const restartPolicy = (['1.28', '1.33', '1.34', '1.35'] as const).map((v) => closed('Container', 'restartPolicy', v));
  assert.deepEqual(restartPolicy, [false, true, false, true]);
});

test('suggestions are what the version takes by default', () => {
  const suggests = (version: `1.${number}`) =>
    knowledge('ObjectFieldSelector', 'fieldPath', version).suggestions?.includes('status.hostIPs');
  assert.deepEqual([suggests('1.28'), suggests('1.29')], [false, true]);
});

test('numbers have units', () => {
  const unit = (definition: string, field: string) => knowledge(definition, field, '1.37').unit;
  assert.equal(unit('PodSpec', 'terminationGracePeriodSeconds'), 'seconds');
  assert.equal(unit('JobSpec', 'ttlSecondsAfterFinished'), 'seconds');
  assert.equal(unit('SleepAction', 'seconds'), 'seconds');
  assert.equal(unit('SecretVolumeSource', 'defaultMode'), 'file mode');
  assert.equal(unit('GRPCAction', 'mode'), undefined);
  assert.equal(unit('PodSecurityContext', 'supplementalGroups'), 'GID');
  assert.equal(unit('EmptyDirVolumeSource', 'sizeLimit'), 'bytes');
  assert.equal(unit('Probe', 'failureThreshold'), undefined);
  assert.deepEqual(['cpu', 'memory', 'hugepages-2Mi', 'example.com/gpu'].map(unitOfResource), [
    'CPU cores',
    'bytes',
    'bytes',
    undefined,
  ]);
});

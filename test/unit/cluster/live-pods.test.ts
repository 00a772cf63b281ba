import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getLivePods } from '../../../server/src/features/cluster/live-pods.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

const liveOf = (yaml: string) => getLivePods(parseFile(yaml), { line: 1, character: 0 });

const workload = (kind: string, apiVersion: string, spec: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`;

suite('the live Pods of', () => {
  test('a Pod are the one of its name', () => {
    assert.deepEqual(liveOf('apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: {}\n'), {
      title: 'Pod web',
      name: 'web',
    });
  });
  test('a Deployment are those that its selector finds', () => {
    const selector =
      '{ matchLabels: { app: web }, matchExpressions: [{ key: tier, operator: In, values: [a, b] }, { key: old, operator: DoesNotExist }] }';
    const template = '{ metadata: { labels: { app: web } }, spec: {} }';
    assert.deepEqual(liveOf(workload('Deployment', 'apps/v1', `{ selector: ${selector}, template: ${template} }`)), {
      title: 'Deployment web',
      namespace: 'shop',
      selector: 'app=web,tier in (a,b),!old',
      prefix: 'web-',
    });
  });
  test('a Job are those that carry its name', () => {
    assert.deepEqual(liveOf(workload('Job', 'batch/v1', '{ template: { spec: {} } }')), {
      title: 'Job web',
      namespace: 'shop',
      selector: 'job-name=web',
    });
  });
  test('a CronJob are those of the Jobs that are named after it', () => {
    const spec = '{ jobTemplate: { spec: { template: { spec: {} } } } }';
    assert.deepEqual(liveOf(workload('CronJob', 'batch/v1', spec)), {
      title: 'CronJob web',
      namespace: 'shop',
      selector: 'job-name',
      prefix: 'web-',
    });
  });
  test('a Service are none', () => {
    assert.equal(liveOf(workload('Service', 'v1', '{}')), undefined);
  });
});

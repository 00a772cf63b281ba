import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getCodeLenses } from '../../../server/src/features/code-lens.ts';
import { files } from './files.ts';
import { NEWEST } from './fixture.ts';

function lenses(marked: string | Record<string, string>): string[] {
  const { source, workspace } = files(marked);
  return getCodeLenses(source, workspace, { version: NEWEST }).map(
    ({ range, command }) => `${range.start.line + 1} ${command?.title}`,
  );
}

const POD = `# A Pod
$0apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
    - name: web
      image: nginx
      resources: {limits: {cpu: 1, memory: 1Gi}}
`;

suite('code lens', () => {
  test('stands above a Pod with its preview, QoS class and Pod Security level', () => {
    assert.deepEqual(lenses(POD), ['2 $(open-preview) Preview', '2 QoS Guaranteed', '2 Pod Security: baseline']);
    assert.ok(lenses(POD.replace('spec:', 'spec:\n  hostNetwork: true')).includes('2 Pod Security: privileged'));
  });

  test('counts the selectors and names that lead to the Pod, but not those of its own workload', () => {
    const found = lenses({
      'd.yaml': `$0apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      topologySpreadConstraints: [{labelSelector: {matchLabels: {app: web}}}]
      containers: [{name: a, image: a}]
`,
      's.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}}\n',
      'o.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec: {selector: {app: api}}\n',
      'h.yaml':
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n',
    });
    assert.deepEqual(found, [
      '1 $(open-preview) Preview',
      '1 QoS BestEffort',
      '1 Pod Security: baseline',
      '1 2 references',
    ]);
  });

  test('says nothing of what carries no Pod', () => {
    assert.deepEqual(lenses('$0apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'), []);
  });
});

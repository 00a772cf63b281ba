/** Labels, selectors, and the ports of the Pods that they find. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { definitions, POD, references } from './manifests.ts';

suite('labels and selectors', () => {
  test('a Service leads to the ports of the Pods that it selects, and they to it', () => {
    const workspace = (name: string, target: string) => ({
      'web.yaml': POD(
        `containers:
- name: a
  ports: [{ name: ${name}, containerPort: 80 }]
  readinessProbe: { tcpSocket: { port: http } }`,
        'name: web\nlabels: { app: web, tier: front }',
      ),
      'other.yaml': POD(
        'containers: [{ name: a, ports: [{ name: http, containerPort: 80 }] }]',
        'name: b\nlabels: { app: b }',
      ),
      'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: ${target} }]
`,
    });
    assert.deepEqual(definitions(workspace('http', '$0http')), ['web.yaml:9 http']);
    assert.deepEqual(references(workspace('$0http', 'http')), [
      'service.yaml:6 http',
      'web.yaml:9 http',
      'web.yaml:10 http',
    ]);
  });

  test('the label of a Pod and the selectors that find it by it', () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: w$0eb, tier: front } }
    spec:
      topologySpreadConstraints:
      - labelSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] }
      containers: [{ name: a }]
`;
    const found = references({
      'deployment.yaml': deployment,
      'budget.yaml': `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { selector: { matchLabels: { app: web } } }
`,
      'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: back }
spec: { selector: { app: web, tier: back } }
`,
    });
    assert.deepEqual(found, [
      'budget.yaml:4 web',
      'deployment.yaml:5 web',
      'deployment.yaml:7 web',
      'deployment.yaml:10 web',
    ]);
  });

  test('a network policy finds Pods by labels and ports, in other namespaces only where it says so', () => {
    const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress:
  - from:
    - podSelector: { matchLabels: { app: client } }
    - namespaceSelector: { matchLabels: { team: a } }
      podSelector: { matchLabels: { app: remote } }
    ports: [{ port: http }]
`;
    const pod = (name: string, namespace: string) =>
      POD(
        'containers: [{ name: a, ports: [{ name: http, containerPort: 80 }] }]',
        `name: ${name}\nnamespace: ${namespace}\nlabels: { app: ${name} }`,
      );
    const at = (text: string) =>
      definitions({
        'policy.yaml': policy.replace(text, `${text}$0`),
        'web.yaml': pod('web', 'default'),
        'client.yaml': pod('client', 'elsewhere'),
        'remote.yaml': pod('remote', 'elsewhere'),
      });
    assert.deepEqual(at('app: web'), ['web.yaml:6 web']);
    assert.deepEqual(at('app: client'), []);
    assert.deepEqual(at('app: remote'), ['remote.yaml:6 remote']);
    assert.deepEqual(at('port: http'), ['web.yaml:8 http']);
  });
});

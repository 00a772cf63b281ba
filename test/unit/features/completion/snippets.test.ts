/** The snippets of `snippets/`: where they are offered, and how they are laid out. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type CompletionItem,
  CompletionItemKind,
  DiagnosticSeverity,
  InsertTextFormat,
} from 'vscode-languageserver-types';
import { plainText } from '../../../../server/src/features/completion/text/suggestion.ts';
import { complete } from '../../../../server/src/features/completion.ts';
import { getPodLanguageService } from '../../../../server/src/service.ts';
import { accept, apply, completeAt, fixture, labels, NEWEST } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
`;
const CONTAINER = `  containers:
    - name: app
      image: nginx:1.29
`;

/** The labels of all that is a snippet and no field, value or item. */
function snippets(marked: string): string[] {
  return namesOf(completeAt(marked).items);
}

function inFile(uri: string, marked: string): CompletionItem[] {
  const { file, position } = fixture(marked);
  return complete(file, position, { version: NEWEST, uri })?.items ?? [];
}

const namesOf = (items: readonly CompletionItem[]): string[] =>
  items.filter(({ kind }) => kind === CompletionItemKind.Snippet).map(({ label }) => label);

describe('whole manifests', () => {
  test('in an empty file, behind the fields and the bare objects', () => {
    const offered = labels('$0');
    assert.ok(offered.includes('pod-sidecar'));
    assert.ok(offered.includes('secret-registry'));
    assert.ok(offered.indexOf('pod') > offered.indexOf('PodTemplate'));
    assert.ok(!offered.includes('container'));
    assert.ok(!offered.includes('env-value'));
  });

  test('as they are written, with their tab stops', () => {
    const { items } = completeAt('$0');
    const pod = items.find(({ label }) => label === 'pod-once');
    assert.equal(pod?.detail, 'A Pod that does one thing and completes.');
    assert.equal(pod?.insertTextFormat, InsertTextFormat.Snippet);
    assert.equal(
      accept('$0', 'pod-once'),
      `apiVersion: v1
kind: Pod
metadata:
  name: \${1:my-task}
spec:
  restartPolicy: \${2|Never,OnFailure|}
  containers:
    - name: \${3:task}
      image: \${4:busybox:1.37}
      command: ["sh", "-c", "\${5:date; sleep 10}"]$0`,
    );
  });

  test('where the first word is being typed, and behind other objects', () => {
    assert.ok(snippets('po$0').includes('pod-sidecar'));
    assert.ok(snippets(`${POD}${CONTAINER}---\n$0`).includes('pod-sidecar'));
    assert.ok(snippets('# what runs the shop\n$0').includes('pod-sidecar'));
  });

  test('as an item of a List, unless they are several documents', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n  - $0';
    assert.ok(!snippets(list).includes('pod-private-registry'));
    assert.match(accept(list, 'pod-once'), /\n {2}- apiVersion: v1\n {4}kind: Pod\n {4}metadata:\n {6}name: /);
  });

  test('not once something is written', () => {
    assert.ok(!labels('apiVersion: v1\n$0').includes('pod'));
    assert.ok(!labels(`${POD}$0`).includes('pod'));
  });
});

describe('files for others', () => {
  test('nothing in and behind what is no object', () => {
    const compose = 'services:\n  web:\n    image: nginx\n';
    assert.deepEqual(labels(`${compose}$0`), []);
    assert.deepEqual(labels(`${compose}    $0`), []);
    assert.deepEqual(labels(`${compose}---\n$0`), []);
    assert.deepEqual(labels(`$0\n---\n${compose}`), []);
    assert.deepEqual(labels(`${POD}${CONTAINER}---\n${compose}---\n$0`), []);
  });

  for (const path of [
    'docker-compose.yml',
    'docker-compose.override.yaml',
    'compose.yaml',
    '.github/workflows/build.yml',
    '.gitlab-ci.yml',
    '.pre-commit-config.yaml',
    'Chart.yaml',
    'values.yaml',
    'values-prod.yaml',
    'kustomization.yaml',
    'mkdocs.yml',
    'azure-pipelines.yml',
  ])
    test(`nothing in an empty ${path}`, () => {
      assert.deepEqual(inFile(`file:///shop/${path}`, '$0'), []);
    });

  test('nor anything that a name tells where there is an object all the same', () => {
    const behind = `${POD}${CONTAINER}---\n$0`;
    assert.ok(namesOf(inFile('file:///shop/values.yaml', behind)).includes('pod-sidecar'));
  });

  for (const path of ['pod.yaml', 'composer.yaml', 'charts/pod.yml', 'action-runner.yaml'])
    test(`everything in an empty ${path}`, () => {
      assert.ok(namesOf(inFile(`file:///shop/${path}`, '$0')).includes('pod-sidecar'));
    });
});

describe('parts of an object', () => {
  test('in a container what is of a container, and in the Pod what is of the Pod', () => {
    const inContainer = snippets(`${POD}${CONTAINER}      $0`);
    const inPod = snippets(`${POD}${CONTAINER}  $0`);
    for (const name of [
      'env-secretKeyRef',
      'lifecycle-preStop',
      'volumeMounts-readOnly',
      'resources-ephemeral-storage',
    ]) {
      assert.ok(inContainer.includes(name), name);
      assert.ok(!inPod.includes(name), name);
    }
    for (const name of [
      'volume-secret',
      'tolerations-equal',
      'podAntiAffinity-preferred',
      'imagePullSecrets-registry',
    ]) {
      assert.ok(inPod.includes(name), name);
      assert.ok(!inContainer.includes(name), name);
    }
    assert.deepEqual(snippets('apiVersion: v1\nkind: Pod\nmetadata:\n  $0'), []);
  });

  test('none by the name of a field that is offered too', () => {
    for (const marked of [
      `${POD}${CONTAINER}      $0`,
      `${POD}${CONTAINER}  $0`,
      `${POD}${CONTAINER}  affinity:\n    $0`,
    ]) {
      const offered = labels(marked);
      assert.deepEqual(
        offered.filter((label, i) => offered.indexOf(label) !== i),
        [],
      );
    }
  });

  test('behind all fields', () => {
    const { items } = completeAt(`${POD}${CONTAINER}      $0`);
    const last = items.findLastIndex(({ kind }) => kind !== CompletionItemKind.Snippet);
    assert.ok(items.findIndex(({ label }) => label === 'env-fieldRef') > last);
  });

  test('not where the field is there already', () => {
    const written = snippets(`${POD}${CONTAINER}      env: []\n      $0`);
    assert.ok(!written.includes('env-fieldRef'));
    assert.ok(written.includes('lifecycle-preStop'));
  });

  test('where one is fitted to the container, that one only', () => {
    const offered = snippets(`${POD}${CONTAINER}      $0`);
    assert.ok(offered.includes('livenessProbe: httpGet'));
    assert.ok(!offered.includes('livenessProbe-http'));
    assert.ok(!offered.includes('securityContext-container'));
    assert.ok(!offered.includes('resources-burstable'));
    assert.ok(offered.includes('resources-guaranteed'));
  });

  test('only what the version has', () => {
    const marked = `${POD}${CONTAINER}      $0`;
    assert.ok(labels(marked, '1.30').includes('lifecycle-sleep'));
    assert.ok(!labels(marked, '1.28').includes('lifecycle-sleep'));
    assert.ok(labels(marked, '1.28').includes('lifecycle-preStop'));
  });

  test('no probe and no hook for an init container that ends, but for a sidecar', () => {
    const init = `${POD}  initContainers:\n    - name: prepare\n      image: busybox:1.37\n`;
    const offered = snippets(`${init}      $0`);
    assert.ok(offered.includes('env-value'));
    assert.ok(!offered.some((name) => /^(?:lifecycle|livenessProbe)/.test(name)));
    assert.ok(snippets(`${init}      restartPolicy: Always\n      $0`).includes('livenessProbe-tcp'));
  });

  test('in the place of a probe, the checks of that probe', () => {
    const probe = `${POD}${CONTAINER}      readinessProbe:\n        $0`;
    assert.deepEqual(
      snippets(probe),
      ['exec', 'http', 'tcp', 'grpc'].map((check) => `readinessProbe-${check}`),
    );
    assert.equal(
      accept(probe, 'readinessProbe-tcp'),
      probe.replace(
        '$0',
        `tcpSocket:\n          port: \${1:8080}\n        periodSeconds: \${2:5}\n        failureThreshold: \${3:2}$0`,
      ),
    );
  });

  test('no check beside another one', () => {
    const probe = `${POD}${CONTAINER}      livenessProbe:\n        httpGet:\n          port: 80\n        $0`;
    assert.deepEqual(snippets(probe), []);
    assert.equal(snippets(probe.replace('httpGet:\n          port: 80', 'successThreshold: 1')).length, 4);
  });

  test('not in a flow collection, nor above what would become their value', () => {
    assert.deepEqual(snippets('apiVersion: v1\nkind: Pod\nspec: {$0}'), []);
    const above = snippets(`${POD}  containers:\n    - name: app\n      $0\n        httpGet:\n          port: 80\n`);
    assert.deepEqual(above, []);
  });

  test('a volume asks for storage, not for what a container does', () => {
    const claim = `apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  volumeClaimTemplates:\n    - spec:\n        $0`;
    assert.deepEqual(snippets(claim), []);
  });
});

describe('items of a list', () => {
  test('with their dash where it is missing, without it behind one', () => {
    const item = `- name: \${1:app}\n      image: \${2:nginx:1.29}\n      ports:\n        - containerPort: \${3:80}$0`;
    const missing = `${POD}  containers:\n    $0`;
    assert.equal(accept(missing, 'container'), missing.replace('$0', item));
    const dash = `${POD}  containers:\n    - $0`;
    assert.equal(accept(dash, 'container'), dash.replace('- $0', item));
  });

  test('of the field that the list is the value of', () => {
    const offered = snippets(`${POD}${CONTAINER}  volumes:\n    $0`);
    assert.ok(offered.includes('volume-secret'));
    assert.ok(!offered.includes('container'));
    assert.ok(!snippets(`${POD}  containers:\n    $0`).includes('sidecar'));
    assert.ok(snippets(`${POD}  initContainers:\n    $0`).includes('sidecar'));
  });

  test('no container once the item has begun', () => {
    assert.ok(!snippets(`${POD}${CONTAINER}      $0`).includes('container'));
  });
});

describe('the layout is the document’s own', () => {
  test('indented by four, dashes at the column of their key', () => {
    const wide = `apiVersion: v1
kind: Pod
metadata:
    name: web
spec:
    containers:
    - name: app
      image: nginx:1.29
    $0`;
    assert.equal(
      accept(wide, 'nodeAffinity-required'),
      wide.replace(
        '$0',
        `affinity:
        nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                - matchExpressions:
                  - key: \${1:topology.kubernetes.io/zone}
                    operator: \${2|In,NotIn|}
                    values: [\${3:zone-a}]$0`,
      ),
    );
  });

  test('indented by two, dashes below their key, lines ending in CRLF', () => {
    const marked = `${POD}${CONTAINER}      $0`.replaceAll('\n', '\r\n');
    assert.equal(
      accept(marked, 'env-secretKeyRef'),
      marked.replace(
        '$0',
        [
          'env:',
          `        - name: \${1:PASSWORD}`,
          '          valueFrom:',
          '            secretKeyRef:',
          `              name: \${2:my-secret}`,
          `              key: \${3:password}$0`,
        ].join('\r\n'),
      ),
    );
  });
});

describe('what is inserted is valid at once', () => {
  const service = getPodLanguageService({ loadDocs: async () => '{}' });
  const main = '  containers:\n    - name: web\n      image: nginx:1.29\n';
  const init = '  initContainers:\n    - name: prepare\n      image: busybox:1.37\n';
  const volumes = '  volumes:\n    - name: work\n      emptyDir: {}\n';
  const places: Readonly<Record<string, string>> = {
    'a Pod’s spec': `${POD}${main}  $0`,
    'its securityContext': `${POD}${main}  securityContext:\n    $0`,
    'its resources': `${POD}${main}  resources:\n    $0`,
    'its volumes': `${POD}${main}  volumes:\n    $0`,
    'its affinity': `${POD}${main}  affinity:\n    $0`,
    'its containers': `${POD}${volumes}${main}    $0`,
    'its init containers': `${POD}${main}  initContainers:\n    $0`,
    'a container': `${POD}${volumes}${main}      $0`,
    'its env': `${POD}${main}      env:\n        $0`,
    'its lifecycle': `${POD}${main}      lifecycle:\n        $0`,
    'its probe': `${POD}${main}      startupProbe:\n        $0`,
    'an init container': `${POD}${volumes}${main}${init}      $0`,
    'a sidecar': `${POD}${volumes}${main}${init}      restartPolicy: Always\n      $0`,
  };
  for (const [place, marked] of Object.entries(places))
    test(`in ${place}`, () => {
      const items = completeAt(marked).items.filter(({ kind }) => kind === CompletionItemKind.Snippet);
      assert.ok(items.length > 0);
      for (const item of items) {
        const text = plainText(apply(fixture(marked).file.text, item));
        const errors = service
          .getDiagnostics(service.parse(text), { version: NEWEST })
          .filter(({ severity }) => severity === DiagnosticSeverity.Error);
        assert.deepEqual(errors, [], text);
      }
    });
});

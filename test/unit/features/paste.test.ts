import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pasteAsYaml } from '../../../server/src/features/paste/as-yaml.ts';
import { getPasteActions } from '../../../server/src/features/paste.ts';
import { findProblems } from '../../../server/src/rules/problems.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';
import { fixture } from './fixture.ts';
import { applyAction } from './refactorings/apply.ts';

/** The manifest of a command, which our own rules have to find free of errors. */
function paste(command: string): string {
  const yaml = pasteAsYaml(command) ?? '';
  const problems = parseFile(yaml).documents.flatMap(({ document }) => findProblems(document, '1.37'));
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ path, message }) => `${path}: ${message}`),
    [],
    yaml,
  );
  return yaml;
}

/** The spec of the first container, as lines without their indentation. */
function container(command: string): string {
  const [, body = ''] = / {2}containers:\n((?: {4}.*\n)+)/.exec(paste(command)) ?? [];
  return body.replace(/^ {4}(?:- | {2})/gm, '');
}

describe('kubectl', () => {
  test('run', () => {
    assert.equal(
      paste(
        'kubectl run web --image=nginx:1.29 --port=80 --env="A=b c" -l app=web,tier=front --restart=Never -n prod --dry-run=client -o yaml > pod.yaml',
      ),
      `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: prod
  labels:
    app: web
    tier: front
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports:
        - containerPort: 80
      env:
        - name: A
          value: b c
  restartPolicy: Never
`,
    );
  });
  test('run takes what follows the dashes for arguments, or for the command', () => {
    assert.match(container("$ kubectl run a --image=b -- sh -c 'x y'"), /^args:\n\s+- sh\n\s+- "-c"\n\s+- x y\n/m);
    assert.match(container('kubectl run a --image b --command -- sleep 5'), /^command:\n\s+- sleep\n\s+- "5"\n/m);
  });
  test('run -it', () => {
    assert.match(container('kubectl run -it --rm a --image=b'), /^stdin: true\nstdinOnce: true\ntty: true$/m);
  });
  test('run --expose brings a Service', () => {
    assert.match(paste('kubectl run a --image=b --port=8080 --expose'), /^---\napiVersion: v1\nkind: Service$/m);
  });
  test('create deployment', () => {
    const yaml = paste(
      'kubectl -n x create deployment web --image=reg:5000/team/shop:2 --replicas=3 --port 8080 -- serve',
    );
    assert.match(yaml, /^kind: Deployment$/m);
    assert.match(yaml, /^ {2}replicas: 3$/m);
    assert.match(yaml, /^ {8}- name: shop\n {10}image: reg:5000\/team\/shop:2\n {10}command:\n {12}- serve$/m);
  });
  test('create job and cronjob', () => {
    assert.match(paste('kubectl create job j --image=busybox -- date'), /^kind: Job$/m);
    const yaml = paste('kubectl create cj c --image=busybox --schedule="*/5 * * * *" -- date');
    assert.match(yaml, /^ {2}schedule: "\*\/5 \* \* \* \*"$/m);
    assert.match(yaml, /^ {10}restartPolicy: OnFailure$/m);
  });
  test('create configmap and secret', () => {
    assert.equal(
      paste('kubectl create cm c --from-literal=a=1 --from-literal b=x=y --from-file=foo'),
      '# Left out: --from-file foo\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: "1"\n  b: x=y\n',
    );
    assert.match(paste('kubectl create secret generic s --from-literal=p=q'), /^stringData:\n {2}p: q$/m);
    const registry = paste('kubectl create secret docker-registry r --docker-username=joe --docker-password="p w"');
    assert.match(registry, /"auth":"am9lOnAgdw=="/);
  });
});

describe('docker run', () => {
  test('ports, variables, arguments', () => {
    assert.equal(
      paste('sudo docker run -d --name Web_1 -p 8080:80 -p 127.0.0.1:53:53/udp -e A=1 nginx:1.29 nginx -v'),
      `apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web-1
spec:
  containers:
    - name: web-1
      image: nginx:1.29
      args:
        - nginx
        - "-v"
      ports:
        - containerPort: 80
          hostPort: 8080
        - containerPort: 53
          hostPort: 53
          protocol: UDP
      env:
        - name: A
          value: "1"
`,
    );
  });
  test('mounts', () => {
    const yaml = paste(
      'docker run -d -v /srv/html:/html:ro -v data:/data -v /cache --tmpfs /run:size=64m --mount type=bind,src=/a,dst=/b,readonly x',
    );
    assert.match(yaml, /- name: html\n {6}hostPath:\n {8}path: \/srv\/html$/m);
    assert.match(yaml, /- name: html\n {10}mountPath: \/html\n {10}readOnly: true$/m);
    assert.match(yaml, /- name: data\n {6}persistentVolumeClaim:\n {8}claimName: data$/m);
    assert.match(yaml, /- name: cache\n {6}emptyDir: \{\}$/m);
    assert.match(yaml, /medium: Memory\n {8}sizeLimit: 64Mi$/m);
    assert.match(yaml, /- name: b\n {10}mountPath: \/b\n {10}readOnly: true$/m);
  });
  test('memory is counted in powers of 1024', () => {
    assert.match(container('docker run -d -m 512m --cpus 1.5 x'), /^ {2}limits:\n {4}cpu: "1.5"\n {4}memory: 512Mi$/m);
  });
  test('security', () => {
    assert.match(
      container('docker run -d --user 1000:2000 --read-only --cap-drop ALL --cap-add net_admin x'),
      /^securityContext:\n {2}readOnlyRootFilesystem: true\n {2}runAsUser: 1000\n {2}runAsGroup: 2000\n {2}capabilities:$/m,
    );
  });
  test('a health check becomes a liveness probe', () => {
    assert.match(
      container('docker run -d --health-cmd "curl localhost" --health-interval 1m30s x'),
      /^livenessProbe:\n {2}exec:\n {4}command:\n {6}- sh\n {6}- "-c"\n {6}- curl localhost\n {2}periodSeconds: 90$/m,
    );
  });
  test('what is not restarted by docker is not by Kubernetes', () => {
    assert.match(paste('docker run --rm -it ubuntu bash'), /^ {2}restartPolicy: Never$/m);
    assert.match(paste('docker run -d --restart=on-failure:3 x'), /^ {2}restartPolicy: OnFailure$/m);
    assert.doesNotMatch(paste('docker run -d --restart unless-stopped x'), /restartPolicy/);
  });
  test('what has no counterpart is said', () => {
    assert.match(
      paste('docker run -d --link db --env-file .env --wat x'),
      /^# Left out: --wat --env-file .env --link db\n/,
    );
  });
});

test('other commands are nobody’s manifest', () => {
  for (const command of [
    'docker ps',
    'docker run',
    'kubectl get pods',
    'echo',
    'a: b',
    '',
    'docker run "',
    'kubectl create',
    'kubectl create constructor x',
  ])
    assert.equal(pasteAsYaml(command), undefined, command);
});

describe('a command in a file', () => {
  function offered(marked: string): string | undefined {
    const { file, position } = fixture(marked);
    const [action] = getPasteActions(file, { start: position, end: position });
    return action && applyAction(file.text, action);
  }
  const POD = paste('docker run -d nginx');
  test('gives way to its Pod', () => {
    assert.equal(offered('docker run \\\n  -d$0 \\\n  nginx\n'), POD);
  });
  test('is found from the line below, where pasting leaves the cursor', () => {
    assert.equal(offered('docker run -d nginx\n$0'), POD);
    assert.equal(offered('docker run -d nginx\n\n$0'), undefined);
  });
  test('gets a document of its own behind another', () => {
    assert.equal(offered('a: 1\ndocker run -d nginx$0\n'), `a: 1\n---\n${POD}`);
    assert.equal(offered('a: 1\n---\ndocker run -d nginx$0\n---\nb: 1\n'), `a: 1\n---\n${POD}---\nb: 1\n`);
  });
  test('stays when it is a comment', () => {
    assert.equal(offered('# docker run -d nginx$0\n'), `# docker run -d nginx\n${POD}`);
    assert.equal(offered('# docker run -d nginx$0\na: 1'), `# docker run -d nginx\na: 1\n---\n${POD}`);
  });
  test('is left alone inside a field', () => {
    assert.equal(offered('args:\n  - |\n    docker run -d nginx$0\n'), undefined);
  });
});

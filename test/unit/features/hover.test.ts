/** Hover: the facts of a field, and what the special fields come to. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MarkupContent } from 'vscode-languageserver-types';
import type { Version } from '../../../server/src/catalog/catalog.ts';
import { createDocs } from '../../../server/src/catalog/docs.ts';
import { type HoverSettings, hover } from '../../../server/src/features/hover.ts';
import { scheduleInWords } from '../../../server/src/features/schedule-words.ts';
import { files } from './files.ts';
import { fixture, offsets } from './fixture.ts';

const DOCS = createDocs({
  texts: [
    'How images are pulled. [More info](https://example.com)',
    'Never asks the registry.',
    'A group of containers.',
  ],
  definitions: { Pod: 2 },
  fields: { 'Container.imagePullPolicy': 0 },
  values: { 'Container.imagePullPolicy': { Never: 1 } },
});

interface Shown {
  /** The paragraphs. */
  readonly text: readonly string[];
  /** What the hover is over. */
  readonly over: string;
}

function show(marked: string, version: Version = '1.34', more: Partial<HoverSettings> = {}): Shown | undefined {
  const { file, position } = fixture(marked);
  const found = hover(file, position, { version, ...more }, DOCS);
  if (!found) return undefined;
  assert.ok(MarkupContent.is(found.contents) && found.range);
  const { start, end } = offsets(file.text, found.range);
  return { text: found.contents.value.split('\n\n'), over: file.text.slice(start, end) };
}

/** The one paragraph that says something about this very value, beyond the facts of its field. */
function special(marked: string, more?: Partial<HoverSettings>): string {
  const paragraphs = (show(marked, '1.34', more)?.text ?? []).slice(1).filter((text) => !/^(?:One of|\[)/.test(text));
  return paragraphs.join('\n\n');
}

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
const container = (fields: string): string =>
  pod(`  containers:\n    - name: app\n      image: nginx:1.29\n${fields.replace(/^/gm, '      ')}\n`);

describe('any field', () => {
  test('type, default, values, its documentation, the rest of it below a line, and a link', () => {
    assert.deepEqual(show(container('imagePull$0Policy: Never')), {
      over: 'imagePullPolicy',
      text: [
        '**imagePullPolicy**: string · optional · default: `Always` if the image has the tag `latest` or none, else `IfNotPresent`',
        'One of `Always`, `IfNotPresent`, `Never`',
        'How images are pulled.',
        '`Never`: Never asks the registry.',
        'Registry `docker.io`, repository `library/nginx`, tag `1.29`. Pull policy `Never`: it has to be on the node already.',
        '---',
        '[More info](https://example.com)',
        '[Container in the Kubernetes API reference](https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#container-v1-core)',
      ],
    });
  });

  test('Kubernetes’ own text is folded where the editor can', () => {
    const text = show(container('imagePull$0Policy: Never'), '1.34', { folds: true })?.text.slice(-5) ?? [];
    assert.deepEqual(text.slice(0, 3), [
      '---',
      '<details><summary>What Kubernetes says</summary>',
      '[More info](https://example.com)',
    ]);
    assert.equal(text.at(-1), '</details>');
  });

  const facts: readonly (readonly [marked: string, first: string])[] = [
    [pod('  containers:\n  - na$0me: app'), '**name**: string · required'],
    [
      pod('  terminationGrace$0PeriodSeconds: 5'),
      '**terminationGracePeriodSeconds**: integer (seconds) · optional · default `30`',
    ],
    [pod('  hostAli$0ases: []'), '**hostAliases**: list of HostAlias · optional'],
    [
      pod('  volumes:\n  - configMap: {default$0Mode: 420}'),
      '**defaultMode**: integer (file mode) · optional · default `0644`',
    ],
    [
      container('restartPolicy$0: Always'),
      "**restartPolicy**: string · optional · default: the Pod's restartPolicy · since Kubernetes 1.28",
    ],
    [pod('  service$0Account: x'), '~~**serviceAccount**~~: string · optional'],
    [container('resources: {limits: {cp$0u: 1}}'), '`cpu` in **limits**: quantity'],
    [
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  repl$0icas: 2',
      '**replicas**: integer (Pods) · optional · default `1`',
    ],
  ];
  const demanded: readonly (readonly [what: string, marked: string, word: 'required' | 'optional'])[] = [
    ['an object needs a name', 'apiVersion: v1\nkind: Pod\nmetadata:\n  na$0me: web', 'required'],
    [
      'but where one is generated',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: web-\n  na$0me: web',
      'optional',
    ],
    [
      'a template needs none',
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    metadata:\n      na$0me: web',
      'optional',
    ],
    [
      'a Job has to say how its Pods are restarted',
      'apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      restart$0Policy: Never',
      'required',
    ],
  ];
  for (const [what, marked, word] of demanded)
    test(what, () => assert.equal(show(marked)?.text[0]?.split(' · ')[1], word));

  for (const [marked, first] of facts) test(first, () => assert.equal(show(marked)?.text[0], first));

  test('the value of a kind is told about', () => {
    assert.ok(show('apiVersion: v1\nkind: P$0od')?.text.includes('`Pod`: A group of containers.'));
  });

  test('over a value, its characters only', () => {
    assert.equal(show(pod('  dnsPolicy: "De$0fault" # why'))?.over, '"Default"');
    assert.equal(show(pod('  hostname: 🚀🚀\n  dnsPolicy: De$0fault'))?.over, 'Default');
  });

  test('in a document that does not parse, by its indentation', () => {
    assert.equal(show(pod('  hostname: "a\n  dns$0Policy: None\n  : :\n'))?.over, 'dnsPolicy');
  });

  test('what the manifest says is no Markdown, and no longer than a line', () => {
    const script = container('liveness$0Probe:\n  exec:\n    command: ["sh", "-c", "a `b` *c*\\nd"]');
    assert.match(special(script), /^Succeeds when `` sh -c a `b` \*c\* d `` exits with 0/);
    const long = container(`liveness$0Probe:\n  exec:\n    command: [${'x'.repeat(1000)}]`);
    assert.match(special(long), /^Succeeds when `x{120}…` exits with 0/);
  });

  const silent = [
    'version: "3"\nserv$0ices: {}',
    pod('  # dns$0Policy'),
    pod('  nonsense$0: 1'),
    pod('  hostname:$0 '),
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  dns$0Policy: x',
    '$0',
  ];
  for (const marked of silent)
    test(`nothing: ${JSON.stringify(marked.slice(-30))}`, () => assert.equal(show(marked), undefined));

  test('a field that the version does not have', () => {
    const [first] = show(container('restartPolicy$0: Always'), '1.27')?.text ?? [];
    assert.equal(first, '**restartPolicy**: not in Kubernetes 1.27, but since Kubernetes 1.28');
  });
});

describe('quantities', () => {
  const quantities: readonly (readonly [resource: string, written: string, text: string])[] = [
    ['memory', '128974848', '`128974848` = `123Mi` = `≈ 129M`'],
    ['cpu', '0.5', '`0.5` = `500m`'],
    ['cpu', '100m', '`100m` = `0.1`'],
    ['memory', '1Gi', '`1Gi` = `≈ 1.07G` = `1073741824`'],
    ['memory', '64K', '`64K` is no quantity:'],
  ];
  for (const [resource, written, text] of quantities)
    test(`${resource}: ${written}`, () => {
      const marked = container(`resources:\n  requests:\n    ${resource}: $0${written}`);
      assert.ok(special(marked).startsWith(text), special(marked));
    });
});

describe('resources', () => {
  const RESOURCES =
    'resources:\n  requests:\n    cpu: 500m\n    memory: 64Mi\n  limits:\n    cpu: 1500m\n    memory: 100Mi';

  test('all of a container: request against limit, QoS class and why, what scheduling counts', () => {
    assert.equal(
      special(container(RESOURCES.replace('resources', 'resources$0'))),
      `| | request | limit |
|:--|--:|--:|
| cpu | 500m | 1500m |
| memory | 64Mi | 100Mi |

At its limits it is throttled to 150 ms of CPU time in each 100 ms and killed when it takes more memory (OOMKilled).

QoS class **Burstable**: \`app\` requests less cpu than its limit.

The scheduler counts cpu \`500m\` and memory \`64Mi\` for the whole Pod.`,
    );
  });

  test('a memory limit kills', () => {
    assert.equal(
      special(container(RESOURCES.replace('memory: 100Mi', 'mem$0ory: 100Mi'))),
      '`100Mi` = `≈ 105M` = `104857600`\n\nBeyond the limit of 104857600 bytes the kernel kills the container: it ends as OOMKilled with exit code 137 and is restarted (restartPolicy Always). The request `64Mi` is 64 % of the limit `100Mi`.',
    );
  });

  test('a CPU limit throttles', () => {
    assert.match(
      special(container(RESOURCES.replace('cpu: 1500m', 'cp$0u: 1500m'))),
      /it gets 150 ms of CPU time in each 100 ms\. The request `500m` is 33 % of the limit `1500m`\.$/,
    );
  });

  test('a limit without a request is the request too', () => {
    assert.match(
      special(container('resources:\n  limits:\n    mem$0ory: 1Gi')),
      /No request is given: it equals the limit, `1Gi`\.$/,
    );
  });

  test('Guaranteed and BestEffort', () => {
    assert.match(special(container('resources$0: {limits: {cpu: 1, memory: 1Gi}}')), /\*\*Guaranteed\*\*/);
    assert.match(special(container('resources$0: {}')), /\*\*BestEffort\*\*/);
  });
});

describe('probes', () => {
  test('liveness, as in the Kubernetes tutorial', () => {
    assert.equal(
      special(
        container(
          'liveness$0Probe:\n  exec:\n    command: [cat, /tmp/healthy]\n  initialDelaySeconds: 5\n  periodSeconds: 5',
        ),
      ),
      'Succeeds when `cat /tmp/healthy` exits with 0 within 1 s. First check 5–10 s after the start, then every 5 s. 3 failures in a row restart the container, so a hang is noticed after 10–16 s. It then gets 30 seconds to stop.\n\nNot written, so: timeoutSeconds `1` · successThreshold `1` · failureThreshold `3`',
    );
  });

  test('readiness, through a named port', () => {
    assert.equal(
      special(
        container(
          'ports:\n- name: web\n  containerPort: 80\nreadiness$0Probe:\n  httpGet: {path: /ready, port: web}\n  initialDelaySeconds: 5\n  failureThreshold: 1\n  successThreshold: 2',
        ),
      ),
      'Succeeds when HTTP GET `/ready` on port `web` (80) is answered with 200–399 within 1 s. First check about 11–13 s after the start, then every 10 s. Until it succeeds the Pod is not Ready, and Services send it no traffic. One failure takes it out again: 0–11 s after a hang. 2 successes in a row bring it back. It never restarts the container.\n\nNot written, so: periodSeconds `10` · timeoutSeconds `1`',
    );
  });

  test('startup', () => {
    assert.equal(
      special(container('startup$0Probe:\n  tcpSocket: {port: 80}\n  failureThreshold: 30')),
      'Succeeds when port 80 accepts a connection within 1 s. First check up to 10 s after the start, then every 10 s; the other probes wait for its success. The application has 290–301 s to start: 30 failures in a row restart the container. It then gets 30 seconds to stop.\n\nNot written, so: periodSeconds `10` · timeoutSeconds `1` · successThreshold `1`',
    );
  });

  test('liveness behind a startup probe, in a Pod that does not restart', () => {
    const probes =
      'startupProbe:\n  grpc: {port: 1}\nlivenessProbe:\n  grpc: {port: 1}\n  failure$0Threshold: 1\n  terminationGracePeriodSeconds: 1';
    assert.equal(
      special(container(probes).replace('spec:\n', 'spec:\n  restartPolicy: Never\n')),
      'Succeeds when the gRPC health service on port 1 says SERVING within 1 s. First check up to 10 s after the startup probe has succeeded, then every 10 s. One failure ends the container for good, so a hang is noticed after 0–11 s. It then gets 1 second to stop.',
    );
  });
});

describe('in every kind that carries a Pod', () => {
  const heads = [
    'apiVersion: v1\nkind: Pod\n',
    'apiVersion: v1\nkind: PodTemplate\ntemplate:\n',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n template:\n',
    'apiVersion: batch/v1\nkind: CronJob\nspec:\n jobTemplate:\n  spec:\n   template:\n',
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n- apiVersion: v1\n  kind: Pod\n',
  ];
  for (const head of heads)
    test(head.split('\n').slice(0, 2).join(', '), () => {
      const indent =
        ' '.repeat(/( *)\S[^\n]*\n$/.exec(head)?.[1]?.length ?? 0) + (head.endsWith('template:\n') ? ' ' : '');
      const spec = `spec:\n  containers:\n  - name: app\n    liveness$0Probe:\n      exec: {command: [a]}\n`;
      assert.match(
        special(head + spec.replace(/^/gm, indent).trimEnd()),
        /^Succeeds when `a` exits with 0 within 1 s\./,
      );
    });
});

describe('security contexts', () => {
  test('what the container inherits, and what it has of its own', () => {
    const marked = container(
      'security$0Context:\n  runAsGroup: 3000\n  allowPrivilegeEscalation: false\n  capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}',
    ).replace(
      'spec:\n',
      'spec:\n  securityContext: {runAsUser: 1000, runAsGroup: 1, fsGroup: 2000, runAsNonRoot: true}\n',
    );
    assert.equal(
      special(marked),
      '`app` runs as user 1000 (the Pod’s) and group 3000 (its own). Its processes are in group 2000 too (fsGroup), which owns the volumes that Kubernetes can hand over. It has no capabilities but `NET_BIND_SERVICE` and no way to gain privileges.\n\nThe Pod meets the Pod Security level **baseline**; what keeps it from restricted: `seccompProfile`.',
    );
  });

  test('root where root is forbidden', () => {
    assert.match(
      special(container('securityContext:\n  runAs$0User: 0\n  runAsNonRoot: true')),
      /it will not start \(CreateContainerConfigError\)/,
    );
  });

  test('a privileged container', () => {
    assert.match(special(container('securityContext:\n  privileged$0: true')), /\*\*Privileged\*\*: all capabilities/);
  });
});

describe('what a value comes to, and which one wins', () => {
  const two = (ofPod: string, own: string): string =>
    pod(`  securityContext: {${ofPod}}\n  containers:\n  - name: app\n    securityContext: {${own}}\n  - name: log\n`);
  const cases: readonly (readonly [what: string, marked: string, words: RegExp])[] = [
    ['a container over its Pod', two('runAsUser: 1', 'runAs$0User: 2'), /^Goes before `1` of the Pod\./],
    ['the same twice', two('runAsUser: 1', 'runAs$0User: 1'), /^The Pod’s securityContext says the same\./],
    ['a Pod under its container', two('runAs$0User: 1', 'runAsUser: 2'), /^`app` \(`2`\) has its own; the others take/],
    ['a Pod for all', two('runAs$0User: 1', ''), /^Holds for every container: none has its own\./],
    [
      'a profile',
      two('seccompProfile: {type: Unconfined}', 'seccomp$0Profile: {type: Localhost}'),
      /^Goes before `Unconf/,
    ],
    ['seconds', pod('  activeDeadline$0Seconds: 90000'), /^That is 1 day and 1 hour\.$/],
    ['a mode', pod('  volumes: [{name: a, secret: {default$0Mode: 256}}]'), /^`0400` is `r--------`\.$/],
    ['DNS', pod('  hostNetwork: true\n  dns$0Policy: ClusterFirst'), /^With hostNetwork this works as `Default`/],
    [
      'a host port',
      pod('  hostNetwork: true\n  containers: [{ports: [{container$0Port: 80}]}]'),
      /port `80` of the node/,
    ],
    [
      'grace',
      container('livenessProbe: {exec: {}, termination$0GracePeriodSeconds: 5}'),
      /^Goes before the Pod’s `30`/,
    ],
    ['a sidecar', pod('  initContainers: [{name: a, restart$0Policy: Always}]'), /^Makes it a sidecar/],
    [
      'Jobs',
      'apiVersion: batch/v1\nkind: Job\nspec: {compl$0etions: 3, parallelism: 8}',
      /^`3` have to succeed, at most `3` at/,
    ],
    [
      'a mount that nobody can write',
      pod('  volumes: [{name: a, secret: {}}]\n  containers: [{volumeMounts: [{name: a, read$0Only: false}]}]'),
      /^Read-only in any case, as every `secret` volume is\./,
    ],
    [
      'a variable that is written twice',
      container('env: [{na$0me: A, value: a}, {name: A, value: b}]'),
      /^A later entry of this name goes before this one\./,
    ],
  ];
  for (const [what, marked, words] of cases) test(what, () => assert.match(special(marked), words));

  test('who owns a mounted volume, and which keeps its owner', () => {
    const marked = pod(
      '  securityContext: {fs$0Group: 5}\n  volumes: [{name: a, emptyDir: {}}, {name: b, hostPath: {path: /b}}]\n  containers: [{name: app, volumeMounts: [{name: a}, {name: b}]}]',
    );
    assert.match(special(marked), /in group 5 too \(fsGroup\), which owns `a`; `b` keeps its owner\./);
  });

  test('what is not written', () => {
    assert.equal(
      special(pod('  volumes: [{name: a, secret$0: {secretName: b}}]')).split('\n\n')[1],
      'Not written, so: defaultMode `0644`',
    );
    assert.match(special(container('http$0Get: {}')), /^$/);
  });
});

describe('Pod Security, field by field', () => {
  const cases: readonly (readonly [marked: string, words: RegExp])[] = [
    [pod('  host$0Network: true'), /only \*\*privileged\*\* allows this/],
    [pod('  volumes: [{name: a, host$0Path: {path: /}}]'), /only \*\*privileged\*\* allows this/],
    [pod('  volumes: [{name: a, n$0fs: {server: a, path: /}}]'), /\*\*baseline\*\* allows this, restricted does not/],
    [container('securityContext: {allow$0PrivilegeEscalation: false}'), /as level \*\*restricted\*\* asks/],
    [container('securityContext: {allow$0PrivilegeEscalation: true}'), /\*\*baseline\*\* allows this/],
    [container('securityContext: {capabilities: {drop: [NET$0_RAW]}}'), /must drop ALL/],
    [container('securityContext: {capabilities: {drop: [AL$0L]}}'), /as level \*\*restricted\*\* asks/],
    [container('securityContext: {capabilities: {add: [NET_BIND$0_SERVICE]}}'), /\*\*restricted\*\* too/],
    [container('securityContext: {capabilities: {add: [SYS$0_ADMIN]}}'), /only \*\*privileged\*\*/],
  ];
  for (const [marked, words] of cases) test(words.source, () => assert.match(special(marked), words));
});

describe('what other files define', () => {
  const POD = container(
    'envFrom: [{configMapRef: {name: web}, prefix: W_}]\nenv:\n- name: USER\n  valueFrom: {secretKeyRef: {name: login, key: user}}\n- name: HOST\n  valueFrom: {configMapKeyRef: {na$1me: web, ke$2y: host}}\n- name: POD\n  valueFrom: {fieldRef: {field$3Path: metadata.name}}\n- name: URL\n  value: htt$4p://$(USER)@$(HOST)/$(W_port)/$(POD)',
  );
  const OTHERS = {
    'file:///w/config%20map.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {host: example.com, port: "80"}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {user: me}\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n',
  };
  const at = (number: number, marked = POD): string => {
    const text = marked.replace(`$${number}`, '$0').replace(/\$[1-9]/g, '');
    return special(text, { workspace: files({ 'pod.yaml': text, ...OTHERS }).workspace });
  };
  const LINK = '([`config map.yaml`](<file:///w/config%20map.yaml>))';

  test('the keys of a ConfigMap', () =>
    assert.equal(at(1), `Has these keys ${LINK}:\n\n- \`host\`: \`example.com\`\n- \`port\`: \`80\``));
  test('the value of a key', () => assert.equal(at(2), `\`example.com\`, by ConfigMap \`web\` ${LINK}.`));
  test('a field of the Pod', () => assert.equal(at(3), 'Here that is `web`.'));
  test('variables from there, but no secrets', () =>
    assert.equal(at(4), 'Expands to `http://<USER>@example.com/80/web`.'));
  test('a claim', () => {
    const claim = pod('  volumes: [{name: a, persistentVolumeClaim: {claim$1Name: disk}}]');
    assert.match(at(1, claim), /^Asks for `1Gi`, `ReadWriteOnce` \(\[/);
  });
  test('a key that is not there', () =>
    assert.match(at(2, POD.replace('$2y: host', '$2y: nose')), /^There is no key `nose` in ConfigMap `web`/));
});

describe('images', () => {
  const images: readonly (readonly [image: string, text: string])[] = [
    [
      'nginx',
      'Registry `docker.io`, repository `library/nginx`, no tag, which means `latest`. Pull policy `Always` by default:',
    ],
    [
      'example/app:2',
      'Registry `docker.io`, repository `example/app`, tag `2`. Pull policy `IfNotPresent` by default:',
    ],
    [
      'localhost:5000/app',
      'Registry `localhost:5000`, repository `app`, no tag, which means `latest`. Pull policy `Always`',
    ],
    ['ghcr.io/a/b@sha256:0f', 'Registry `ghcr.io`, repository `a/b`, digest `sha256:0f`. Pull policy `IfNotPresent`'],
  ];
  for (const [image, text] of images)
    test(image, () => assert.ok(special(pod(`  containers:\n    - image: $0${image}\n`)).startsWith(text)));
});

describe('names, and what they stand for', () => {
  const VOLUMES = '  volumes:\n    - na$1me: data\n      empty$2Dir: {}\n';
  const MOUNTS = 'volumeMounts:\n  - na$3me: data\n    mountPath: /data\n    readOnly: true';
  const at = (number: number): string =>
    `${container(MOUNTS)}${VOLUMES}`.replace(`$${number}`, '$0').replace(/\$[1-9]/g, '');

  test('a volume: what it is, and who mounts it where', () => {
    const what = 'Empty at the Pod’s start, kept over restarts of containers, deleted with the Pod.';
    const who = 'Mounted by `app` at `/data` (read-only).';
    assert.equal(special(at(1)), `${what} ${who}`);
    assert.equal(special(at(2)), who);
    assert.equal(special(at(3)), what);
  });

  test('variables in $(…)', () => {
    const env = 'env:\n- name: HOST\n  value: a\n- name: URL\n  value: htt$0p://$(HOST)/$$(HOST)/$(NOT)';
    assert.equal(
      special(container(env)),
      'Expands to `http://a/$(HOST)/$(NOT)`. `$(NOT)` is not defined here and stays as it is.',
    );
  });

  test('a port by its name', () => {
    const ports = 'ports: [{name: web, containerPort: 80}]\nlivenessProbe: {httpGet: {port: $0web}}';
    assert.equal(special(container(ports)), '`web` is port 80 of this container.');
    assert.equal(special(container(ports.replace('$0web', '$0other'))), 'No port of this container is named `other`.');
  });

  test('restartPolicy for each container', () => {
    const marked = pod(
      '  restart$0Policy: OnFailure\n  initContainers:\n  - name: init\n  - name: proxy\n    restartPolicy: Always\n  containers:\n  - name: app\n',
    );
    assert.equal(
      special(marked),
      '`app`: restarted after an exit code other than 0; the Pod succeeds once all have ended with 0. `init`: run once each; a failure is tried again. `proxy`: always restarted, being sidecars. The wait between restarts grows: 10 s, 20 s, … up to 5 minutes.',
    );
  });

  test('a toleration', () => {
    assert.equal(
      special(
        pod('  tolerations:\n  - ke$0y: gpu\n    value: big\n    effect: NoExecute\n    tolerationSeconds: 60\n'),
      ),
      'Lets the Pod onto nodes with taints `gpu=big` of effect `NoExecute`, and stay there for 60 s. It does not draw the Pod there.',
    );
  });
});

describe('where a Pod may go, in words', () => {
  const places: readonly (readonly [title: string, spec: string, words: string])[] = [
    [
      'node selector',
      'node$0Selector: {disk: ssd, "kubernetes.io/os": linux}',
      'Only onto nodes with `disk=ssd` and `kubernetes.io/os=linux`; while there is none, the Pod stays Pending.',
    ],
    [
      'node affinity',
      'affinity$0:\n    nodeAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        nodeSelectorTerms:\n        - matchExpressions:\n          - {key: zone, operator: In, values: [a, b]}\n          - {key: gpu, operator: Exists}\n      preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 5\n        preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}',
      'Only onto nodes with `zone` among `a`, `b` and a label `gpu`. Rather onto nodes with `disk=ssd` (weight 5).',
    ],
    [
      'Pod anti-affinity',
      'affinity:\n    podAntiAffinity:\n      required$0DuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector: {matchLabels: {app: web}}',
      'Only where no Pod with `app=web` runs in the same `kubernetes.io/hostname`.',
    ],
    [
      'spreading',
      'topologySpreadConstraints:\n  - max$0Skew: 1\n    topologyKey: zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector: {matchLabels: {app: web}}',
      'Keeps the numbers of Pods with `app=web` within 1 of each other, over the nodes grouped by `zone`. Where that cannot be, it goes where they differ least.',
    ],
  ];
  for (const [title, spec, words] of places) test(title, () => assert.equal(special(pod(`  ${spec}\n`)), words));
});

describe('updates of a Deployment', () => {
  const deployment = (spec: string): string => special(`apiVersion: apps/v1\nkind: Deployment\nspec:\n  ${spec}\n`);

  test('a quarter more and a quarter less by default', () => {
    assert.equal(
      deployment('repl$0icas: 10'),
      'During an update there are at most 13 Pods, and at least 8 of them available.',
    );
  });

  test('by its own numbers', () => {
    assert.equal(
      deployment('replicas: 1\n  strategy: {rolling$0Update: {maxSurge: 0, maxUnavailable: 10%}}'),
      'During an update there are at most 1 Pod, and at least 0 of them available.',
    );
  });

  test('Recreate', () => assert.match(deployment('strategy$0: {type: Recreate}'), /^An update ends all Pods/));
});

describe('when a CronJob is due', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  const cronJob = (spec: string): string => special(`apiVersion: batch/v1\nkind: CronJob\nspec:\n  ${spec}\n`, { now });

  test('by the controller’s clock', () => {
    assert.equal(
      cronJob('sche$0dule: "0 3 * * *"'),
      'Runs at 03:00, by the clock of the kube-controller-manager (mostly UTC).\n\nNext: Wed 25 Nov 2026 03:00 · Thu 26 Nov 2026 03:00 · Fri 27 Nov 2026 03:00 UTC',
    );
  });
  test('in its own time zone', () => {
    const words = cronJob('sche$0dule: "@hourly"\n  timeZone: Asia/Kolkata');
    assert.match(words, /in the time zone `Asia\/Kolkata`\.\n\nNext: Tue 24 Nov 2026 16:00 · /);
  });
  test('never', () => assert.match(cronJob('sche$0dule: "0 0 30 2 *"'), /It is never due\.$/));
  test('not while it is suspended', () => {
    assert.match(cronJob('sche$0dule: "@daily"\n  suspend: true'), /^Would run at 00:00, .*; it is suspended\.$/);
  });
  test('not without a clock', () => {
    assert.doesNotMatch(special('apiVersion: batch/v1\nkind: CronJob\nspec:\n  sche$0dule: "@daily"\n'), /Next/);
  });
});

describe('schedules in words', () => {
  const schedules: Readonly<Record<string, string | undefined>> = {
    '*/5 * * * *': 'every 5 minutes',
    '* * * * *': 'every minute',
    '0 * * * *': 'every hour on the hour',
    '15 * * * *': 'every hour at minute 15',
    '0 3 * * *': 'at 03:00',
    '30 8,20 * * 1-5': 'at 08:30 and 20:30 on Monday to Friday',
    '0 0 1 * *': 'at 00:00 on day 1 of the month',
    '0 0 13 * FRI': 'at 00:00 on day 13 of the month and on Friday',
    '0 0 1 jan,Jul *': 'at 00:00 on day 1 of the month in January and July',
    '0 */2 * * *': 'at minute 0 of every 2nd hour',
    '*/10 9-17 * * *': 'every 10 minutes of hour 9 to 17',
    '@daily': 'at 00:00',
    '@every 90m': 'every 90m',
    '5 4': undefined,
  };
  for (const [schedule, words] of Object.entries(schedules))
    test(schedule, () => assert.equal(scheduleInWords(schedule), words));
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DocumentSymbol, SelectionRange } from 'vscode-languageserver-types';
import { getCodeLenses } from '../../../server/src/features/code-lens.ts';
import { getFoldingRanges } from '../../../server/src/features/folding.ts';
import { imagePage } from '../../../server/src/features/links/images.ts';
import { getDocumentLinks } from '../../../server/src/features/links.ts';
import { getSelectionRanges } from '../../../server/src/features/selection.ts';
import { getDocumentSymbols, getWorkspaceSymbols } from '../../../server/src/features/symbols.ts';
import { parseFile, type YamlFile } from '../../../server/src/yaml/file.ts';
import { files } from './files.ts';
import { fixture, NEWEST, offsets } from './fixture.ts';

const WEB = `# The web server
# and its log.
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  volumes:
    - name: logs
      emptyDir: {}
    - name: conf
      configMap:
        name: settings
  containers:
    - name: nginx
      image: nginx:1.29
      ports:
        - name: http
          containerPort: 80
        - containerPort: 443
      env:
        - name: LEVEL
          valueFrom:
            configMapKeyRef:
              name: settings
              key: level
      envFrom:
        - prefix: X_
          secretRef: { name: login }
        - configMapRef: { name: settings }
      args: [serve]
      resources:
        requests: { cpu: 100m, memory: 64Mi }
      livenessProbe:
        httpGet:
          port: http
          path: /healthz
        periodSeconds: 5
      volumeMounts:
        - name: logs
          mountPath: /var/log
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  level: debug
  nginx.conf: |
    worker_processes 1;
    # comment
`;

/** The outline as an editor shows it: indented names with their details. */
function outline(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    `${'  '.repeat(depth)}${name}${detail ? ` (${detail})` : ''}`,
    ...outline(children, depth + 1),
  ]);
}

suite('outline', () => {
  test('names everything that has parts, with what one wants to know of it', () => {
    assert.deepEqual(outline(getDocumentSymbols(parseFile(WEB))), [
      'web (Pod)',
      '  metadata',
      '    labels',
      '      app (web)',
      '  spec',
      '    volumes',
      '      logs (emptyDir)',
      '        emptyDir',
      '      conf (configMap)',
      '        configMap',
      '    containers',
      '      nginx (nginx:1.29 :80 :443)',
      '        ports',
      '          http (80)',
      '          443',
      '        env',
      '          LEVEL (configMapKeyRef settings)',
      '            valueFrom',
      '              configMapKeyRef',
      '        envFrom',
      '          login (secretRef)',
      '            secretRef',
      '          settings (configMapRef)',
      '            configMapRef',
      '        args',
      '        resources (requests cpu 100m, memory 64Mi)',
      '          requests',
      '            cpu (100m)',
      '            memory (64Mi)',
      '        livenessProbe (httpGet :http/healthz every 5s)',
      '          httpGet',
      '        volumeMounts',
      '          logs (/var/log)',
      'settings (ConfigMap)',
      '  metadata',
      '  data',
      '    level (debug)',
      '    nginx.conf (worker_processes 1;)',
    ]);
  });

  test('every symbol lies within its holder, and its name within it', () => {
    const { text } = parseFile(WEB);
    const check = (outer: { start: number; end: number }, symbols: readonly DocumentSymbol[]): void => {
      for (const { range, selectionRange, children = [] } of symbols) {
        const own = offsets(text, range);
        const name = offsets(text, selectionRange);
        assert.ok(outer.start <= own.start && own.end <= outer.end);
        assert.ok(own.start <= name.start && name.end <= own.end);
        check(own, children);
      }
    };
    check({ start: 0, end: text.length }, getDocumentSymbols(parseFile(text)));
  });

  test('is there for text that is broken further down', () => {
    const lines = outline(getDocumentSymbols(parseFile(WEB.replace('path: /healthz', 'path: "/healthz'))));
    assert.ok(lines.includes('    volumes'), lines.join('\n'));
  });
});

suite('workspace symbols', () => {
  test('find objects, containers and keys by a part of their name', () => {
    const { workspace } = files({ 'web.yaml': `$0${WEB}` });
    const named = (query: string) =>
      getWorkspaceSymbols(query, workspace).map(({ name, containerName }) => `${name} in ${containerName}`);
    assert.deepEqual(named('SETT'), ['settings in ConfigMap default']);
    assert.deepEqual(named('nginx'), ['nginx in Pod web', 'nginx.conf in ConfigMap default settings']);
    assert.deepEqual(named('nothing'), []);
  });
});

suite('folding', () => {
  test('folds fields, items, block texts, comments and documents', () => {
    const lines = WEB.split('\n');
    const folds = getFoldingRanges(parseFile(WEB)).map(
      ({ startLine, endLine, kind }) =>
        `${lines[startLine]?.trim()} … ${lines[endLine]?.trim()}${kind ? ` (${kind})` : ''}`,
    );
    assert.deepEqual(folds.toSorted(), [
      '# The web server … # and its log. (comment)',
      '- name: LEVEL … key: level',
      '- name: conf … name: settings',
      '- name: http … containerPort: 80',
      '- name: logs … emptyDir: {}',
      '- name: logs … mountPath: /var/log',
      '- name: nginx … mountPath: /var/log',
      '- prefix: X_ … secretRef: { name: login }',
      '--- … # comment',
      'configMap: … name: settings',
      'configMapKeyRef: … key: level',
      'containers: … mountPath: /var/log',
      'data: … # comment',
      'env: … key: level',
      'envFrom: … - configMapRef: { name: settings }',
      'httpGet: … path: /healthz',
      'labels: … app: web',
      'livenessProbe: … periodSeconds: 5',
      'metadata: … app: web',
      'metadata: … name: settings',
      'nginx.conf: | … # comment',
      'ports: … - containerPort: 443',
      'resources: … requests: { cpu: 100m, memory: 64Mi }',
      'spec: … mountPath: /var/log',
      'valueFrom: … key: level',
      'volumeMounts: … mountPath: /var/log',
      'volumes: … name: settings',
    ]);
  });

  test('keeps the closing bracket of a flow collection in sight', () => {
    const folds = getFoldingRanges(parseFile('apiVersion: v1\nmetadata: {\n  name: a\n}\nkind: Pod\n'));
    assert.deepEqual(folds, [{ startLine: 1, endLine: 2 }]);
  });
});

suite('folding of what is not YAML yet', () => {
  test('goes by indentation', () => {
    const folds = getFoldingRanges(parseFile('a:\n  b: [\n    c\n\nd: "x\ne: 1\n'));
    assert.deepEqual(folds, [
      { startLine: 0, endLine: 2 },
      { startLine: 1, endLine: 2 },
    ]);
  });
});

suite('expand selection', () => {
  test('goes from the value to its field, the item, the list and the document', () => {
    const { file, position } = fixture('a:\n  - name: "we$0b"\n    port: 80\n  - name: b\nb: 1\n');
    const steps: string[] = [];
    const [first] = getSelectionRanges(file, [position]);
    for (let at: SelectionRange | undefined = first; at; at = at.parent) {
      const { start, end } = offsets(file.text, at.range);
      steps.push(file.text.slice(start, end));
    }
    assert.deepEqual(steps, [
      'web',
      '"web"',
      'name: "web"',
      'name: "web"\n    port: 80',
      '- name: "web"\n    port: 80',
      '- name: "web"\n    port: 80\n  - name: b',
      'a:\n  - name: "web"\n    port: 80\n  - name: b',
      'a:\n  - name: "web"\n    port: 80\n  - name: b\nb: 1',
    ]);
  });
});

suite('links', () => {
  test('lead from the kind, a field and an image to their pages', () => {
    const file = parseFile(WEB);
    const links = getDocumentLinks(file, { version: NEWEST }).map(({ range, target }) => {
      const { start, end } = offsets(file.text, range);
      return `${file.text.slice(start, end)} ${target}`;
    });
    assert.ok(
      links.includes('Pod https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#pod-v1-core'),
      links.join('\n'),
    );
    assert.ok(links.includes('nginx:1.29 https://hub.docker.com/_/nginx'));
    assert.ok(links.some((link) => /^livenessProbe https:.*probes\/$/.test(link)));
  });

  test('know the pages of the registries that have some', () => {
    assert.equal(imagePage('bitnami/redis:8'), 'https://hub.docker.com/r/bitnami/redis');
    assert.equal(imagePage('docker.io/library/busybox@sha256:ab'), 'https://hub.docker.com/_/busybox');
    assert.equal(
      imagePage('quay.io/prometheus/node-exporter:v1'),
      'https://quay.io/repository/prometheus/node-exporter',
    );
    assert.equal(imagePage('ghcr.io/acme/tools/app:1'), 'https://github.com/acme/tools/pkgs/container/tools%2Fapp');
    assert.equal(imagePage('public.ecr.aws/nginx/nginx'), 'https://gallery.ecr.aws/nginx/nginx');
    assert.equal(imagePage('localhost:5000/app'), undefined);
    assert.equal(imagePage('registry.example.com/app:1'), undefined);
    assert.equal(imagePage('not an image'), undefined);
  });
});

suite('after an edit further up', () => {
  test('what was remembered of the documents below has moved with them', () => {
    const settings = { version: NEWEST };
    const all = (file: YamlFile) => {
      const source = { uri: 'web.yaml', file };
      return [
        getDocumentSymbols(file),
        getFoldingRanges(file),
        getDocumentLinks(file, settings),
        getCodeLenses(source, { files: () => [source] }, settings),
      ];
    };
    const before = parseFile(`${WEB}---\n${WEB}`);
    all(before);
    const text = `# one more line\n${before.text}`;
    assert.deepEqual(all(parseFile(text, before)), all(parseFile(text)));
  });
});

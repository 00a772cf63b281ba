import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getSemanticTokens, SEMANTIC_TOKENS_LEGEND } from '../../../server/src/features/semantic-tokens.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

/** Each token as an editor would show it: its text and what it is. */
function tokens(text: string): string[] {
  const lines = text.split('\n');
  const { data } = getSemanticTokens(parseFile(text), { version: '1.37' });
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(i, i + 5);
    line += down;
    character = down === 0 ? character + right : right;
    const name = [SEMANTIC_TOKENS_LEGEND.tokenTypes[type], modifiers && SEMANTIC_TOKENS_LEGEND.tokenModifiers[0]];
    found.push(`${lines[line]?.slice(character, character + length)} ${name.filter(Boolean).join('.')}`);
  }
  return found;
}

function inContainer(fields: string): string[] {
  const indented = fields.trim().replace(/^/gm, '      ');
  return tokens(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: app\n${indented}\n`);
}

test('quantities are a number and a unit', () => {
  assert.deepEqual(
    inContainer(
      'resources:\n  limits: {cpu: 500m, memory: "1.5Gi"}\n  requests:\n    cpu: 1\n    memory: 128974848 # bytes',
    ),
    ['500 quantity', 'm unit', '1.5 quantity', 'Gi unit', '1 quantity', '128974848 quantity'],
  );
});

test('what is no quantity is left alone', () => {
  assert.deepEqual(inContainer('resources:\n  limits:\n    memory: 5KB\n    cpu: many'), []);
});

test('seconds are durations; other numbers are only numbers', () => {
  assert.deepEqual(inContainer('livenessProbe:\n  periodSeconds: 10\n  failureThreshold: 3'), ['10 quantity.duration']);
});

test('images have a registry, a repository, a tag and a digest', () => {
  assert.deepEqual(inContainer('image: registry.example.com:5000/team/shop:2.1'), [
    'registry.example.com:5000 imageRegistry',
    '/team/shop imageRepository',
    '2.1 imageTag',
  ]);
  assert.deepEqual(inContainer('image: "nginx@sha256:0123abcd"'), [
    'nginx imageRepository',
    'sha256:0123abcd imageDigest',
  ]);
});

test('variables are those that the container has', () => {
  assert.deepEqual(
    inContainer(
      'env:\n  - name: A\n    value: x\n  - name: B\n    value: $(A)/$(C)\nargs: ["$(A) $$(A)", plain]\ncommand:\n  - sh\n  - |\n    echo $(A)\n    echo $(B)',
    ),
    ['$(A) variable', '$(A) variable', '$(A) variable', '$(B) variable'],
  );
  assert.deepEqual(inContainer('envFrom:\n  - configMapRef: {name: x}\nargs: [$(ANY)]'), ['$(ANY) variable']);
});

test('positions go on from document to document', () => {
  const pod = (image: string) => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${image}\n`;
  assert.deepEqual(tokens(`${pod('a:1')}---\n${pod('b:2')}`), [
    'a imageRepository',
    '1 imageTag',
    'b imageRepository',
    '2 imageTag',
  ]);
});

test('what is not for Kubernetes has none', () => {
  assert.deepEqual(tokens('image: nginx\nresources: {limits: {cpu: 1}}\n'), []);
});

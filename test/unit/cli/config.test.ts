/** `.podwright.yaml`: what its reader takes, what it tells, and that its schema says the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { getCatalog } from '../../../server/src/catalog/catalog.ts';
import { readConfig } from '../../../server/src/protocol/config-file.ts';
import { createFolders } from '../../../server/src/protocol/folders.ts';
import { configSchema, SCHEMA } from './config-schema.ts';

const FULL = `# What we agreed on
kubernetesVersion: 1.30
rules:
  latest-image: warning
  unused-volume: default
  yaml-syntax: "off"
podSecurity:
  "*": baseline
  kube-system: privileged
ignore:
  - vendor/
  - "!vendor/ours.yaml"
staticPods: nodes/*/manifests/
`;

describe('the configuration file', () => {
  it('is read as it is written, a version without quotes too', () => {
    assert.deepEqual(readConfig(FULL), {
      config: {
        version: '1.30',
        severities: { 'latest-image': 'warning', 'unused-volume': 'default', 'yaml-syntax': 'off' },
        podSecurity: 'baseline',
        namespaceLevels: { 'kube-system': 'privileged' },
        ignore: ['vendor/', '!vendor/ours.yaml'],
        staticPods: ['nodes/*/manifests/'],
      },
      problems: [],
    });
    assert.equal(readConfig('podSecurity: restricted').config.podSecurity, 'restricted');
  });

  it('takes nothing for nothing', () => {
    for (const text of ['', '# later\n', 'rules:\nignore:\n', '---\n'])
      assert.deepEqual(readConfig(text), {
        config: { severities: {}, namespaceLevels: {}, ignore: [], staticPods: [] },
        problems: [],
      });
  });

  const MISTAKES: Readonly<Record<string, [text: string, place: string, message: RegExp]>> = {
    'another setting': ['rule: {}\n', '0:0', /no setting rule; did you mean rules\?/],
    'another rule': ['rules:\n  latest-imag: off\n', '1:2', /no rule latest-imag; did you mean latest-image\?/],
    'another severity': ['rules:\n  latest-image: warn\n', '1:16', /severity of latest-image is one of error, warning/],
    'another version': ['kubernetesVersion: "1.2"\n', '0:19', /kubernetesVersion is one of 1\.25/],
    'another level': ['podSecurity: high\n', '0:13', /one of privileged, baseline, restricted/],
    'a list of rules': ['rules: [latest-image]\n', '0:7', /rules is a mapping/],
    'patterns that are none': ['ignore:\n  - {a: b}\n', '1:4', /ignore is a list of patterns/],
    'no mapping': ['- a\n', '0:0', /The file is a mapping/],
    'no YAML': ['rules: [\n', '1:0', /./],
    'a second document': ['rules: {}\n---\nrules: {}\n', '1:0', /first document/],
  };
  for (const [name, [text, place, message]] of Object.entries(MISTAKES))
    it(`tells of ${name}, and where`, () => {
      const [problem] = readConfig(text).problems;
      assert.ok(problem);
      assert.match(problem.message, message);
      assert.equal(`${problem.range.start.line}:${problem.range.start.character}`, place);
    });

  it('has a schema that was made of the same tables', () => {
    const written = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    assert.deepEqual(written, configSchema(), 'run node test/unit/cli/config-schema.ts');
  });

  it('has a schema that takes and refuses what the reader does', () => {
    const isValid = new Ajv({ allowUnionTypes: true }).compile(configSchema());
    const versions = getCatalog().versions.map((version) => `kubernetesVersion: ${version}\n`);
    for (const text of ['', FULL, 'podSecurity: restricted', 'ignore: a', 'rules:\n', ...versions]) {
      assert.deepEqual(readConfig(text).problems, [], text);
      assert.ok(isValid(parse(text)), text);
    }
    for (const name of Object.keys(MISTAKES).slice(0, -2)) {
      const [text = ''] = MISTAKES[name] ?? [];
      assert.ok(!isValid(parse(text)), name);
    }
  });
});

describe('what lies beside a manifest', () => {
  const files: Readonly<Record<string, string>> = {
    'file:///w/.podwright.yaml': 'kubernetesVersion: "1.30"\nignore: [gone/]\nstaticPods: ["nodes/*/"]\n',
    'file:///w/sub/.podwright.yaml': 'podSecurity: baseline\n',
    'file:///w/.podwrightignore': '*.tmp.yaml\nold/\n',
    'file:///w/old/keep/.podwrightignore': '!a.yaml\n',
    'file:///.gitignore': 'w/\n',
    'file:///w/.gitignore': 'out\n/build.yaml\n',
    'file:///w/.git/HEAD': '',
  };
  const folders = createFolders(async (uri) => files[uri], { withGit: true });

  it('takes the nearest configuration alone', async () => {
    assert.equal((await folders.settingsOf('file:///w/a/b/pod.yaml')).config?.version, '1.30');
    const { config } = await folders.settingsOf('file:///w/sub/pod.yaml');
    assert.deepEqual([config?.version, config?.podSecurity], [undefined, 'baseline']);
    assert.equal((await folders.settingsOf('file:///v/pod.yaml')).config, undefined);
  });

  it('ignores what patterns name, the nearest folder having the last word', async () => {
    const ignored = async (path: string) => (await folders.settingsOf(`file:///w/${path}`)).isIgnored;
    assert.deepEqual(
      await Promise.all(
        ['a.tmp.yaml', 'x/b.tmp.yaml', 'old/a.yaml', 'gone/a.yaml', 'a.yaml', 'old/keep/a.yaml'].map(ignored),
      ),
      [true, true, true, true, false, false],
    );
    assert.equal(await ignored('with%20blank.tmp.yaml'), true);
  });

  it('heeds Git in walks alone, and only up to the root of the repository', async () => {
    const passedOver = (path: string) => folders.isPassedOver(`file:///w/${path}`, { isFolder: !path.includes('.') });
    assert.deepEqual(await Promise.all(['out', 'x/out', 'build.yaml', 'x/build.yaml', 'pod.yaml'].map(passedOver)), [
      true,
      true,
      true,
      false,
      false,
    ]);
    assert.equal((await folders.settingsOf('file:///w/build.yaml')).isIgnored, false);
  });

  it('knows which files are for a kubelet', async () => {
    assert.equal((await folders.settingsOf('file:///w/nodes/one/etcd.yaml')).isStaticPod, true);
    assert.equal((await folders.settingsOf('file:///w/pods/etcd.yaml')).isStaticPod, false);
  });

  it('tells what it knows without reading, until it is to forget', async () => {
    const own = createFolders(async (uri) => files[uri]);
    assert.equal(own.known('file:///w/pod.yaml'), undefined);
    await own.settingsOf('file:///w/pod.yaml');
    assert.equal(own.known('file:///w/other.yaml')?.config?.version, '1.30');
    own.forget();
    assert.equal(own.known('file:///w/pod.yaml'), undefined);
  });
});

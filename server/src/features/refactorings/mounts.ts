/** A volume with its mounts. */
import * as l10n from '@vscode/l10n';
import { putLines, yamlLines } from '../../rules/edits/blocks.ts';
import type { Yaml } from '../../rules/edits/yaml.ts';
import { getSubjects } from '../../rules/subjects.ts';
import { at, isSet, text, type Value } from '../../rules/view.ts';
import { uniqueName } from '../unique-name.ts';
import { containerAt, type Offer, podAt, type Refactoring, type Selection } from './refactoring.ts';
import { pathTo, rewrite, type Step, valueAt } from './rewrite.ts';

export const mounts: Refactoring = {
  kind: 'refactor.rewrite.mount',
  *offers(selection) {
    const pod = podAt(selection);
    if (!pod) return;
    const container = containerAt(selection);
    if (container && container.role !== 'ephemeral') {
      const mounted = mountedBy(container.value);
      const scratch = pod.volumes.filter((volume) => isSet(at(volume, 'emptyDir'))).map(nameOfVolume);
      if (!scratch.some((name) => mounted.has(name))) yield addScratch(selection, container.value, pod.spec);
      yield* mountObjects(selection, container.value);
      for (const name of pod.volumes.map(nameOfVolume))
        if (name && !mounted.has(name))
          yield mount(selection, name, [container.value], l10n.t('Mount volume {0} here', name));
    }
    const volume = pod.volumes.find((candidate) => selection.values.includes(candidate));
    const name = volume && nameOfVolume(volume);
    const others = pod.containers.filter(
      ({ value, role }) => role !== 'ephemeral' && !mountedBy(value).has(name ?? ''),
    );
    const [first, ...more] = others.map(({ value }) => value);
    if (name && first)
      yield mount(
        selection,
        name,
        [first, ...more],
        more.length === 0
          ? l10n.t('Mount volume {0} in {1}', name, text(at(first, 'name')))
          : l10n.t('Mount volume {0} in {1} containers', name, others.length),
      );
  },
};

const nameOfVolume = (volume: Value): string => text(at(volume, 'name'));

function mountedBy(container: Value): ReadonlySet<string> {
  const names = [at(container, 'volumeMounts'), at(container, 'volumeDevices')].flatMap(({ items }) =>
    items.map((item) => text(at(item, 'name'))),
  );
  return new Set(names);
}

function addScratch({ subject }: Selection, container: Value, spec: Value): Offer {
  const taken = new Set(subject.pod?.volumes.map(nameOfVolume));
  const name = uniqueName('work', taken);
  return {
    title: addedTo(text(at(container, 'name'))),
    edits: rewrite(subject, addVolume(spec, { name, emptyDir: {} }), mountStep(name, container)),
  };
}

/** Objects of the file that can be volumes: the field of a volume that names one, and where people mount it. */
const SOURCES = new Map([
  ['ConfigMap', { field: 'configMap', key: 'name', folder: '/etc' }],
  ['Secret', { field: 'secret', key: 'secretName', folder: '/etc' }],
  ['PersistentVolumeClaim', { field: 'persistentVolumeClaim', key: 'claimName', folder: '' }],
]);

/** A volume for each object of the file that the Pod could have as one and has not. */
function* mountObjects({ file, version, subject }: Selection, container: Value): Generator<Offer> {
  const { pod, root } = subject;
  if (!pod) return;
  const taken = new Set(pod.volumes.map(nameOfVolume));
  const namespace = (object: Value) => text(at(object, 'metadata', 'namespace'));
  for (const other of file.documents.flatMap(({ document }) => getSubjects(document, version))) {
    const kind = other.object.kind ?? '';
    const name = text(at(other.root, 'metadata', 'name'));
    const source = SOURCES.get(kind);
    if (!source || !name || namespace(other.root) !== namespace(root)) continue;
    const { field, key, folder } = source;
    if (pod.volumes.some((volume) => text(at(volume, field, key)) === name)) continue;
    const volume = uniqueName(name.replaceAll('.', '-').slice(0, 63), taken);
    yield {
      title: mountedIn(`${kind} ${name}`, text(at(container, 'name'))),
      edits: rewrite(
        subject,
        addVolume(pod.spec, { name: volume, [field]: { [key]: name } }),
        mountStep(volume, container, `${folder}/${name}`),
      ),
    };
  }
}

function addVolume(spec: Value, volume: Yaml): Step {
  const path = [...pathTo(spec), 'volumes'];
  return ({ document, root }) => putLines(document, valueAt(root, path), yamlLines(document, [volume]));
}

function addedTo(container: string): string {
  return container === ''
    ? l10n.t('Add an emptyDir volume and mount it in the container')
    : l10n.t('Add an emptyDir volume and mount it in {0}', container);
}

function mountedIn(what: string, container: string): string {
  return container === '' ? l10n.t('Mount {0} in the container', what) : l10n.t('Mount {0} in {1}', what, container);
}

function mount({ subject }: Selection, name: string, containers: readonly Value[], title: string): Offer {
  return { title, edits: rewrite(subject, ...containers.map((container) => mountStep(name, container))) };
}

function mountStep(name: string, container: Value, mountPath = `/${name}`): Step {
  const taken = new Set(at(container, 'volumeMounts').items.map((item) => text(at(item, 'mountPath'))));
  const item: Yaml = { name, mountPath: uniqueName(mountPath, taken) };
  const path = [...pathTo(container), 'volumeMounts'];
  return ({ document, root }) => putLines(document, valueAt(root, path), yamlLines(document, [item]));
}

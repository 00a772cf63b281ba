import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';

export const driverVolume: Rule = validation(
  'driver-volume',
  "A driver's volume is told what that driver needs.",
  function* (subject) {
    const { all, document } = subject;
    for (const flocker of all('FlockerVolumeSource')) {
      const name = text(at(flocker, 'datasetName'));
      const id = text(at(flocker, 'datasetUUID'));
      if (name === '' && id === '') yield foundAtKey(flocker, 'One of datasetName and datasetUUID is required');
      if (name !== '' && id !== '') yield foundAtKey(flocker, 'datasetName and datasetUUID cannot both be set');
      if (name.includes('/')) yield found(at(flocker, 'datasetName'), "Must not contain '/'");
    }
    for (const flex of all('FlexVolumeSource'))
      for (const [key, option] of at(flex, 'options').fields)
        if (/\.(kubernetes|k8s)\.io$/i.test(`.${key.split('/')[0] ?? ''}`))
          yield foundAtKey(option, 'Options of kubernetes.io and k8s.io are reserved', fixByRemoving(document, option));
    for (const disk of all('AzureDiskVolumeSource')) {
      const uri = at(disk, 'diskURI');
      const isManaged = text(at(disk, 'kind')) === 'Managed';
      const prefix = isManaged ? '/subscriptions/' : 'https://';
      if (text(uri) !== '' && !text(uri).startsWith(prefix))
        yield found(uri, `Must start with ${prefix} for a disk of kind ${text(at(disk, 'kind')) || 'Shared'}`);
    }
    for (const definition of ['CinderVolumeSource', 'StorageOSVolumeSource', 'CSIVolumeSource'])
      for (const source of all(definition)) {
        const secret = at(source, definition === 'CSIVolumeSource' ? 'nodePublishSecretRef' : 'secretRef');
        if (isSet(secret) && text(at(secret, 'name')) === '') yield found(at(secret, 'name'), 'name is required');
      }
  },
);

import { compareVersions } from '../../catalog/catalog.ts';
import { foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag } from '../view.ts';

export const devicesInUserNamespace: Rule = validation(
  'devices-in-user-namespace',
  'A Pod in a user namespace has no block devices.',
  function* ({ pod, version }) {
    if (!pod || flag(at(pod.spec, 'hostUsers')) !== false || compareVersions(version, '1.34') < 0) return;
    for (const { value } of pod.containers) {
      const devices = at(value, 'volumeDevices');
      if (devices.items.length > 0) yield foundAtKey(devices, 'volumeDevices must not be set when hostUsers is false');
    }
  },
);

/** What containers mount: volumes at paths, and claims as block devices. */
import type { Rule } from '../rule.ts';
import { blockDevice } from './block-device.ts';
import { devicesInUserNamespace } from './devices-in-user-namespace.ts';
import { duplicateMount } from './duplicate-mount.ts';
import { mountOptions } from './mount-options.ts';
import { subPathTwice } from './sub-path-twice.ts';
import { unknownVolume } from './unknown-volume.ts';

export const mountRules: readonly Rule[] = [
  unknownVolume,
  duplicateMount,
  blockDevice,
  subPathTwice,
  mountOptions,
  devicesInUserNamespace,
];

import { compareVersions, type Version } from '../../catalog/catalog.ts';
import { foundAtKey, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf } from '../view.ts';

interface Plugin {
  readonly deprecated: Version;
  /** The first version in which it does nothing. */
  readonly gone: Version;
}

const PLUGINS: Readonly<Record<string, Plugin>> = {
  photonPersistentDisk: { deprecated: '1.11', gone: '1.16' },
  gitRepo: { deprecated: '1.11', gone: '1.33' },
  scaleIO: { deprecated: '1.16', gone: '1.22' },
  flocker: { deprecated: '1.22', gone: '1.25' },
  storageos: { deprecated: '1.22', gone: '1.25' },
  quobyte: { deprecated: '1.22', gone: '1.25' },
  glusterfs: { deprecated: '1.25', gone: '1.26' },
  cephfs: { deprecated: '1.28', gone: '1.31' },
  rbd: { deprecated: '1.28', gone: '1.31' },
};

export const deprecatedVolume: Rule = warning(
  'deprecated-volume',
  'The volume type is deprecated, or its driver is no longer there.',
  function* ({ pod, version }) {
    for (const volume of pod?.volumes ?? [])
      for (const [name, { deprecated, gone }] of Object.entries(PLUGINS)) {
        const source = at(volume, name);
        if (!isSet(source) || compareVersions(version, deprecated) < 0) continue;
        const fate = name === 'gitRepo' ? 'disabled by default' : 'non-functional';
        const isGone = compareVersions(version, gone) >= 0;
        // The API server writes one of them differently.
        const path = pathOf(source).replace(/storageos$/, 'storageOS');
        yield foundAtKey(source, `Deprecated since ${deprecated}${isGone ? `, ${fate} since ${gone}` : ''}`, [], path);
      }
  },
);

/** What the project's own files say of an open document: they come before the editor's settings, as they do in CI. */
import type { RuleSettings } from '../rules/rule.ts';
import type { Settings } from '../service.ts';
import { CONFIG_NAME, type Config } from './config-file.ts';
import { createFolders, type FileSettings, IGNORE_NAME } from './folders.ts';
import { isStaticPodFile } from './settings.ts';

export interface ProjectSettings {
  /** The editor's settings with what is known of the project's; the same object as long as both are the same. */
  settingsFor(uri: string, settings: Settings): Settings;
  isIgnored(uri: string): boolean;
  isKnown(uri: string): boolean;
  /** Reads what lies beside a document, once. Never rejects. */
  read(uri: string): Promise<void>;
  /** Whether files that changed are of those that decide over others; what was read of them is then forgotten. */
  changed(uris: readonly string[]): boolean;
}

const NOTHING: FileSettings = { config: undefined, isStaticPod: false, isIgnored: false };

export function createProjectSettings(read: (uri: string) => Promise<string | undefined>): ProjectSettings {
  const folders = createFolders(read);
  const combined = new WeakMap<Settings, ReturnType<typeof perPlace<Settings>>>();
  const known = (uri: string) => folders.known(uri) ?? NOTHING;
  return {
    settingsFor(uri, settings) {
      const { config, isStaticPod } = known(uri);
      const staticPod = isStaticPod || isStaticPodFile(uri);
      if (!config && !staticPod) return settings;
      const settingsAt = combined.get(settings) ?? perPlace((...place) => combine(settings, ...place));
      combined.set(settings, settingsAt);
      return settingsAt(config, staticPod);
    },
    isIgnored: (uri) => known(uri).isIgnored,
    isKnown: (uri) => folders.known(uri) !== undefined,
    read: (uri) =>
      folders.settingsOf(uri).then(
        () => undefined,
        () => undefined,
      ),
    changed(uris) {
      const isOurs = uris.some((uri) => uri.endsWith(`/${CONFIG_NAME}`) || uri.endsWith(`/${IGNORE_NAME}`));
      if (isOurs) folders.forget();
      return isOurs;
    },
  };
}

/** Makes settings once for each kind of place: answers are remembered by the settings' identity. */
export function perPlace<S>(
  make: (config: Config | undefined, staticPod: boolean) => S,
): (config: Config | undefined, staticPod: boolean) => S {
  const made = new Map<Config | undefined, Map<boolean, S>>();
  return (config, staticPod) => {
    const same = made.get(config) ?? new Map<boolean, S>();
    const settings = same.get(staticPod) ?? make(config, staticPod);
    made.set(config, same.set(staticPod, settings));
    return settings;
  };
}

function combine(settings: Settings, config: Config | undefined, staticPod: boolean): Settings {
  const { rules = {} } = settings;
  const podSecurity = config?.podSecurity ?? rules.podSecurity;
  const combined: RuleSettings = {
    ...rules,
    staticPod,
    severities: { ...rules.severities, ...config?.severities },
    // What a Namespace itself says is the truth.
    namespaceLevels: { ...config?.namespaceLevels, ...rules.namespaceLevels },
    ...(podSecurity && { podSecurity }),
  };
  return { ...settings, version: config?.version ?? settings.version, rules: combined };
}

/**
 * What the files beside a manifest say of it: the nearest `.podwright.yaml`, and which ignore files name it. All paths
 * are URIs, so that the editor's server and the command line read them alike.
 */
import ignore, { type Ignore } from 'ignore';
import { CONFIG_NAME, type Config, type ReadConfig, readConfig } from './config-file.ts';

export const IGNORE_NAME = '.podwrightignore';

/** What holds for one file. */
export interface FileSettings {
  readonly config: Config | undefined;
  /** A kubelet takes it for static Pods, as the configuration says. */
  readonly isStaticPod: boolean;
  /** By `.podwrightignore` or the configuration. */
  readonly isIgnored: boolean;
}

export interface ConfigFile extends ReadConfig {
  readonly uri: string;
}

interface Layer {
  /** With a slash at its end. */
  readonly folder: string;
  readonly patterns: Ignore;
  readonly isGit: boolean;
}

interface Folder {
  readonly configFile?: ConfigFile;
  readonly staticPods?: Layer;
  /** From the farthest folder to the nearest. */
  readonly layers: readonly Layer[];
}

export interface Folders {
  settingsOf(uri: string): Promise<FileSettings>;
  /** What `settingsOf` has found or will find without reading; undefined before that. */
  known(uri: string): FileSettings | undefined;
  /** Whether a walk passes it over. Git counts only to the root of the repository. */
  isPassedOver(uri: string, options: { readonly isFolder: boolean }): Promise<boolean>;
  /** The configuration files read so far. */
  configFiles(): readonly ConfigFile[];
  /** Reads all again when it is asked. */
  forget(): void;
}

const NOWHERE: Folder = { layers: [] };

/** @param read answers undefined for what is not there */
export function createFolders(
  read: (uri: string) => Promise<string | undefined>,
  { withGit = false, withIgnore = true }: { readonly withGit?: boolean; readonly withIgnore?: boolean } = {},
): Folders {
  const pending = new Map<string, Promise<Folder>>();
  const ready = new Map<string, Folder>();

  function folderAt(uri: string): Promise<Folder> {
    const folder =
      pending.get(uri) ??
      readFolder(uri).then((found) => {
        if (pending.get(uri) === folder) ready.set(uri, found);
        return found;
      });
    pending.set(uri, folder);
    return folder;
  }

  async function folderOf(uri: string): Promise<Folder> {
    const above = parentOf(uri);
    return above === undefined ? NOWHERE : folderAt(above);
  }

  async function readFolder(uri: string): Promise<Folder> {
    const above = parentOf(uri);
    const outer = above === undefined ? NOWHERE : await folderAt(above);
    const at = (name: string) => read(`${uri}/${name}`);
    const [configText, ignoreText, gitText, repository] = await Promise.all([
      at(CONFIG_NAME),
      withIgnore ? at(IGNORE_NAME) : undefined,
      withGit ? at('.gitignore') : undefined,
      withGit ? at('.git/HEAD') : undefined,
    ]);
    const configFile =
      configText === undefined ? outer.configFile : { uri: `${uri}/${CONFIG_NAME}`, ...readConfig(configText) };
    const own = configText === undefined ? undefined : configFile?.config;
    const layer = (patterns: string | readonly string[] | undefined, isGit = false): Layer[] =>
      patterns === undefined || patterns.length === 0
        ? []
        : [{ folder: `${uri}/`, isGit, patterns: ignore({ allowRelativePaths: false }).add(patterns) }];
    // The nearest configuration counts alone, its patterns too.
    const kept = outer.layers.filter(({ isGit }) => !(isGit && repository !== undefined));
    const [staticPods = own ? undefined : outer.staticPods] = layer(own?.staticPods);
    return {
      layers: [...kept, ...layer(withIgnore ? own?.ignore : undefined), ...layer(gitText, true), ...layer(ignoreText)],
      ...(configFile && { configFile }),
      ...(staticPods && { staticPods }),
    };
  }

  function settings({ configFile, layers, staticPods }: Folder, uri: string): FileSettings {
    return {
      config: configFile?.config,
      isStaticPod: staticPods !== undefined && matches([staticPods], uri),
      isIgnored: matches(
        layers.filter(({ isGit }) => !isGit),
        uri,
      ),
    };
  }

  return {
    settingsOf: async (uri) => settings(await folderOf(uri), uri),
    known: (uri) => {
      const above = parentOf(uri);
      const folder = above === undefined ? NOWHERE : ready.get(above);
      return folder && settings(folder, uri);
    },
    isPassedOver: async (uri, { isFolder }) => matches((await folderOf(uri)).layers, isFolder ? `${uri}/` : uri),
    configFiles: () => [...new Set([...ready.values()].flatMap(({ configFile }) => configFile ?? []))],
    forget: () => {
      pending.clear();
      ready.clear();
    },
  };
}

/** As in Git, the last word on a path is the nearest folder's. */
function matches(layers: readonly Layer[], uri: string): boolean {
  for (const { folder, patterns } of layers.toReversed()) {
    if (!uri.startsWith(folder)) continue;
    const { ignored, unignored } = patterns.test(decode(uri.slice(folder.length)));
    if (ignored || unignored) return ignored;
  }
  return false;
}

function parentOf(uri: string): string | undefined {
  const end = uri.lastIndexOf('/');
  // `file://` has no parent.
  return end <= 0 || uri[end - 1] === '/' ? undefined : uri.slice(0, end);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

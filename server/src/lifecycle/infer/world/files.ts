/** The files that the Pod's processes make and take away: one tree a container, and one for each volume. */
import { globPattern } from '../shell/patterns.ts';

export interface FileNode {
  readonly kind: 'file' | 'directory';
  readonly content: string;
  /** Bytes on the disk, where they are more than the content tells. */
  readonly size?: number;
  /** Seconds since the world began. */
  readonly modified: number;
  readonly isExecutable: boolean;
}

/**
 * What is known of a path that nobody touched: in a tree of which `all` is known it does not exist, where `none` is known
 * it is taken to exist, and in an image it is, but for the directories that only processes write to.
 */
export type Knowledge = 'all' | 'transient' | 'none';

/** A tree of files by absolute path. `null` marks what was removed. */
export interface FileTree {
  readonly id: string;
  readonly nodes: Map<string, FileNode | null>;
  knowledge: Knowledge;
  /** Bytes that it has room for; absent: enough. */
  readonly capacity?: number;
  /** Whether files that are not known can be run; absent: they can. */
  readonly isExecutable?: false;
  /** It may hold files from an earlier life, which are not known. */
  readonly isKept?: boolean;
}

export interface Mount {
  /** Where it is mounted, without a slash at the end. */
  readonly path: string;
  readonly tree: FileTree;
  /** What of the tree is mounted: `/`, or the `subPath`. */
  readonly base: string;
  readonly isReadOnly: boolean;
}

export interface FileSystem {
  readonly root: FileTree;
  readonly isRootReadOnly: boolean;
  readonly mounts: readonly Mount[];
  now(): number;
  /** Told of each path that was looked at, as a key that names the tree too. */
  saw(key: string): void;
  /** Told of each path that changed. */
  changed(key: string): void;
  /** Told by how many bytes a tree grew or shrank, and in how many seconds. */
  grew(tree: FileTree, bytes: number, seconds: number): void;
}

export type FileError = 'No such file or directory' | 'Read-only file system' | 'Is a directory' | 'File exists';

export function createTree(id: string, knowledge: Knowledge, capacity?: number): FileTree {
  return { id, nodes: new Map(), knowledge, ...(capacity !== undefined && { capacity }) };
}

/** A file system over copies of the trees, so that what happens in it stays without effect. */
export function copyFileSystem(
  files: FileSystem,
  hooks: Pick<FileSystem, 'now' | 'saw' | 'changed' | 'grew'>,
): FileSystem {
  const copies = new Map<FileTree, FileTree>();
  const copy = (tree: FileTree): FileTree => {
    const made = copies.get(tree) ?? { ...tree, nodes: new Map(tree.nodes) };
    copies.set(tree, made);
    return made;
  };
  return {
    ...files,
    ...hooks,
    root: copy(files.root),
    mounts: files.mounts.map((mount) => ({ ...mount, tree: copy(mount.tree) })),
  };
}

/** An absolute path without `.`, `..` and double slashes. */
export function resolvePath(path: string, directory: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What is at an absolute path. */
export function lookUp(files: FileSystem, path: string): FileNode | undefined {
  const { tree, inner, base } = locate(files, path);
  files.saw(keyOf(tree, inner));
  const node = tree.nodes.get(inner);
  if (node !== undefined) return node ?? undefined;
  // The kubelet makes the folder of a `subPath`; where nothing is known, it may be a file.
  if (inner === '/' || (inner === base && tree.knowledge === 'all')) return DIRECTORY;
  if (tree !== files.root)
    return tree.knowledge === 'all' ? undefined : { ...EMPTY_FILE, isExecutable: tree.isExecutable ?? true };
  if (STANDARD_DIRECTORIES.has(inner) || files.mounts.some((mount) => isWithin(mount.path, inner))) return DIRECTORY;
  if (STANDARD_FILES.test(inner)) return EMPTY_FILE;
  const isAbsent = tree.knowledge === 'all' || (tree.knowledge === 'transient' && TRANSIENT.test(inner));
  return isAbsent ? undefined : EMPTY_FILE;
}

/** Writes a file, or adds to it. */
export function writeFile(files: FileSystem, path: string, content: string, append = false): FileError | undefined {
  if (path === '/dev/null' || path === '/dev/stdout' || path === '/dev/stderr') return undefined;
  const existing = lookUp(files, path);
  if (existing?.kind === 'directory') return 'Is a directory';
  const parent = lookUp(files, dirname(path));
  if (!existing && !parent) return 'No such file or directory';
  const text = append ? (existing?.content ?? '') + content : content;
  const size = append ? existing?.size : undefined;
  return put(files, path, {
    kind: 'file',
    content: text.slice(-LONGEST_FILE),
    ...(size !== undefined && { size }),
    modified: files.now(),
    isExecutable: existing?.isExecutable ?? false,
  });
}

/** What `chmod` does: whether the file can be run. */
export function makeExecutable(files: FileSystem, path: string, isExecutable: boolean): void {
  const node = lookUp(files, path);
  if (node?.kind === 'file') put(files, path, { ...node, isExecutable });
}

/** Adds so many bytes of no interest to a file that is there, in so many seconds. */
export function growFile(files: FileSystem, path: string, bytes: number, seconds: number): void {
  const node = lookUp(files, path);
  if (node?.kind === 'file')
    put(files, path, { ...node, size: (node.size ?? 0) + bytes, modified: files.now() }, seconds);
}

/** Bytes that still fit where the path is. */
export function roomFor(files: FileSystem, path: string): number {
  const { tree } = locate(files, path);
  if (tree.capacity === undefined) return Infinity;
  return Math.max(
    0,
    [...tree.nodes.values()].reduce((left, node) => left - (node?.size ?? 0), tree.capacity),
  );
}

export function makeDirectory(files: FileSystem, path: string, withParents: boolean): FileError | undefined {
  const existing = lookUp(files, path);
  if (existing) return withParents && existing.kind === 'directory' ? undefined : 'File exists';
  if (!lookUp(files, dirname(path))) {
    if (!withParents) return 'No such file or directory';
    const error = makeDirectory(files, dirname(path), true);
    if (error) return error;
  }
  return put(files, path, { ...DIRECTORY, modified: files.now() });
}

/** Removes a path and all below it. */
export function remove(files: FileSystem, path: string): FileError | undefined {
  for (const name of listDirectory(files, path)) {
    const error = remove(files, `${path}/${name}`);
    if (error) return error;
  }
  return put(files, path, null);
}

/** A device that gives as much as one asks for. */
export const isStream = (path: string): boolean => /^\/dev\/(zero|u?random|full)$/.test(path);

/** Names in a directory, as far as the Pod's own processes made them. */
export function listDirectory(files: FileSystem, path: string): string[] {
  const { tree, inner } = locate(files, path);
  files.saw(keyOf(tree, `${inner}/*`));
  const prefix = inner === '/' ? '/' : `${inner}/`;
  const names = new Set<string>();
  for (const [known, node] of tree.nodes) {
    const [name] = known.startsWith(prefix) && node ? known.slice(prefix.length).split('/') : [];
    if (name) names.add(name);
  }
  return [...names].sort();
}

/** Paths that match a pattern with `*`, `?` and `[…]`. */
export function glob(files: FileSystem, pattern: string): string[] {
  let found = [''];
  for (const part of pattern.split('/').slice(1)) {
    const matches = globPattern(part);
    found = found.flatMap((base) => {
      if (!/[*?[]/.test(part)) return lookUp(files, `${base}/${part}`) ? [`${base}/${part}`] : [];
      const names = listDirectory(files, base || '/').filter((name) => matches.test(name));
      return names.filter((name) => part.startsWith('.') || !name.startsWith('.')).map((name) => `${base}/${name}`);
    });
  }
  return found;
}

export function dirname(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1)) || '/';
}

const LONGEST_FILE = 16_384;
const DIRECTORY: FileNode = { kind: 'directory', content: '', modified: 0, isExecutable: false };
const EMPTY_FILE: FileNode = { kind: 'file', content: '', modified: 0, isExecutable: true };

const STANDARD_DIRECTORIES = new Set(
  '/bin /boot /dev /dev/shm /etc /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/sbin /usr/share /var /var/cache /var/lib /var/log /var/run /var/spool /var/tmp'.split(
    ' ',
  ),
);
const STANDARD_FILES =
  /^(\/(usr\/)?bin\/(sh|cat|ls|echo|sleep|touch|rm)|\/etc\/(passwd|group|hosts|hostname|resolv\.conf|os-release)|\/dev\/(null|zero|random|urandom|stdout|stderr|termination-log)|\/proc\/[^/]+(\/.*)?|\/var\/run\/secrets\/kubernetes\.io\/serviceaccount\/.*)$/;
/** Where files come only from processes, in any image. */
const TRANSIENT = /^\/(tmp|run|var\/run|var\/tmp|dev\/shm)\//;

function locate(files: FileSystem, path: string): { tree: FileTree; inner: string; base: string; isReadOnly: boolean } {
  let best: Mount | undefined;
  for (const mount of files.mounts) {
    if (isWithin(path, mount.path) && mount.path.length > (best?.path.length ?? -1)) best = mount;
  }
  if (!best) return { tree: files.root, inner: path, base: '/', isReadOnly: files.isRootReadOnly };
  return {
    tree: best.tree,
    inner: resolvePath(best.base + path.slice(best.path.length), '/'),
    base: best.base,
    isReadOnly: best.isReadOnly,
  };
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

const keyOf = (tree: FileTree, inner: string): string => `${tree.id}:${inner}`;

function put(files: FileSystem, path: string, node: FileNode | null, seconds = 0): FileError | undefined {
  const { tree, inner, isReadOnly } = locate(files, path);
  if (isReadOnly) return 'Read-only file system';
  const before = tree.nodes.get(inner);
  tree.nodes.set(inner, node);
  const growth = (node?.size ?? 0) - (before?.size ?? 0);
  if (growth !== 0) files.grew(tree, growth, seconds);
  for (let parent = dirname(inner); node && !tree.nodes.get(parent); parent = dirname(parent))
    tree.nodes.set(parent, DIRECTORY);
  if (
    before?.content !== node?.content ||
    before?.kind !== node?.kind ||
    before?.modified !== node?.modified ||
    before?.isExecutable !== node?.isExecutable
  ) {
    files.changed(keyOf(tree, inner));
    if ((before === null || before === undefined) !== (node === null))
      files.changed(keyOf(tree, `${dirname(inner)}/*`));
  }
  return undefined;
}

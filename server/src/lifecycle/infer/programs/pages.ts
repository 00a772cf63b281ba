/** Pages that are files. */
import { type FileSystem, lookUp, resolvePath } from '../world/files.ts';

/** Files under a document root, and the pages that come with the image as long as nothing is mounted over them. */
export function filesUnder(root: string, pages: readonly string[]) {
  return (path: string, _age: number, files: FileSystem): number => {
    const plain = path.split('?')[0] ?? '';
    const mount = files.mounts.find(({ path: at }) => at === root || root.startsWith(`${at}/`));
    // What an earlier life has left in a claim is not known.
    if (mount?.tree.isKept) return 200;
    const isMounted = mount !== undefined;
    const file = resolvePath(`.${plain.endsWith('/') ? `${plain}index.html` : plain}`, root);
    if (isMounted) return lookUp(files, file) ? 200 : plain === '/' ? 403 : 404;
    return pages.includes(plain) || files.root.nodes.get(file) ? 200 : 404;
  };
}

/** What containers keep on disk over time. */
import type { DiskPoint } from '../../assumptions/assumptions.ts';
import { type Curve, sumOf } from '../../runtime/curves.ts';
import type { ContainerWorld } from './container.ts';
import type { FileTree } from './files.ts';
import type { Life } from './life.ts';

/** What it keeps on disk over time, of one tree of files: the points of a curve. */
export function diskPoints({ disk, exit }: ContainerWorld, tree: FileTree, volume: string | undefined): DiskPoint[] {
  const end = exit?.after ?? Infinity;
  const growths = disk.filter((growth) => growth.tree === tree && growth.from < end);
  const curves = growths.map(
    ({ from, to, bytes }): Curve => [
      { at: from, amount: 0 },
      { at: to, amount: bytes },
    ],
  );
  return sumOf(curves).map(({ at, amount }) => ({
    from: Math.round(at * 1000) / 1000,
    bytes: Math.max(0, Math.round(amount)),
    ...(volume !== undefined && { volume }),
  }));
}

/** What it keeps in its own writable layer, and what it wrote to each volume. */
export function diskOf({ launch, container }: Life): DiskPoint[] {
  const { root, mounts } = container.files;
  const volumes = new Map(mounts.map(({ tree }, index) => [tree, launch.mounts[index]?.volume]));
  return [
    ...diskPoints(container, root, undefined),
    ...[...volumes].flatMap(([tree, volume]) => diskPoints(container, tree, volume)),
  ];
}

/** What is installed while the container runs. */
import type { ContainerWorld } from '../world/container.ts';

/** Key of what may have been installed. */
export const INSTALLED = 'installed';

/** From now on, programs may be there that the image does not come with. */
export function install(container: ContainerWorld): void {
  container.programs = undefined;
  container.files.changed(INSTALLED);
}

/** The JSON schemas of Kubernetes' API, as a Python package carries them for all versions. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const WHEEL = 'kubernetes-validate==1.37.0';
const WHEEL_HASH = 'sha256:85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9';

/**
 * Downloads and unpacks them by Python's pip into an existing folder.
 *
 * @returns the folder that has one of each version: `v1.37.0-local`, and `-strict` ones that allow no unknown fields
 */
export function downloadSchemas(folder: string): string {
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, `${WHEEL} --hash=${WHEEL_HASH}\n`);
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes', '-d', folder, '-r', requirements];
  execFileSync('python3', pip, { stdio: 'inherit' });
  const wheel = `${WHEEL.replace('-', '_').replace('==', '-')}-py3-none-any.whl`;
  execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
  return join(folder, 'kubernetes_validate', 'kubernetes-json-schema');
}

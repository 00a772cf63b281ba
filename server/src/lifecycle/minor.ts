/** The minor version of Kubernetes as a number: 34 of `1.34` or `v1.34.2`, and of what is not understood. */
export function minorOf(kubernetes: string): number {
  return Number(/^v?1\.(\d+)/.exec(kubernetes)?.[1] ?? 34);
}

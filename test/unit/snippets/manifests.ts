/** The snippets as manifests: each with its default values, a fragment as it would stand in a Pod. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** Fields of a Pod's spec; every other fragment belongs into a container. */
const OF_THE_POD = new Set([
  'affinity',
  'imagePullSecrets',
  'initContainers',
  'nodeSelector',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
]);

export function expand(snippet: Snippet): string {
  const defaults = new Map<string, string>();
  return snippet.body
    .join('\n')
    .replace(/\$\{(\d+)\|([^|]*)\|\}/g, (_, stop: string, choices: string) => `\${${stop}:${choices.split(',')[0]}}`)
    .replace(/\$\{(\d+):([^}]*)\}/g, (_, stop: string, value: string) => {
      defaults.set(stop, value);
      return value;
    })
    .replace(/\$(\d+)/g, (_, stop: string) => defaults.get(stop) ?? '');
}

/** A fragment as it would stand in a Pod. */
export function inPod(snippet: Snippet): string {
  const text = expand(snippet);
  if (text.startsWith('apiVersion:') || text.includes('\napiVersion:')) return text;
  const field = /^\w+/.exec(text)?.[0];
  const indent = (by: number) => text.replace(/^/gm, ' '.repeat(by));
  const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: test\nspec:\n';
  const container = '  containers:\n    - name: app\n      image: nginx:1.29\n';
  if (field === undefined) return `${head}  containers:\n${indent(4)}\n`;
  if (OF_THE_POD.has(field) || snippet.prefix === 'securityContext-pod') return `${head}${container}${indent(2)}\n`;
  return `${head}  volumes:\n    - name: work\n      emptyDir: {}\n${container}${indent(6)}\n`;
}

export function read(file: string): Record<string, Snippet> {
  return JSON.parse(readFileSync(path.join(root, 'snippets', file), 'utf8'));
}

/** Names of the files in `snippets/`. */
export const files = readdirSync(path.join(root, 'snippets'));

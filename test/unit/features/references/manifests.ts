/** What leads where, as a person would say it, and manifests to try it on. */
import { getDefinition, getReferences } from '../../../../server/src/features/references.ts';
import { files, show } from '../files.ts';

/** Where the name at the cursor is defined. */
export function definitions(marked: string | Record<string, string>): string[] {
  const all = files(marked);
  return getDefinition(all.source, all.position, all.workspace).map((location) => show(all, location));
}

/** Everywhere that the name at the cursor stands. */
export function references(marked: string | Record<string, string>): string[] {
  const all = files(marked);
  const found = getReferences(all.source, all.position, all.workspace, { includeDeclaration: true });
  return found.map((location) => show(all, location));
}

export const POD = (spec: string, metadata = 'name: web') => `apiVersion: v1
kind: Pod
metadata:
  ${metadata.replaceAll('\n', '\n  ')}
spec:
  ${spec.replaceAll('\n', '\n  ')}
`;

export const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  level: debug
  nginx.conf: |
    worker_processes 1;
`;

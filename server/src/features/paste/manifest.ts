/** Parts of manifests that commands describe. */
import { programOf } from '../../model/image.ts';
import type { Yaml } from '../../rules/edits/yaml.ts';

export interface Manifest {
  readonly objects: readonly Fields[];
  /** Parts of the command that no manifest can say, as they were written. */
  readonly left: readonly string[];
}

export type Fields = { readonly [name: string]: Yaml };

/** Without the fields that have nothing to say. */
export function compact(fields: { readonly [name: string]: Yaml | undefined }): Fields {
  const says = (value: Yaml | undefined): value is Yaml =>
    value !== undefined && !(typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (says(value) ? [[name, value]] : [])));
}

/** `A=b` as an environment variable; without a value it came from the shell's own environment. */
export function envVar(text: string): Yaml {
  const at = text.indexOf('=');
  return at < 0 ? { name: text, value: `$${text}` } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** A DNS label, as close to the text as can be. */
export function dnsLabel(text: string): string {
  const label = text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return label || 'app';
}

/** What people call an image: `ghcr.io/team/shop:2.1@sha256:…` is `shop`. */
export function nameOfImage(image: string): string {
  return dnsLabel(programOf(image));
}

/** `a=b,c=d` */
export function pairs(text: string): Record<string, string> {
  const given = text.split(',').flatMap((pair) => {
    const [, name, value = ''] = /^\s*([^=]+?)(?:=(.*))?$/.exec(pair) ?? [];
    return name ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}

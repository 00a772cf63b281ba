/** YAML that is written: in block style at an indentation, in flow style, or as a single scalar in the style of another. */

import type { YamlDocument } from '../../yaml/file.ts';
import { isPlainString } from '../../yaml/scalars.ts';
import type { Node } from '../../yaml/tree.ts';
import { newline } from './lines.ts';

/** YAML that a fix writes; nested by what it holds. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [name: string]: Yaml };

export function yamlOf(node: Node | undefined): Yaml | undefined {
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.value === null || typeof node.value === 'bigint' ? undefined : node.value;
  if (node.kind === 'sequence') {
    const items = node.items.map(yamlOf);
    return items.includes(undefined) ? undefined : (items as Yaml[]);
  }
  const fields = node.entries.map(({ name, value }) => [name, yamlOf(value)] as const);
  return fields.some(([, yaml]) => yaml === undefined) ? undefined : (Object.fromEntries(fields) as Yaml);
}

/** How far the document indents a list below its key. */
export function listIndent({ text }: YamlDocument): number {
  const found = /^([ -]*)[\w"'./-]+:[ \t]*(?:#.*)?\r?\n([ ]*)- /m.exec(text);
  return found ? Math.max(0, (found[2] as string).length - (found[1] as string).length) : 0;
}

export function blockText(yaml: Yaml, indent: number, document: YamlDocument): string {
  const pad = ' '.repeat(indent);
  const end = newline(document.text);
  if (typeof yaml !== 'object') return pad + flowText(yaml) + end;
  if (Array.isArray(yaml)) {
    return (yaml as readonly Yaml[])
      .map((item) => `${pad}- ${blockText(item, indent + 2, document).trimStart()}`)
      .join('');
  }
  return Object.entries(yaml)
    .map(([name, child]) => {
      const isNested = typeof child === 'object' && Object.keys(child).length > 0;
      if (!isNested) return `${pad}${plainOrQuoted(name)}: ${flowText(child)}${end}`;
      const deeper = indent + (Array.isArray(child) ? listIndent(document) : 2);
      return `${pad}${plainOrQuoted(name)}:${end}${blockText(child, deeper, document)}`;
    })
    .join('');
}

export function flowText(yaml: Yaml): string {
  if (typeof yaml === 'string') return plainOrQuoted(yaml);
  if (typeof yaml !== 'object') return String(yaml);
  if (Array.isArray(yaml)) return `[${yaml.map(flowText).join(', ')}]`;
  const fields = Object.entries(yaml).map(([name, child]) => `${plainOrQuoted(name)}: ${flowText(child)}`);
  return fields.length ? `{ ${fields.join(', ')} }` : '{}';
}

/** The text of a scalar in the style of the one that it replaces. */
export function scalarText(yaml: string | number | boolean, node: Node): string {
  if (typeof yaml !== 'string') return String(yaml);
  const style = node.kind === 'scalar' ? node.style : 'plain';
  if (style === 'single') return `'${yaml.replaceAll("'", "''")}'`;
  if (style === 'double') return JSON.stringify(yaml);
  return plainOrQuoted(yaml);
}

export function plainOrQuoted(text: string): string {
  const isSafe = /^[\w./][\w./@%+=~^ -]*$/.test(text.replaceAll(/:(?=\S)/g, '')) && !/^[-?]|\s$|: | #|^\s/.test(text);
  return isSafe && isPlainString(text) ? text : quoted(text);
}

export function quoted(text: string): string {
  return /["\\]/.test(text) && !/[\r\n]/.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

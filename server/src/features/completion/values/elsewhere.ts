/** What other Pods of the known files have at a field that takes any value. */
import { memoize } from '../../../memoize.ts';
import type { YamlDocument } from '../../../yaml/file.ts';
import { type Cursor, typedText } from '../cursor/cursor.ts';

/** Fields whose names mean the same wherever they stand. */
const FIELDS = [
  ...['image', 'serviceAccountName', 'priorityClassName', 'runtimeClassName', 'schedulerName', 'storageClassName'],
  ...['claimName', 'secretName'],
];
const FIELD = new RegExp(`^[ \\t]*(?:-[ \\t]+)*(${FIELDS.join('|')}):[ \\t]+["']?([^\\s"'#{[&*]+)`, 'gm');
/** The lines below a key that are deeper or, for a list, begin with a dash. */
const BLOCK = /^( *)(nodeSelector|tolerations):[ \t]*\r?\n((?:\1 +\S.*\r?\n|\1- .*\r?\n)+)/gm;
const ENTRY = /^[ \t]*(?:-[ \t]+)?["']?([\w./-]+)["']?:[ \t]+["']?([^\s"'#]+)/gm;

/** By the name of the field, and for node labels and taints by their key. */
type Written = ReadonlyMap<string, readonly string[]>;

/**
 * The values of a field in the known files, once each, without what is being written. Their text is enough to tell, so
 * none of them is parsed.
 */
export function valuesElsewhere(cursor: Cursor, field: string): string[] {
  const values = new Set<string>();
  for (const { file } of cursor.workspace.files())
    for (const { document } of file.documents) {
      const written = read(document).get(field) ?? [];
      const own = document === cursor.document.document ? written.indexOf(typedText(cursor)) : -1;
      for (const [index, value] of written.entries()) if (index !== own) values.add(value);
    }
  return [...values];
}

/** The labels that Pods choose nodes by, and their values; or the taints that they tolerate. */
export function pairsElsewhere(cursor: Cursor, field: 'nodeSelector' | 'tolerations', key?: string): string[] {
  return valuesElsewhere(cursor, key === undefined ? field : `${field} ${key}`);
}

const read = memoize(({ text }: YamlDocument): Written => {
  const written = new Map<string, string[]>();
  const add = (field: string, value: string) => {
    const values = written.get(field);
    if (values) values.push(value);
    else written.set(field, [value]);
  };
  for (const [, field = '', value = ''] of text.matchAll(FIELD)) add(field, value);
  for (const [, , block = '', lines = ''] of `${text}\n`.matchAll(BLOCK)) {
    let taint = '';
    for (const [, name = '', value = ''] of lines.matchAll(ENTRY)) {
      if (block === 'nodeSelector') {
        add(block, name);
        add(`${block} ${name}`, value);
      } else if (name === 'key') {
        add(block, value);
        taint = value;
      } else if (name === 'value') add(`${block} ${taint}`, value);
    }
  }
  return written;
});

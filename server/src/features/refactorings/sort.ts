/** Fields in the order in which people write them; each takes its comments along. */
import * as l10n from '@vscode/l10n';
import { usualOrder } from '../../catalog/usual.ts';
import { memoize } from '../../memoize.ts';
import { blockOf, indentLines, writtenFields } from '../../rules/edits/blocks.ts';
import { newline } from '../../rules/edits/lines.ts';
import { hasReferences } from '../../rules/edits/skeleton.ts';
import type { Edit, Subject } from '../../rules/rule.ts';
import { nameOf, type Value } from '../../rules/view.ts';
import { label, type Refactoring } from './refactoring.ts';
import { changeAll, editsBetween, pathTo, rewrite, type Step, valueAt } from './rewrite.ts';

export const sortFields: Refactoring = {
  kind: 'refactor.rewrite.sort',
  *offers({ subject, values, placed: { document } }) {
    const { root, object } = subject;
    const mapping = values.find(({ type, fields }) => type?.kind === 'object' && fields.size > 1);
    if (mapping && mapping !== root && mapping.node && !hasReferences(document, mapping.node))
      yield {
        title: l10n.t('Sort the fields of {0}', label(mapping)),
        edits: rewrite(subject, (current) => sortOne(current, valueAt(current.root, pathTo(mapping)))),
      };
    if (!hasReferences(document, object.node))
      yield {
        title: object.kind
          ? l10n.t('Sort all fields of the {0}', object.kind)
          : l10n.t('Sort all fields of the object'),
        edits: sortAll(subject),
      };
  },
};

const sortAll = memoize((subject: Subject) => editsBetween(subject, changeAll(subject, sortBelow)));

/** The mappings of a known type that are out of order, the innermost first. */
function sortBelow(subject: Subject, value = subject.root): ReturnType<Step>[] {
  const children = [...value.fields.values(), ...value.items].flatMap((child) => sortBelow(subject, child));
  return value.type?.kind === 'object' ? [...children, sortOne(subject, value)] : children;
}

function sortOne({ document }: Subject, mapping: Value): readonly Edit[] | undefined {
  const { node } = mapping;
  if (node?.kind !== 'mapping' || node.flow || isSorted(mapping)) return undefined;
  // A field that this version does not have, or that is there twice, is not among the fields.
  const fields = writtenFields(mapping);
  if (fields.length !== node.entries.length) return undefined;
  const blocks = new Map(fields.map((field) => [field, blockOf(document, field)]));
  const end = newline(document.text);
  const edits: Edit[] = [];
  for (const [i, target] of inOrder(mapping).entries()) {
    const place = fields[i] && blocks.get(fields[i]);
    const block = blocks.get(target);
    if (!place || !block) return undefined;
    if (place === block) continue;
    const text = indentLines(block.lines, place.indent).join(end);
    const hasEnd = document.text[place.end - 1] === '\n';
    edits.push({
      start: place.start,
      end: place.end,
      newText: (place.leads ? text : text.trimStart()) + (hasEnd ? end : ''),
    });
  }
  return edits;
}

function isSorted(mapping: Value): boolean {
  const fields = writtenFields(mapping);
  return inOrder(mapping).every((field, i) => field === fields[i]);
}

function inOrder(mapping: Value): Value[] {
  const usual = mapping.type?.kind === 'object' ? usualOrder(mapping.type.definition) : [];
  const rank = (field: Value) => {
    const index = usual.indexOf(nameOf(field));
    return index < 0 ? usual.length : index;
  };
  return writtenFields(mapping).sort((a, b) => rank(a) - rank(b) || (nameOf(a) < nameOf(b) ? -1 : 1));
}

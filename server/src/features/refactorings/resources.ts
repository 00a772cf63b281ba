/** Requests from limits, and limits from requests. */
import * as l10n from '@vscode/l10n';
import { putLines, yamlLines } from '../../rules/edits/blocks.ts';
import { at, nameOf, type Value } from '../../rules/view.ts';
import { containerAt, type Offer, type Refactoring, type Selection } from './refactoring.ts';
import { pathTo, rewrite, valueAt } from './rewrite.ts';

export const resources: Refactoring = {
  kind: 'refactor.rewrite.resources',
  *offers(selection) {
    const container = containerAt(selection);
    if (!container || container.role === 'ephemeral') return;
    const given = at(container.value, 'resources');
    yield copy(selection, l10n.t('Add requests equal to the limits'), at(given, 'limits'), at(given, 'requests'));
    yield copy(selection, l10n.t('Add limits equal to the requests'), at(given, 'requests'), at(given, 'limits'));
  },
};

function copy({ subject }: Selection, title: string, from: Value, to: Value): Offer {
  const missing = [...from.fields.values()].filter((value) => !to.fields.has(nameOf(value)));
  const path = pathTo(to);
  const steps = missing.map((value) => (current: typeof subject) => {
    const { node } = value;
    if (node?.kind !== 'scalar') return undefined;
    // As written: 1 stays a number and "1" a string.
    const written = subject.document.text.slice(node.start, node.end);
    const [key = ''] = yamlLines(subject.document, { [nameOf(value)]: 0 });
    return putLines(current.document, valueAt(current.root, path), [key.replace(/0$/, written)]);
  });
  return { title, edits: steps.length > 0 ? rewrite(subject, ...steps) : undefined };
}

/** A container becomes a sidecar, which starts before the others and stops after them, and back. */
import * as l10n from '@vscode/l10n';
import { isDropped } from '../../catalog/gates.ts';
import { putValue } from '../../rules/edits/add.ts';
import { blockOf, cut, putLines, removeUncommented } from '../../rules/edits/blocks.ts';
import { replaceValue } from '../../rules/edits/replace.ts';
import { at, isSet, nameOf, text, type Value } from '../../rules/view.ts';
import { containerAt, type Offer, type Refactoring, type Selection } from './refactoring.ts';
import { pathTo, rewrite, type Step, valueAt } from './rewrite.ts';

export const sidecar: Refactoring = {
  kind: 'refactor.rewrite.sidecar',
  *offers(selection) {
    const container = containerAt(selection);
    const { subject } = selection;
    if (!container || !subject.pod) return;
    const { value, role } = container;
    const name = text(at(value, 'name')) || l10n.t('the container');
    const isLast = at(subject.pod.spec, 'containers').items.length < 2;
    if (role === 'main' && !isLast && hasSidecars(selection))
      yield move(selection, value, l10n.t('Make {0} a sidecar', name), 'initContainers', setRestartPolicy);
    if (role === 'sidecar')
      yield move(
        selection,
        value,
        l10n.t('Make {0} a container beside the others', name),
        'containers',
        dropRestartPolicy,
      );
  },
};

/** The version must let an init container keep running. */
function hasSidecars({ version }: Selection): boolean {
  return !isDropped('Container.restartPolicy', version);
}

function move({ subject }: Selection, container: Value, title: string, list: string, step: Change): Offer {
  const path = pathTo(container);
  const spec = path.slice(0, -2);
  const lines = blockOf(subject.document, container)?.lines;
  const edits =
    lines &&
    rewrite(
      subject,
      (before) => step(valueAt(before.root, path), before),
      (changed) => {
        const taken = cut(changed.document, valueAt(changed.root, path));
        const put = taken && putLines(changed.document, valueAt(changed.root, [...spec, list]), taken.lines);
        return put && [...taken.edits, ...put];
      },
    );
  return { title, edits };
}

type Change = (container: Value, subject: Parameters<Step>[0]) => ReturnType<Step>;

const setRestartPolicy: Change = (container, { document }) => {
  const policy = at(container, 'restartPolicy');
  if (isSet(policy)) return replaceValue(document, policy, 'Always');
  return putValue(
    document,
    policy,
    'Always',
    [...container.fields.values()].map(nameOf).find((name) => name === 'image'),
  );
};

/** What is written about it stays, and then so does the field: it means the same. */
const dropRestartPolicy: Change = (container, { document }) =>
  removeUncommented(document, at(container, 'restartPolicy')) ?? [];

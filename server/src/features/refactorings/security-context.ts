/** A field of the security context that all containers agree on moves to the Pod, and back to each of them. */
import * as l10n from '@vscode/l10n';
import { cut, putLines } from '../../rules/edits/blocks.ts';
import { commentsIn } from '../../rules/edits/skeleton.ts';
import type { Subject } from '../../rules/rule.ts';
import { at, isSet, isWithin, nameOf, type Value } from '../../rules/view.ts';
import { isInherited } from '../inherited.ts';
import type { Offer, Refactoring, Selection } from './refactoring.ts';
import { pathTo, rewrite, type Step, valueAt } from './rewrite.ts';

export const securityContext: Refactoring = {
  kind: 'refactor.move.securityContext',
  *offers(selection) {
    const { subject, values, version } = selection;
    const { pod } = subject;
    const field = values.find(({ parent }) => parent?.segment === 'securityContext');
    if (!pod || !field || !isInherited(nameOf(field), version)) return;
    const ofPod = at(pod.spec, 'securityContext');
    if (isWithin(field, ofPod)) yield toContainers(selection, field);
    else yield toPod(selection, field);
  },
};

function contextsOf({ pod }: Subject): Value[] {
  return pod?.containers.map(({ value }) => at(value, 'securityContext')) ?? [];
}

/** Nothing changes for any container when all say the same; one that says nothing would change. */
function toPod({ subject, placed }: Selection, field: Value): Offer {
  const name = nameOf(field);
  const title = l10n.t('Move {0} to the Pod', name);
  const target = subject.pod && at(subject.pod.spec, 'securityContext');
  const given = contextsOf(subject).map((context) => at(context, name));
  const isAgreed = given.every((value) => isSet(value) && isSame(value, field));
  const own = target && at(target, name);
  if (!target || !own || !isAgreed || (isSet(own) && !isSame(own, field))) return { title, edits: undefined };
  const others = given.filter((value) => value !== field);
  const comments = others.flatMap((value) => commentsOf(placed.document, value));
  const lines = cut(placed.document, field)?.lines;
  // What is said of it would have no place where the Pod says it already.
  if (isSet(own) && given.some((value) => commentsOf(placed.document, value).length > 0))
    return { title, edits: undefined };
  const put: Step = ({ document, root }) =>
    isSet(own) || !lines ? [] : putLines(document, valueAt(root, pathTo(target)), [...comments, ...lines]);
  return { title, edits: rewrite(subject, ...given.reverse().map(removal), put) };
}

/** Containers with a value of their own keep it. */
function toContainers({ subject, placed }: Selection, field: Value): Offer {
  const name = nameOf(field);
  const fields = contextsOf(subject).map((context) => at(context, name));
  const contexts = fields.flatMap(({ node, parent }) => (node || !parent ? [] : [parent]));
  const title =
    contexts.length === 1 ? l10n.t('Move {0} to the container', name) : l10n.t('Move {0} to the containers', name);
  const lines = cut(placed.document, field)?.lines;
  // A field that is there and says nothing, or nothing that can be read, is its author's to mend.
  if (!lines || contexts.length === 0 || fields.some((own) => own.node && !isSet(own)))
    return { title, edits: undefined };
  const bare = lines.filter((line) => !/^\s*(?:#|$)/.test(line));
  const puts = contexts.map((context, i): Step => {
    const path = pathTo(context);
    // What is said about it is said once.
    return ({ document, root }) => putLines(document, valueAt(root, path), i === 0 ? lines : bare);
  });
  return { title, edits: rewrite(subject, ...puts, removal(field)) };
}

function removal(value: Value): Step {
  const path = pathTo(value);
  return ({ document, root }) => cut(document, valueAt(root, path))?.edits;
}

function commentsOf(document: Selection['placed']['document'], value: Value): string[] {
  const taken = cut(document, value);
  return taken?.edits.flatMap((edit) => commentsIn(document, edit).map(({ text }) => text)) ?? [];
}

/** Whether both are written, and say the same. */
function isSame(a: Value, b: Value): boolean {
  if (a.node?.kind === 'scalar') return b.node?.kind === 'scalar' && a.node.value === b.node.value;
  if (!a.node || a.node.kind !== b.node?.kind) return false;
  return (
    a.fields.size === b.fields.size &&
    a.items.length === b.items.length &&
    [...a.fields.keys()].every((name) => isSame(at(a, name), at(b, name))) &&
    a.items.every((item, i) => {
      const other = b.items[i];
      return other !== undefined && isSame(item, other);
    })
  );
}

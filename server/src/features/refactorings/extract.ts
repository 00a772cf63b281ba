/** Values of environment variables move into a ConfigMap or a Secret of their own. */
import * as l10n from '@vscode/l10n';
import { indentLines, putLines, yamlLines } from '../../rules/edits/blocks.ts';
import { isInFlow } from '../../rules/edits/elsewhere.ts';
import { columnOf, lineEnd, newline, trimmedEnd } from '../../rules/edits/lines.ts';
import { commentsIn, hasReferences } from '../../rules/edits/skeleton.ts';
import { blockText, flowText, type Yaml } from '../../rules/edits/yaml.ts';
import type { Edit } from '../../rules/rule.ts';
import { getSubjects } from '../../rules/subjects.ts';
import { at, flag, isSet, text, type Value } from '../../rules/view.ts';
import type { PlacedDocument, YamlDocument } from '../../yaml/file.ts';
import { uniqueName } from '../unique-name.ts';
import { containerAt, type Offer, type Refactoring, type Selection } from './refactoring.ts';
import { pathTo, rewrite, type Step, valueAt } from './rewrite.ts';

type Store = 'ConfigMap' | 'Secret';

export const extractEnv: Refactoring = {
  kind: 'refactor.extract.env',
  *offers(selection) {
    const container = containerAt(selection)?.value;
    if (!container) return;
    const variables = at(container, 'env').items;
    const names = variables.map((item) => text(at(item, 'name')));
    // A store has one value for a name.
    const isUnique = (item: Value) => names.filter((name) => name === text(at(item, 'name'))).length === 1;
    const literals = variables.filter((item) => isLiteral(item) && isUnique(item));
    const here = literals.find((item) => selection.values.includes(item));
    if (here) {
      const name = text(at(here, 'name'));
      yield extract(selection, l10n.t('Move {0} into a Secret', name), [here], 'Secret');
      if (!isSecret(here)) yield extract(selection, l10n.t('Move {0} into a ConfigMap', name), [here], 'ConfigMap');
    }
    const harmless = literals.filter((item) => !isSecret(item));
    if (harmless.length > 1 && selection.values.includes(at(container, 'env')))
      yield extract(selection, l10n.t('Move {0} variables into a ConfigMap', harmless.length), harmless, 'ConfigMap');
  },
};

/** Kubernetes puts other variables into literals alone: one that asks for them has to stay where it is. */
function isLiteral(item: Value): boolean {
  const value = at(item, 'value');
  const isKey = /^[-._a-zA-Z0-9]+$/.test(text(at(item, 'name')));
  return isKey && isSet(value) && !text(value).includes('$(') && !isSet(at(item, 'valueFrom'));
}

/** By its name, as people name what nobody else should know. */
function isSecret(item: Value): boolean {
  return /passw|passphrase|secret|token|credential|private|(?:^|_)(?:pwd|key|auth)(?:$|_)|api_?key/i.test(
    text(at(item, 'name')),
  );
}

function extract(selection: Selection, title: string, items: readonly Value[], store: Store): Offer {
  const { subject, placed } = selection;
  const data = Object.fromEntries(items.map((item) => [text(at(item, 'name')), text(at(item, 'value'))]));
  const { name, existing } = target(selection, store, Object.keys(data));
  const reference = store === 'ConfigMap' ? 'configMapKeyRef' : 'secretKeyRef';
  const refer = items.map((item): Step => {
    const path = pathTo(item);
    const key = text(at(item, 'name'));
    return ({ document, root }) => {
      const value = at(valueAt(root, path), 'value');
      return swap(document, value, { [reference]: { name, key } });
    };
  });
  const edits = rewrite(subject, ...refer);
  if (!edits) return { title, edits };
  const field = store === 'Secret' ? 'stringData' : 'data';
  if (existing) {
    const root = getSubjects(existing.document, selection.version)[0]?.root;
    const holder = root && at(root, field);
    const added = holder && putLines(existing.document, holder, yamlLines(existing.document, data));
    return { title, edits: added && edits, others: added ? [{ placed: existing, edits: added }] : [] };
  }
  const namespace = text(at(subject.root, 'metadata', 'namespace'));
  const object = {
    apiVersion: 'v1',
    kind: store,
    metadata: { name, ...(namespace && { namespace }) },
    [field]: data,
  };
  return { title, edits: [...edits, append(placed, blockText(object, 0, placed.document))], others: [] };
}

/** `value` becomes `valueFrom`; a comment behind it stays on its line. */
function swap(document: YamlDocument, value: Value, valueFrom: Yaml): Edit[] | undefined {
  const { node, entry } = value;
  const { text } = document;
  if (node?.kind !== 'scalar' || !entry || entry.merged || hasReferences(document, entry)) return undefined;
  const end = trimmedEnd(text, node);
  if (isInFlow(value)) return [{ start: entry.start, end, newText: flowText({ valueFrom }).slice(2, -2) }];
  if (commentsIn(document, { start: entry.start, end }).length > 0) return undefined;
  const [first = '', ...rest] = yamlLines(document, { valueFrom });
  const at = lineEnd(text, end);
  const newText = indentLines(rest, columnOf(text, entry.start)).map((line) => newline(text) + line);
  return [
    { start: entry.start, end, newText: first },
    { start: at, end: at, newText: newText.join('') },
  ];
}

/** The object of the file that already holds such values, or the name for a new one. */
function target({ subject, file, version }: Selection, store: Store, keys: readonly string[]): Target {
  const objects = file.documents.flatMap((placed) => {
    const [only, ...others] = getSubjects(placed.document, version);
    return only?.object.kind === store && others.length === 0 ? [{ placed, root: only.root }] : [];
  });
  const owner = text(at(subject.root, 'metadata', 'name')) || 'app';
  const usual = `${owner}-${store === 'Secret' ? 'secret' : 'config'}`;
  const namespace = (root: Value) => text(at(root, 'metadata', 'namespace'));
  const existing = objects.find(({ root }) => {
    const isUsual = text(at(root, 'metadata', 'name')) === usual && namespace(root) === namespace(subject.root);
    const held = ['data', 'stringData'].flatMap((field) => [...at(root, field).fields.keys()]);
    return isUsual && !keys.some((key) => held.includes(key)) && flag(at(root, 'immutable')) !== true;
  });
  if (existing) return { name: usual, existing: existing.placed };
  return { name: uniqueName(usual, new Set(objects.map(({ root }) => text(at(root, 'metadata', 'name'))))) };
}

interface Target {
  readonly name: string;
  readonly existing?: PlacedDocument;
}

/** A document of its own behind the one where the user stands. */
function append({ document: { text } }: PlacedDocument, yaml: string): Edit {
  const end = newline(text);
  const lead = text.endsWith('\n') || text === '' ? '' : end;
  return { start: text.length, end: text.length, newText: `${lead}---${end}${yaml}` };
}

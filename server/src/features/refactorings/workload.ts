/** A Pod becomes the template of a workload, and the template of a workload a Pod. */
import * as l10n from '@vscode/l10n';
import type { PodKind } from '../../catalog/catalog.ts';
import { getCatalog } from '../../catalog/catalog.ts';
import { memoize } from '../../memoize.ts';
import { podKindOf } from '../../model/object.ts';
import { putValue } from '../../rules/edits/add.ts';
import { blockOf, cut, indentLines, type Lines, putLines, writtenFields, yamlLines } from '../../rules/edits/blocks.ts';
import { newline } from '../../rules/edits/lines.ts';
import { replaceValue } from '../../rules/edits/replace.ts';
import { commentsIn, hasReferences } from '../../rules/edits/skeleton.ts';
import type { Yaml } from '../../rules/edits/yaml.ts';
import type { Edit, Subject } from '../../rules/rule.ts';
import { at, isSet, nameOf, stringMap, text } from '../../rules/view.ts';
import type { Refactoring } from './refactoring.ts';
import { rewrite, type Step } from './rewrite.ts';

interface Workload {
  readonly kind: string;
  /** What stands in the workload's spec beside the template. */
  spec(name: string, labels: Readonly<Record<string, string>>): Readonly<Record<string, Yaml>>;
  /** Whether it finds its Pods by their labels. */
  readonly selects: boolean;
  /** What its Pods' restartPolicy may be, the one to take if it is another first. */
  readonly restartPolicies: readonly string[];
}

const WORKLOADS: readonly Workload[] = [
  {
    kind: 'Deployment',
    spec: (_, labels) => ({ replicas: 1, selector: { matchLabels: labels } }),
    selects: true,
    restartPolicies: ['Always'],
  },
  {
    kind: 'StatefulSet',
    spec: (name, labels) => ({ serviceName: name, replicas: 1, selector: { matchLabels: labels } }),
    selects: true,
    restartPolicies: ['Always'],
  },
  {
    kind: 'DaemonSet',
    spec: (_, labels) => ({ selector: { matchLabels: labels } }),
    selects: true,
    restartPolicies: ['Always'],
  },
  { kind: 'Job', spec: () => ({}), selects: false, restartPolicies: ['Never', 'OnFailure'] },
  { kind: 'CronJob', spec: () => ({ schedule: '0 * * * *' }), selects: false, restartPolicies: ['Never', 'OnFailure'] },
];

export const workload: Refactoring = {
  kind: 'refactor.rewrite.workload',
  *offers({ subject, values }) {
    const kind = podKindOf(subject.object);
    const { root, document, pod } = subject;
    const { node } = root;
    // Offered for the object, not for everything deep inside it.
    if (!kind || !pod || !node || node.kind !== 'mapping' || node.flow || values.length > 4) return;
    if (hasReferences(document, node)) return;
    if (kind.kind !== 'Pod') {
      yield { title: l10n.t('Convert {0} to a Pod', kind.kind), edits: toPod(subject) };
      return;
    }
    for (const [target, convert] of CONVERSIONS)
      yield { title: l10n.t('Convert to a {0}', target), edits: convert(subject) };
  },
};

const CONVERSIONS = WORKLOADS.map(
  (target) => [target.kind, memoize((subject: Subject) => toWorkload(subject, target))] as const,
);

function toWorkload(subject: Subject, target: Workload): readonly Edit[] | undefined {
  const kind = getCatalog().podKinds.find((known) => known.kind === target.kind);
  const name = text(at(subject.root, 'metadata', 'name')) || 'app';
  const given = at(subject.root, 'metadata', 'labels');
  const labels = Object.fromEntries(stringMap(given));
  if (target.selects && Object.keys(labels).length === 0) labels.app = name;
  const spec = at(subject.root, 'spec');
  // What was added to a running Pod cannot be in a template.
  const isLive = isSet(at(subject.root, 'status')) || isSet(at(spec, 'ephemeralContainers'));
  if (!kind || spec.node?.kind !== 'mapping' || isLive) return undefined;
  const nesting = kind.podPath.slice(1);

  const wrap: Step = (current) => {
    const { document, root } = current;
    const block = blockOf(document, at(root, 'spec'));
    const annotations = at(root, 'metadata', 'annotations');
    const taken = isSet(annotations) && at(root, 'metadata').fields.size > 1 ? cut(document, annotations) : undefined;
    if (!block?.leads || (isSet(annotations) && !taken)) return undefined;
    const metadata = [
      ...(Object.keys(labels).length > 0 ? yamlLines(document, { labels }) : []),
      ...(taken?.lines ?? []),
    ];
    const template = [...(metadata.length > 0 ? ['metadata:', ...indentLines(metadata, 2)] : []), ...block.lines];
    const fields = target.spec(name, labels);
    const own = Object.keys(fields).length > 0 ? yamlLines(document, fields) : [];
    const inner = nesting.reduceRight<Lines>((lines, field) => [`${field}:`, ...indentLines(lines, 2)], template);
    const lines = ['spec:', ...indentLines([...own, ...inner], 2)];
    const end = newline(document.text);
    const hasEnd = document.text[block.end - 1] === '\n';
    return [
      ...(taken?.edits ?? []),
      { start: block.start, end: block.end, newText: indentLines(lines, block.indent).join(end) + (hasEnd ? end : '') },
    ];
  };
  return rewrite(
    subject,
    (current) => fitRestartPolicy(current, target),
    (current) => rename(current, kind),
    wrap,
  );
}

/** A workload's Pods are started again by it or by the kubelet, as its kind demands. */
function fitRestartPolicy({ document, root }: Subject, { restartPolicies }: Workload): readonly Edit[] | undefined {
  const policy = at(root, 'spec', 'restartPolicy');
  const [usual = ''] = restartPolicies;
  if (restartPolicies.includes(text(policy) || 'Always')) return [];
  if (isSet(policy)) return replaceValue(document, policy, usual);
  return (
    putLines(document, at(root, 'spec'), yamlLines(document, { restartPolicy: usual })) ??
    putValue(document, policy, usual)
  );
}

function rename(
  { document, root }: Subject,
  { apiVersion, kind }: Pick<PodKind, 'apiVersion' | 'kind'>,
): readonly Edit[] | undefined {
  const version = replaceValue(document, at(root, 'apiVersion'), apiVersion);
  const name = replaceValue(document, at(root, 'kind'), kind);
  return version && name && [...version, ...name];
}

/** The template's labels and annotations count, since they are the Pod's; what only the workload has goes. */
const toPod = memoize((subject: Subject): readonly Edit[] | undefined => {
  const { document, root, object } = subject;
  const kind = podKindOf(object);
  if (!kind) return undefined;
  const template = at(root, ...kind.podPath);
  const outer = at(root, kind.podPath[0] ?? '');
  const whole = blockOf(document, outer);
  const spec = blockOf(document, at(template, 'spec'));
  if (!whole?.leads || !spec?.leads || isSet(at(root, 'status'))) return undefined;

  // Comments on labels that the object has as well are not said by the block that is left out.
  const moved = ['labels', 'annotations'].flatMap((field) =>
    writtenFields(at(template, 'metadata', field)).map((value) => ({ field, value, block: blockOf(document, value) })),
  );
  const merges = moved.map(({ field, value, block }): Step => {
    const name = nameOf(value);
    return (current) => {
      const own = at(current.root, 'metadata', field, name);
      if (!own.node) return block && putLines(current.document, at(current.root, 'metadata', field), block.lines);
      return text(own) === text(value) ? [] : replaceValue(current.document, own, text(value));
    };
  });
  const kept = [
    spec,
    ...moved.flatMap(({ field, value, block }) =>
      at(root, 'metadata', field, nameOf(value)).node ? [] : (block ?? []),
    ),
  ];
  const said = commentsIn(document, whole).filter(
    ({ start }) => !kept.some((block) => block.start <= start && start < block.end),
  );
  const end = newline(document.text);
  const lines = indentLines([...said.map((comment) => comment.text), ...spec.lines], whole.indent).join(end);
  const hasEnd = document.text[whole.end - 1] === '\n';
  const unwrap = { start: whole.start, end: whole.end, newText: lines + (hasEnd ? end : '') };
  return rewrite(
    subject,
    () => [unwrap],
    (current) => rename(current, POD),
    ...merges,
  );
});

const POD = { apiVersion: 'v1', kind: 'Pod' };

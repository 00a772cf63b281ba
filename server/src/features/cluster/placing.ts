/** Where a complaint of the cluster stands in the text: where our own diagnostic of the same field would. */
import type { Version } from '../../catalog/catalog.ts';
import type { KubernetesObject } from '../../model/object.ts';
import type { Problem, Subject } from '../../rules/rule.ts';
import { rules } from '../../rules/rules.ts';
import { getSubjects } from '../../rules/subjects.ts';
import { at, isWithin, pathOf, spanOf, text, type Value } from '../../rules/view.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import type { Span } from '../../yaml/tree.ts';
import { getProblems } from '../diagnostics.ts';
import type { Complaint } from './kubectl-output.ts';
import { takeApart } from './pod-security.ts';

export interface PlacedComplaint {
  readonly complaint: Complaint;
  /** Offsets in the document. */
  readonly span: Span;
}

/** Complaints about an object with their places. */
export function placeComplaints(
  complaints: readonly Complaint[],
  object: KubernetesObject,
  version: Version,
): readonly PlacedComplaint[] {
  const { document } = object;
  const subject = getSubjects(document, version).find((one) => one.object.node === object.node);
  if (!subject) return complaints.map((complaint) => ({ complaint, span: object.node }));
  const own = getProblems(document, version).filter(({ start, end }) => within({ start, end }, object.node));
  return complaints
    .flatMap((complaint) => takeApart(complaint, subject))
    .map((complaint) => ({
      complaint,
      span: placeOfOwn(complaint, own, document) ?? placeOfPath(complaint, subject) ?? placeOfName(subject),
    }));
}

const within = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Our own problem of the same field, and of the same value where several share it. */
function placeOfOwn(complaint: Complaint, own: readonly Problem[], { text }: YamlDocument): Span | undefined {
  const { path, withoutIndexes, message } = complaint;
  if (path === undefined) return isDecoding(message) ? own.find(({ code }) => DECODE_CODES.has(code)) : undefined;
  const same = own.filter((problem) => (withoutIndexes ? bare(problem.path) : problem.path) === path);
  const quoted = /(?:value|field): "((?:[^"\\]|\\.)*)"/.exec(message)?.[1];
  const ofValue = same.find(({ start, end }) => quoted !== undefined && text.slice(start, end).includes(quoted));
  return ofValue ?? same.find(({ severity }) => severity === 'error') ?? same[0];
}

const bare = (path: string): string => path.replace(/\[\d+\]/g, '');

const DECODE_CODES = new Set(rules.filter(({ stage }) => stage === 'decode').map(({ code }) => code));

/** The decoder stopped at a value, and does not say where: quantities, times, bytes, the types of a patch. */
function isDecoding(message: string): boolean {
  return /cannot be handled as a|unable to parse|quantities must match|parsing time|illegal base64|unrecognized type/.test(
    message,
  );
}

/** The nearest written field; undefined for a path that begins with none of the object's. */
function placeOfPath({ path, withoutIndexes }: Complaint, subject: Subject): Span | undefined {
  if (path === undefined) return undefined;
  const wrong = withoutIndexes ? subject.wrong.find((value) => bare(pathOf(value)) === path) : undefined;
  const value = wrong ?? descend(subject, `.${ownVolume(path, subject)}`, withoutIndexes === true);
  return value === subject.root ? undefined : spanOf(value);
}

/** Follows a path as far as it is written. Keys of maps may have dots, and stand behind one or in brackets. */
function descend(subject: Subject, path: string, anyItem: boolean): Value {
  let value = subject.root;
  let rest = path;
  while (rest !== '') {
    const step = longest(stepsFrom(value, subject, anyItem).filter(([name]) => leads(rest, name)));
    if (!step) break;
    rest = rest.slice(step[0].length);
    value = step[1];
  }
  return value;
}

type Step = readonly [name: string, value: Value];

/** Fields and items, with those that the server of this version does not have. */
function stepsFrom(value: Value, { unknown, dropped }: Subject, anyItem: boolean): Step[] {
  const apart = [...unknown, ...dropped].filter(({ parent }) => parent === value);
  const fields: Step[] = [
    ...value.fields,
    ...apart.flatMap((child): Step[] => (child.entry ? [[child.entry.name, child]] : [])),
  ];
  return [
    ...fields.flatMap(([name, child]): Step[] => [
      [`.${name}`, child],
      [`[${name}]`, child],
    ]),
    ...value.items.map((item, index): Step => [`[${index}]`, item]),
    // A path without indexes can mean any of the items; the first stands for them.
    ...(anyItem && value.items[0] ? ([['', value.items[0]]] satisfies Step[]) : []),
  ];
}

const leads = (rest: string, name: string): boolean =>
  rest.startsWith(name) && (rest.length === name.length || name === '' || /^[.[]/.test(rest.slice(name.length)));

const longest = (steps: readonly Step[]): Step | undefined =>
  steps.reduce<Step | undefined>((best, step) => (best && best[0].length >= step[0].length ? best : step), undefined);

/** The API server counts a StatefulSet's claim templates as the first of its volumes; see `serverPaths` of problems.ts. */
function ownVolume(path: string, { object, root, pod }: Subject): string {
  const claims = object.kind === 'StatefulSet' ? at(root, 'spec', 'volumeClaimTemplates').items : [];
  const [whole, index] = /^spec\.template\.spec\.volumes\[(\d+)\]/.exec(path) ?? [];
  if (claims.length === 0 || whole === undefined || !pod) return path;
  const names = new Set(claims.map((claim) => text(at(claim, 'metadata', 'name'))));
  const shown = Number(index);
  if (shown < names.size) return `spec.volumeClaimTemplates[${shown}]${path.slice(whole.length)}`;
  const volumes = at(pod.spec, 'volumes').items;
  const kept = volumes.filter((volume) => !names.has(text(at(volume, 'name'))));
  const volume = kept[shown - names.size];
  return volume ? pathOf(volume) + path.slice(whole.length) : path;
}

/** What is said of the object as a whole stands at its name. */
function placeOfName({ root, object }: Subject): Span {
  const named = ['name', 'generateName'].map((name) => at(root, 'metadata', name));
  const kind = at(root, 'kind');
  const value = [...named, kind].find(({ node, entry }) => node !== undefined && entry !== undefined);
  return value && isWithin(value, root) ? spanOf(value) : { start: object.node.start, end: object.node.start + 1 };
}

/** A cluster's verdict on the objects of a file: what kubectl is given to read, and where what it says belongs. */
import * as l10n from '@vscode/l10n';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Version } from '../../catalog/catalog.ts';
import { generateNameOf, nameOf } from '../../model/names.ts';
import { getObjects, type KubernetesObject, mayHoldObject } from '../../model/object.ts';
import { type PlacedDocument, type Range, rangeOf, type YamlFile } from '../../yaml/file.ts';
import { type Span, toValue } from '../../yaml/tree.ts';
import { fileVersion } from '../diagnostics.ts';
import { type Complaint, type KubectlAnswer, readAnswer } from './kubectl-output.ts';
import { placeComplaints } from './placing.ts';

/** One object, or one document that cannot be read, as kubectl gets it on its standard input. */
export interface Manifest {
  /** Such as `Pod web`; of a document that cannot be read, its first line. */
  readonly title: string;
  readonly range: Range;
  /** kubectl applies no object whose name the server makes up. */
  readonly verb: 'apply' | 'create';
  readonly text: string;
}

/** What kubectl answered to the manifest of that index. */
export interface ManifestAnswer extends KubectlAnswer {
  readonly manifest: number;
}

export interface ManifestVerdict {
  readonly manifest: number;
  readonly accepted: boolean;
  /** Without a source: who asked knows the cluster's name. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why there is no verdict on it: no connection, no permission. */
  readonly failure?: string;
}

/** The manifests of a file, in order. Documents that are no Kubernetes objects, or templates of them, are none. */
export function getManifests(file: YamlFile): readonly Manifest[] {
  return partsOf(file).map(({ placed, object, span, text }) => ({
    title: object ? titleOf(object) : firstLine(placed.document.text),
    range: rangeOf(placed, span),
    verb: object && isNameless(object) ? 'create' : 'apply',
    text,
  }));
}

/** @param answers to the manifests of exactly this file */
export function getVerdicts(
  file: YamlFile,
  answers: readonly ManifestAnswer[],
  settings: { readonly version: Version },
): readonly ManifestVerdict[] {
  const version = fileVersion(file, settings.version);
  const parts = partsOf(file);
  return answers.flatMap(({ manifest, ...answer }): ManifestVerdict[] => {
    const part = parts[manifest];
    if (!part) return [];
    const { complaints, failure } = readAnswer(answer);
    return [
      {
        manifest,
        accepted: answer.exitCode === 0,
        diagnostics: diagnosticsOf(complaints, part, version),
        ...(failure !== undefined && { failure }),
      },
    ];
  });
}

interface Part {
  readonly placed: PlacedDocument;
  readonly object: KubernetesObject | undefined;
  readonly span: Span;
  readonly text: string;
}

/** A document's own text, so that kubectl reads it itself; of a List each item, which kubectl would not all judge. */
function partsOf(file: YamlFile): Part[] {
  return file.documents.flatMap((placed): Part[] => {
    const { document } = placed;
    if (!mayHoldObject(document.text)) return [];
    const { text, problems, root } = document;
    const whole = { start: 0, end: text.trimEnd().length };
    const objects = getObjects(document);
    if (problems.length > 0 && root) return [{ placed, object: undefined, span: whole, text }];
    return objects.map((object) => {
      if (object.item === undefined) return { placed, object, span: whole, text };
      return { placed, object, span: object.node, text: JSON.stringify(toValue(object.node), writeBigInt) };
    });
  });
}

/** Beyond 2^53 the exact digits do not matter: no field of an object takes them. */
const writeBigInt = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);

function titleOf(object: KubernetesObject): string {
  return [object.kind ?? 'object', nameOf(object) ?? generateNameOf(object)].join(' ').trim();
}

function isNameless(object: KubernetesObject): boolean {
  return !nameOf(object) && Boolean(generateNameOf(object));
}

const firstLine = (text: string): string =>
  text.split(/\r?\n/).find((line) => /^(?!---|#)\S/.test(line)) ?? l10n.t('a document that cannot be read');

const SEVERITIES = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning } as const;

function diagnosticsOf(
  complaints: readonly Complaint[],
  { placed, object, span }: Part,
  version: Version,
): readonly Diagnostic[] {
  const found = object
    ? placeComplaints(complaints, object, version)
    : complaints.map((complaint) => ({ complaint, span: placeOfSyntax(complaint, placed, span) }));
  return found.map(({ complaint: { severity, message }, span: place }) => ({
    range: rangeOf(placed, place),
    severity: SEVERITIES[severity],
    message,
  }));
}

/** Our own parser says more exactly than a line where the text cannot be read. */
function placeOfSyntax({ message }: Complaint, { document }: PlacedDocument, span: Span): Span {
  const [problem] = document.problems;
  if (problem) return problem;
  const line = Number(/\byaml: line (\d+):/.exec(message)?.[1] ?? 1) - 1;
  const start = document.lineStarts[line] ?? span.start;
  return { start, end: Math.max(start, document.lineStarts[line + 1] ?? span.end) };
}

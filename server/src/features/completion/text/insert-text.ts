/** What is inserted for a field: its key and, below it, the shape that its type asks for. */

import { type Field, getCatalog, type Type } from '../../../catalog/catalog.ts';
import { habitsOf } from '../../../catalog/usual.ts';
import type { Owner } from '../../owner.ts';
import { isJob, isRequiredIn } from '../../required.ts';
import { type Cursor, hasValue } from '../cursor/cursor.ts';
import { podLabels } from '../values/labels.ts';
import { choicesOf } from '../values/values.ts';
import { isQuotedInJson, keyText, scalarText } from './notation.ts';
import { escapeSnippet, tabStop } from './suggestion.ts';

/** Objects that say something by being there. */
const MEANT_EMPTY: ReadonlySet<string> = new Set(['EmptyDirVolumeSource']);

/** Written together with the required fields, since the object is of little use without them. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  EnvVar: ['value'],
  HTTPGetAction: ['path'],
  HTTPHeader: ['value'],
  LabelSelector: ['matchLabels'],
  LocalObjectReference: ['name'],
  ObjectMeta: ['name'],
  PodAffinityTerm: ['labelSelector'],
  PodTemplateSpec: ['metadata'],
  ProjectedVolumeSource: ['sources'],
  SleepAction: ['seconds'],
  Toleration: ['key', 'operator', 'effect'],
  TopologySpreadConstraint: ['labelSelector'],
};

/** Maps of labels that have to agree with each other. */
const AGREEING_LABELS: ReadonlySet<string> = new Set([
  'LabelSelector.matchLabels',
  'ReplicationControllerSpec.selector',
]);

const MAX_DEPTH = 12;

const STRING: Type = { kind: 'string' };

const isScalar = ({ kind }: Type): boolean => kind !== 'object' && kind !== 'list' && kind !== 'map';

/** The parts of a snippet for a cursor: its tab stops count on from one part to the next. */
export interface Writer {
  /** `key:` with its shape; at the cursor's column unless told. */
  field(owner: Owner, column?: number): string;
  /** An item of a list, with its dash: `- name: $1`. */
  item(type: Type, owner: Owner | undefined): string;
  /** An item of a flow list: `{name: $1}`. */
  flowItem(type: Type, owner: Owner | undefined): string;
  /** The fields of an object that has only those that it needs, one below the other. */
  fields(definition: string): string;
}

export function createWriter(cursor: Cursor): Writer {
  const { flow, style, hole, column: start } = cursor;
  let stops = 0;
  let depth = 0;
  /** The tab stop of a name that labels repeat. */
  let nameStop: number | undefined;

  const stop = (values?: readonly string[]): string => tabStop(++stops, values);
  const newLine = (column: number): string => style.lineBreak + ' '.repeat(column);
  const bare = hole.colon || hasValue(cursor);
  const key = (name: string): string => escapeSnippet(keyText(cursor, name));

  function field(owner: Owner, column = start): string {
    const { name, type } = owner.field;
    if (depth === 0 && bare) return hole.colon ? escapeSnippet(name) : `${key(name)}:`;
    depth++;
    const text = `${key(name)}:${depth > MAX_DEPTH ? ` ${stop()}` : value(type, owner, column)}`;
    depth--;
    return text;
  }

  function value(type: Type, owner: Owner, column: number): string {
    switch (type.kind) {
      case 'object':
        return object(type.definition, owner, column);
      case 'list': {
        const dash = column + style.dash;
        if (!flow && style.flowList && isScalar(type.of)) return ` ${style.flowList.join(scalar(owner))}`;
        return flow ? ` [${flowItem(type.of, owner)}]` : newLine(dash) + item(type.of, owner, dash);
      }
      case 'map':
        return map(owner, column);
      default:
        return ` ${scalar(owner)}`;
    }
  }

  function object(definition: string, owner: Owner | undefined, column: number): string {
    const children = needed(definition, owner);
    const empty = MEANT_EMPTY.has(definition);
    if (flow) return ` {${children.map((child) => field(child)).join(', ') || (empty ? '' : stop())}}`;
    const inner = column + style.indent;
    if (children.length > 0) return children.map((child) => newLine(inner) + field(child, inner)).join('');
    return empty ? ' {}' : newLine(inner) + stop();
  }

  function map(owner: Owner, column: number): string {
    const entries = labels(owner) ?? [stop()];
    if (flow) return ` {${entries.join(', ')}}`;
    return entries.map((entry) => newLine(column + style.indent) + entry).join('');
  }

  /** Labels that are known already or, where several maps are written at once, the same for all of them. */
  function labels(owner: Owner): string[] | undefined {
    const agreeing = AGREEING_LABELS.has(owner.field.id) || isTemplateLabels(owner);
    if (!agreeing) return undefined;
    const known = [...podLabels(cursor)];
    if (known.length > 0)
      return known.map(([name, label]) => `${key(name)}: ${escapeSnippet(scalarText(cursor, label, STRING))}`);
    if (depth < 2) return undefined;
    nameStop ??= ++stops;
    return [cursor.json ? `"app": "$${nameStop}"` : `app: $${nameStop}`];
  }

  const isTemplateLabels = ({ definition, field: { name } }: Owner): boolean =>
    definition === 'ObjectMeta' && name === 'labels' && depth > 1;

  function item(type: Type, owner: Owner | undefined, column = start): string {
    const dash = `-${' '.repeat(style.afterDash - 1)}`;
    const inner = column + style.afterDash;
    if (type.kind === 'list') return dash + item(type.of, owner, inner);
    if (type.kind !== 'object') return dash + scalar(owner);
    const children = needed(type.definition, owner);
    if (children.length === 0) return dash + stop();
    return dash + children.map((child) => nested(child, inner)).join(newLine(inner));
  }

  function flowItem(type: Type, owner: Owner | undefined): string {
    return type.kind === 'object' ? object(type.definition, owner, 0).trimStart() : scalar(owner);
  }

  /** A field that is written together with others, so never bare. */
  function nested(owner: Owner, column: number): string {
    depth++;
    const text = field(owner, column);
    depth--;
    return text;
  }

  function scalar(owner: Owner | undefined): string {
    if (!owner) return stop();
    const { definition, field } = owner;
    const { name } = field;
    const type = field.type.kind === 'list' ? field.type.of : field.type;
    const choices = choicesOf(cursor, definition, field).map((choice) => scalarText(cursor, choice, type));
    if ((name === 'apiVersion' || name === 'kind') && choices.length === 1) return String(choices[0]);
    const isOpen = cursor.json && choices.length === 0 && isQuotedInJson(type);
    const text = isOpen ? `"${stop()}"` : stop(choices);
    if (definition === 'ObjectMeta' && name === 'name') nameStop ??= stops;
    return text;
  }

  function needed(definition: string, owner: Owner | undefined): Owner[] {
    const inTemplate = owner?.definition === 'PodTemplateSpec' && definition === 'ObjectMeta';
    // A Pod template needs no name, but the labels that its workload selects by; those of a Job are made up for it.
    const companions = inTemplate ? ['labels'] : COMPANIONS[definition];
    if (definition === 'PodTemplateSpec' && isJob(cursor.object.known))
      return toOwners(definition, neededFields(cursor, definition));
    return toOwners(definition, neededFields(cursor, definition, companions));
  }

  return {
    field,
    item,
    flowItem,
    fields: (definition) =>
      needed(definition, undefined)
        .map((child) => nested(child, start))
        .join(newLine(start)),
  };
}

const toOwners = (definition: string, fields: readonly Field[]): Owner[] =>
  fields.map((field) => ({ definition, field }));

function neededFields({ object, version }: Cursor, definition: string, companions: readonly string[] = []): Field[] {
  const usual = Object.keys(habitsOf(definition));
  const order = ({ name }: Field): number => (usual.includes(name) ? usual.indexOf(name) : usual.length);
  return getCatalog()
    .fields(definition, version)
    .filter(({ name }) => isRequiredIn(object, { definition, field: name }, version) || companions.includes(name))
    .sort((a, b) => order(a) - order(b));
}

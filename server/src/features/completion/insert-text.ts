/** What is inserted for a field: its key and, below it, the shape that its type asks for. */
import { type Field, getCatalog, type Type, type Version } from '../../catalog/catalog.ts';
import { isRequired } from '../../catalog/required.ts';
import { USUAL_FIELDS } from '../../catalog/usual.ts';
import type { Style } from './style.ts';
import { tabStop } from './suggestion.ts';

export interface Shape {
  readonly style: Style;
  readonly flow: boolean;
  readonly version: Version;
  /** The values to choose from at a field; none when anything may be written. */
  readonly choices: (definition: string, field: Field) => readonly string[];
}

/** Objects that say something by being there. */
const MEANT_EMPTY: ReadonlySet<string> = new Set(['EmptyDirVolumeSource']);

/** Written together with the required fields, since the object is of little use without them. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  EnvVar: ['value'],
  HTTPGetAction: ['path'],
  HTTPHeader: ['value'],
  LabelSelector: ['matchLabels'],
  ObjectMeta: ['name'],
};

/** A Pod template has no name of its own, but the labels that its workload selects by. */
const TEMPLATE_METADATA: readonly string[] = ['labels'];

const MAX_DEPTH = 12;

/** `key:` with its shape, for a key that begins at a column; tab stops count from 1. */
export function fieldSnippet(definition: string, field: Field, column: number, shape: Shape): string {
  return writer(shape).field(definition, field, column);
}

/** An item of a list, for a dash that begins at a column: `- name: $1`. */
export function itemSnippet(list: { of: Type }, owner: Owner | undefined, column: number, shape: Shape): string {
  return writer(shape).item(list.of, owner, column);
}

/** The shape of a value of a type alone, as it follows `key:`. */
export interface Owner {
  readonly definition: string;
  readonly field: Field;
}

function writer({ style, flow, version, choices }: Shape) {
  let stops = 0;
  let depth = 0;
  const stop = (values?: readonly string[]): string => tabStop(++stops, values);
  const newLine = (column: number): string => style.lineBreak + ' '.repeat(column);

  function field(definition: string, { name, ...rest }: Field, column: number): string {
    return `${name}:${value(rest.type, { definition, field: { name, ...rest } }, column)}`;
  }

  function value(type: Type, owner: Owner | undefined, column: number): string {
    switch (type.kind) {
      case 'object':
        return object(type.definition, owner, column);
      case 'list':
        if (flow) return ` [${inFlow(type.of, owner)}]`;
        return newLine(column + style.dash) + item(type.of, owner, column + style.dash);
      case 'map':
        return flow ? ` {${stop()}}` : newLine(column + style.indent) + stop();
      default:
        return ` ${scalar(owner)}`;
    }
  }

  function object(definition: string, owner: Owner | undefined, column: number): string {
    const children = fieldsToWrite(definition, owner);
    if (flow) return ` {${children.map((child) => field(definition, child, 0)).join(', ') || stop()}}`;
    if (children.length > 0)
      return children
        .map((child) => newLine(column + style.indent) + field(definition, child, column + style.indent))
        .join('');
    return MEANT_EMPTY.has(definition) ? ' {}' : newLine(column + style.indent) + stop();
  }

  function item(type: Type, owner: Owner | undefined, column: number): string {
    const dash = `-${' '.repeat(style.afterDash - 1)}`;
    const inner = column + style.afterDash;
    if (type.kind === 'list') return dash + item(type.of, owner, inner);
    if (type.kind !== 'object') return dash + scalar(owner);
    const children = fieldsToWrite(type.definition, owner);
    if (children.length === 0) return dash + stop();
    return dash + children.map((child) => field(type.definition, child, inner)).join(newLine(inner));
  }

  function inFlow(type: Type, owner: Owner | undefined): string {
    return type.kind === 'object' ? value(type, owner, 0).trimStart() : scalar(owner);
  }

  function scalar(owner: Owner | undefined): string {
    return stop(owner && choices(owner.definition, owner.field));
  }

  function fieldsToWrite(definition: string, owner: Owner | undefined): Field[] {
    if (depth++ > MAX_DEPTH) return [];
    const template = owner?.definition === 'PodTemplateSpec' && definition === 'ObjectMeta';
    const companions = template ? TEMPLATE_METADATA : (COMPANIONS[definition] ?? []);
    const usual = USUAL_FIELDS[definition] ?? [];
    const order = (name: string): number => (usual.indexOf(name) + 1 || usual.length + 1) - 1;
    const needsLabels = (name: string): boolean => definition === 'PodTemplateSpec' && name === 'metadata';
    return getCatalog()
      .fields(definition, version)
      .filter(({ name }) => isRequired(definition, name, version) || companions.includes(name) || needsLabels(name))
      .sort((a, b) => order(a.name) - order(b.name));
  }

  return { field, item };
}

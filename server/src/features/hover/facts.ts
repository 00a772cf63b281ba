/** The facts of a field in one paragraph: type, required, default, allowed values, unit, since when. */

import { type Field, has, type Version } from '../../catalog/catalog.ts';
import type { Default } from '../../catalog/defaults.ts';
import type { Deprecation } from '../../catalog/deprecations.ts';
import { gateState } from '../../catalog/gates.ts';
import { knowledge } from '../../catalog/knowledge.ts';
import { typeName } from '../owner.ts';
import { code } from './hovered.ts';

/** More allowed values than these are no help to read. */
const MOST_VALUES = 12;

/** `key` is the entry's, when the place is one of a map. */
export function describeFacts(definition: string, field: Field, version: Version, key?: string): string[] {
  const known = knowledge(definition, field.name, version);
  const { enumeration, unit, gate, deprecated } = known;
  const name = deprecated ? `~~**${field.name}**~~` : `**${field.name}**`;
  if (!has(field, version)) return [`**${field.name}**: not in Kubernetes ${version}, but ${whenOf(field)}`];
  const facts = [
    `${name}: ${typeName(field.type)}${unit ? ` (${unit})` : ''}`,
    known.required ? 'required' : 'optional',
  ];
  if (known.default) facts.push(describeDefault(known.default, unit === 'file mode'));
  if (field.since || field.until) facts.push(whenOf(field));
  if (key !== undefined && field.type.kind === 'map') return [`${code(key)} in ${name}: ${typeName(field.type.of)}`];
  const lines = [facts.join(' · ')];
  if (deprecated) lines.push(describeDeprecation(deprecated));
  if (gate) {
    const { stage, on } = gateState(gate, version);
    lines.push(`Feature gate ${gate}: ${stage} in ${version}, ${on ? 'on' : 'off'} by default.`);
  }
  if (enumeration && enumeration.length > 0) {
    const shown = enumeration.slice(0, MOST_VALUES).map(({ value }) => code(value || '""'));
    lines.push(
      `${field.type.kind === 'list' ? 'Each one of' : 'One of'} ${shown.join(', ')}${enumeration.length > MOST_VALUES ? ', …' : ''}`,
    );
  }
  return lines;
}

function whenOf({ since, until }: Field): string {
  return [since && `since Kubernetes ${since}`, until && `until Kubernetes ${until}`].filter(Boolean).join(' ');
}

function describeDefault({ value, when }: Default, isMode: boolean): string {
  const shown = isMode && typeof value === 'number' ? `0${value.toString(8)}` : String(value);
  if (value === undefined) return `default: ${when}`;
  return `default ${shown === '' ? 'empty' : code(shown)}${when ? ` (${when})` : ''}`;
}

function describeDeprecation({ since, gone, instead, note }: Deprecation): string {
  const parts = [`**Deprecated**${since ? ` since Kubernetes ${since}` : ''}.`];
  if (gone) parts.push(`Does nothing since ${gone}.`);
  if (instead) parts.push(`Use ${code(instead)} instead.`);
  if (note) parts.push(note);
  return parts.join(' ');
}

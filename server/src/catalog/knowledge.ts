/**
 * What we know of a field beyond the schemas, gathered from the tables beside this file. Each table is our own, checked
 * against the verdicts of real API servers, and keyed by `Definition.field`.
 */
import { memoize } from '../memoize.ts';
import { type Field, getCatalog, type Version } from './catalog.ts';
import { DEFAULTS, type Default } from './defaults.ts';
import { DEPRECATED_FIELDS, type Deprecation, isDeprecated } from './deprecations.ts';
import { ENUMERATIONS, type EnumValue, SUGGESTIONS } from './enumerations.ts';
import { FIELD_GATES, GATES, type Gate, type GateName, gateState } from './gates.ts';
import { isRequired } from './required.ts';
import { type Unit, unitOfField } from './units.ts';

export interface Knowledge {
  /** Whether the API server refuses the object without the field. */
  readonly required: boolean;
  /** The values that the version knows, gated ones too; for a list, of its items. */
  readonly enumeration?: readonly EnumValue[];
  /** Whether the API server, left to its defaults, refuses values outside the enumeration and those whose gate is off. */
  readonly closed?: boolean;
  /** Usual values, of those that the version takes by default; for a list, of its items; for a map, of its keys. */
  readonly suggestions?: readonly string[];
  readonly default?: Default;
  readonly unit?: Unit;
  /** The feature gate without which the API server drops the field; absent once the feature is stable. */
  readonly gate?: GateName;
  readonly deprecated?: Deprecation;
}

/** What we know of a field as a version has it; empty, and not required, for a field that the version does not have. */
export function knowledge(definition: string, field: string, version: Version): Knowledge {
  const fact = getCatalog().field(definition, field, version);
  if (!fact) return NOTHING;
  let known = byVersion.get(version);
  if (!known) {
    known = memoize((one: Field) => gather(one, version));
    byVersion.set(version, known);
  }
  return known(fact);
}

const NOTHING: Knowledge = { required: false };
/** The few fields that manifests have are asked about over and over. */
const byVersion = new Map<Version, (field: Field) => Knowledge>();

function gather({ id, name, type }: Field, version: Version): Knowledge {
  const definition = id.slice(0, -name.length - 1);
  const leaf = type.kind === 'list' ? type.of.kind : type.kind;
  const enumeration = ENUMERATIONS[id]?.filter(({ gate }) => !gate || gateState(gate, version).stage !== 'none');
  const suggestions = SUGGESTIONS[id]?.filter(({ gate }) => !gate || gateState(gate, version).on);
  const unit = unitOfField(name, leaf);
  const gate = FIELD_GATES[id];
  const deprecated = DEPRECATED_FIELDS[id];
  return {
    required: isRequired(definition, name, version),
    ...(enumeration && { enumeration, closed: isClosed(enumeration, gate, version) }),
    ...(suggestions && { suggestions: suggestions.map(({ value }) => value) }),
    ...(DEFAULTS[id] && { default: DEFAULTS[id] }),
    ...(unit && { unit }),
    ...(gate && gateState(gate, version).stage !== 'stable' && { gate }),
    ...(deprecated && isDeprecated(deprecated, version) && { deprecated }),
  };
}

/** An enumeration is open where the server drops the field before it looks at the value. */
function isClosed(values: readonly EnumValue[], fieldGate: GateName | undefined, version: Version): boolean {
  if (fieldGate && !gateState(fieldGate, version).on) return false;
  return !values.some(({ gate }) => {
    const facts: Gate | undefined = gate && GATES[gate];
    return gate && facts?.dropsValues && !gateState(gate, version).on;
  });
}

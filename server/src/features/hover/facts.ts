/** The facts of a field in one paragraph: type, required, default, allowed values, unit, since when. */

import * as l10n from '@vscode/l10n';
import { type Field, has, type Version } from '../../catalog/catalog.ts';
import type { Default } from '../../catalog/defaults.ts';
import type { Deprecation } from '../../catalog/deprecations.ts';
import { gateState } from '../../catalog/gates.ts';
import { knowledge } from '../../catalog/knowledge.ts';
import type { Unit } from '../../catalog/units.ts';
import { enumerated } from '../../texts.ts';
import { defaultText } from '../default-text.ts';
import { typeName } from '../owner.ts';
import { isRequiredIn } from '../required.ts';
import { code, type Hovered, paragraph } from './hovered.ts';

/** More allowed values than these are no help to read. */
const MOST_VALUES = 12;

export function describeFacts({ owner, place, object, version }: Hovered): string[] {
  const { definition, field } = owner;
  const known = knowledge(definition, field.name, version);
  const { enumeration, unit, gate, deprecated } = known;
  const name = deprecated ? `~~**${field.name}**~~` : `**${field.name}**`;
  if (!has(field, version)) return [`**${field.name}**: ${notIn(field, version)}`];
  const path = place.parent?.path ?? [];
  const isRequired = isRequiredIn(object, { definition, field: field.name, path }, version);
  const key = place.field ? undefined : place.entry?.name;
  const facts = [
    `${name}: ${unit ? l10n.t('{0} ({1})', typeName(field.type), unitInWords(unit)) : typeName(field.type)}`,
    isRequired ? l10n.t('required') : l10n.t('optional'),
  ];
  if (known.default) facts.push(describeDefault(known.default, unit));
  const versions = versionsOf(field);
  if (versions) facts.push(versions);
  if (key !== undefined && field.type.kind === 'map')
    return [l10n.t('{0} in {1}: {2}', code(key), name, typeName(field.type.of))];
  const lines = [facts.join(' · ')];
  if (deprecated) lines.push(describeDeprecation(deprecated));
  if (gate) {
    const { stage, on } = gateState(gate, version);
    lines.push(
      on
        ? l10n.t('Feature gate {0}: {1} in {2}, on by default.', gate, stage, version)
        : l10n.t('Feature gate {0}: {1} in {2}, off by default.', gate, stage, version),
    );
  }
  if (enumeration && enumeration.length > 0) {
    const shown = enumeration.slice(0, MOST_VALUES).map(({ value }) => code(value || '""'));
    const values = enumerated(enumeration.length > MOST_VALUES ? [...shown, '…'] : shown);
    lines.push(field.type.kind === 'list' ? l10n.t('Each one of {0}', values) : l10n.t('One of {0}', values));
  }
  return lines;
}

function versionsOf({ since, until }: Field): string | undefined {
  if (since && until) return l10n.t('since Kubernetes {0} until Kubernetes {1}', since, until);
  if (since) return l10n.t('since Kubernetes {0}', since);
  return until && l10n.t('until Kubernetes {0}', until);
}

function notIn({ since, until }: Field, version: Version): string {
  if (since && until)
    return l10n.t('not in Kubernetes {0}, but since Kubernetes {1} until Kubernetes {2}', version, since, until);
  return since
    ? l10n.t('not in Kubernetes {0}, but since Kubernetes {1}', version, since)
    : l10n.t('not in Kubernetes {0}, but until Kubernetes {1}', version, until ?? '');
}

function unitInWords(unit: Unit): string {
  switch (unit) {
    case 'seconds':
      return l10n.t('seconds');
    case 'bytes':
      return l10n.t('bytes');
    case 'file mode':
      return l10n.t('file mode');
    case 'retries':
      return l10n.t('retries');
    case 'Pods':
      return l10n.t('Pods');
    case 'port':
      return l10n.t('port');
    case 'weight':
      return l10n.t('weight');
    case 'CPU cores':
      return l10n.t('CPU cores');
    default:
      return unit;
  }
}

function describeDefault(fallback: Default, unit: Unit | undefined): string {
  const shown = defaultText(fallback, unit);
  const words = fallback.when?.() ?? '';
  if (shown === undefined) return l10n.t('default: {0}', words);
  if (shown === '') return words ? l10n.t('default empty ({0})', words) : l10n.t('default empty');
  return words ? l10n.t('default {0} ({1})', code(shown), words) : l10n.t('default {0}', code(shown));
}

function describeDeprecation({ since, gone, instead, note }: Deprecation): string {
  return (
    paragraph([
      since ? l10n.t('**Deprecated** since Kubernetes {0}.', since) : l10n.t('**Deprecated**.'),
      gone && l10n.t('Does nothing since {0}.', gone),
      instead && l10n.t('Use {0} instead.', code(instead)),
      note?.(),
    ]) ?? ''
  );
}

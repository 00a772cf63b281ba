/** What holds in an object for the fields that nobody has written: defaults, and what is taken from elsewhere. */
import * as l10n from '@vscode/l10n';
import { getCatalog } from '../../catalog/catalog.ts';
import { knowledge } from '../../catalog/knowledge.ts';
import { usualOrder } from '../../catalog/usual.ts';
import { definitionOf } from '../../model/walk.ts';
import { entryOf } from '../../yaml/tree.ts';
import { code, type Describe } from './hovered.ts';

/** More of them would only be a list. */
const MOST = 6;

export const describeLeftOut: Describe = ({ place, version }) => {
  const definition = definitionOf(place)?.name;
  if (definition === undefined || place.node.kind !== 'mapping') return undefined;
  const usual = usualOrder(definition);
  const rank = (name: string): number => (usual.includes(name) ? usual.indexOf(name) : usual.length);
  const defaults = getCatalog()
    .fields(definition, version)
    .filter(({ name }) => !entryOf(place.node, name))
    .flatMap(({ name }) => {
      const { default: fallback, unit, deprecated, gate } = knowledge(definition, name, version);
      const value = fallback?.value;
      // What is empty or off when nobody says so is what everybody expects; the rest the API server writes down.
      if (
        !fallback?.written ||
        value === undefined ||
        value === '' ||
        value === false ||
        value === 0 ||
        deprecated ||
        gate
      )
        return [];
      return [{ name, text: unit === 'file mode' ? `0${Number(value).toString(8)}` : String(value) }];
    })
    .sort((a, b) => rank(a.name) - rank(b.name))
    .slice(0, MOST);
  if (defaults.length === 0) return undefined;
  return l10n.t('Not written, so: {0}', defaults.map(({ name, text }) => `${name} ${code(text)}`).join(' · '));
};

/** A quantity in other words: exact, canonical, and in the unit that people think in. */
import * as l10n from '@vscode/l10n';
import { parseQuantityField } from '../../quantity/parse.ts';
import { isQuantity } from '../../quantity/quantity.ts';
import { equivalents, readable } from '../../quantity/readable.ts';
import { code, type Describe } from './hovered.ts';

export const describeQuantity: Describe = ({ place, owner }) => {
  const { node } = place;
  if (place.type?.kind !== 'quantity' || node.kind !== 'scalar' || node.style === 'missing') return undefined;
  const quantity = parseQuantityField(node.value);
  if (!isQuantity(quantity)) return l10n.t('{0} is no quantity: {1}', code(node.text), quantity.error);
  const resource = place.entry?.name ?? owner.field.name;
  const best = readable(quantity, resource);
  const forms = [best, ...equivalents(quantity, node.text)].filter(
    (form) => form !== node.text && (resource === 'cpu' || !/^-?\d+m$/.test(form)),
  );
  if (forms.length === 0) return undefined;
  const [rounded, exact] = [new Set(forms.filter(isRounded)), new Set(forms.filter((form) => !isRounded(form)))];
  return [
    [node.text, ...exact].map(code).join(' = '),
    ...[...rounded].map((form) => `≈ ${code(form.replace(ROUNDED, ''))}`),
  ].join(' ');
};

const ROUNDED = /^≈ /;
const isRounded = (form: string): boolean => ROUNDED.test(form);

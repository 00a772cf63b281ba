/** Quantities in another form of the same amount: one, all of a container, all of the file. */
import * as l10n from '@vscode/l10n';
import { parseQuantity } from '../../quantity/parse.ts';
import { canonical, compare, isQuantity, type Quantity, wholeNumber } from '../../quantity/quantity.ts';
import { isBytes } from '../../quantity/readable.ts';
import { replaceValue } from '../../rules/edits/replace.ts';
import type { Edit } from '../../rules/rule.ts';
import { getSubjects } from '../../rules/subjects.ts';
import { nameOf, type Value } from '../../rules/view.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import { containerAt, type Offer, type Refactoring } from './refactoring.ts';

interface Form {
  readonly name: 'canonical' | 'binary' | 'decimal' | 'thousandths';
  /** Undefined where the amount has no such form, or nobody would count the resource so. */
  write(quantity: Quantity, resource: string): string | undefined;
}

const FORMS: readonly Form[] = [
  { name: 'canonical', write: (quantity) => canonical(quantity) },
  {
    name: 'binary',
    write: (quantity, resource) => {
      if (!isBytes(resource)) return undefined;
      const written = canonical({ ...bare(quantity), format: 'BinarySI' });
      return /i$/.test(written) ? written : undefined;
    },
  },
  {
    name: 'decimal',
    write: (quantity, resource) => {
      if (isBytes(resource)) return canonical({ ...bare(quantity), format: 'DecimalSI' });
      return resource === 'cpu' ? plain(quantity) : undefined;
    },
  },
  {
    name: 'thousandths',
    write: (quantity, resource) => {
      const milli = wholeNumber({ ...quantity, exponent: quantity.exponent + 3 });
      return resource === 'cpu' && milli !== undefined ? `${milli}m` : undefined;
    },
  },
];

type Titles = Readonly<Record<Form['name'], () => string>>;

const OF_CONTAINER: Titles = {
  canonical: () => l10n.t("Write this container's quantities in canonical form"),
  binary: () => l10n.t("Write this container's quantities in binary units"),
  decimal: () => l10n.t("Write this container's quantities in decimal units"),
  thousandths: () => l10n.t("Write this container's quantities in thousandths"),
};

const OF_FILE: Titles = {
  canonical: () => l10n.t('Write all quantities of the file in canonical form'),
  binary: () => l10n.t('Write all quantities of the file in binary units'),
  decimal: () => l10n.t('Write all quantities of the file in decimal units'),
  thousandths: () => l10n.t('Write all quantities of the file in thousandths'),
};

export const quantities: Refactoring = {
  kind: 'refactor.rewrite.quantity',
  *offers(selection) {
    const { values, placed, file, version } = selection;
    const [inner] = values;
    if (!inner) return;
    const { document } = placed;
    if (isQuantityValue(inner)) {
      const offered = new Set<string>();
      for (const form of FORMS) {
        const written = rewritten(inner, form);
        if (written === undefined || offered.has(written)) continue;
        offered.add(written);
        yield { title: l10n.t('Write as {0}', written), edits: change(document, inner, form) };
      }
    } else if (!values.some((value) => nameOf(value) === 'resources')) return;
    const container = containerAt(selection)?.value;
    for (const form of FORMS) {
      const ofContainer = container ? changeAll(document, container, form) : [];
      const ofFile = file.documents.map((other) => ({
        placed: other,
        edits: getSubjects(other.document, version).flatMap(({ root }) => changeAll(other.document, root, form)),
      }));
      const mine = ofFile.find((other) => other.placed === placed)?.edits ?? [];
      const others = ofFile.filter((other) => other.placed !== placed && other.edits.length > 0);
      const all = mine.length + others.reduce((sum, { edits }) => sum + edits.length, 0);
      if (ofContainer.length > 1) yield { title: OF_CONTAINER[form.name](), edits: ofContainer };
      if (all > 1 && all > ofContainer.length) yield { title: OF_FILE[form.name](), edits: mine, others };
    }
  },
};

function isQuantityValue({ type, node }: Value): boolean {
  return type?.kind === 'quantity' && node?.kind === 'scalar' && node.style !== 'missing';
}

function change(document: YamlDocument, value: Value, form: Form): Offer['edits'] {
  const written = rewritten(value, form);
  return written === undefined ? undefined : replaceValue(document, value, asScalar(written));
}

function changeAll(document: YamlDocument, value: Value, form: Form): readonly Edit[] {
  if (nameOf(value) === 'status') return [];
  const own = isQuantityValue(value) ? (change(document, value, form) ?? []) : [];
  return [...own, ...[...value.fields.values(), ...value.items].flatMap((child) => changeAll(document, child, form))];
}

/** The same amount in that form; undefined when it is written so already. */
function rewritten(value: Value, form: Form): string | undefined {
  const { node } = value;
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const quantity = parseQuantity(node.text.trim());
  if (!isQuantity(quantity)) return undefined;
  const written = form.write(quantity, nameOf(value));
  const again = written === undefined || written === node.text ? undefined : parseQuantity(written);
  return again && isQuantity(again) && compare(again, quantity) === 0 ? written : undefined;
}

function bare({ unscaled, exponent, wide, format }: Quantity): Quantity {
  return { unscaled, exponent, wide, format };
}

/** `0.5`; undefined when it is a long row of digits. */
function plain(quantity: Quantity): string | undefined {
  const milli = wholeNumber({ ...quantity, exponent: quantity.exponent + 3 });
  if (milli === undefined) return undefined;
  const digits = `${milli < 0n ? -milli : milli}`.padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return `${milli < 0n ? '-' : ''}${digits.slice(0, -3)}${fraction && `.${fraction}`}`;
}

/** Plain digits are written as a number. */
function asScalar(written: string): string | number {
  return /^-?\d{1,15}(?:\.\d{1,3})?$/.test(written) ? Number(written) : written;
}

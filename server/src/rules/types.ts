/** Which values a field of a type can hold, as the API server's JSON decoder decides it after YAML became JSON. */
import * as l10n from '@vscode/l10n';
import { getCatalog, type Type, type Version } from '../catalog/catalog.ts';
import { parseQuantityField } from '../quantity/parse.ts';
import { isQuantity } from '../quantity/quantity.ts';
import type { Node, ScalarValue } from '../yaml/tree.ts';

const INT32 = 2n ** 31n;
const INT64 = 2n ** 63n;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d?:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const BASE_64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What was expected in place of the node; undefined when it fits. `null` fits everywhere: it means the zero value. */
export function mistypedAs(node: Node, type: Type): string | undefined {
  if (node.kind === 'scalar' && node.value === null) return undefined;
  switch (type.kind) {
    case 'object':
    case 'map':
      return node.kind === 'mapping' ? undefined : l10n.t('a mapping');
    case 'list':
      return node.kind === 'sequence' ? undefined : l10n.t('a list');
    case 'any':
      return undefined;
    default:
      return node.kind === 'scalar' ? mistypedScalar(node.value, type.kind) : describe(type.kind);
  }
}

/** Whether all below the node has the types of its fields, in the API of that version. */
export function fitsDeeply(node: Node, type: Type, version: Version): boolean {
  if (mistypedAs(node, type) !== undefined) return false;
  if (type.kind === 'object' && node.kind === 'mapping')
    return node.entries.every(({ name }) => getCatalog().field(type.definition, name, version) !== undefined);
  if (type.kind === 'list' && node.kind === 'sequence')
    return node.items.every((item) => fitsDeeply(item, type.of, version));
  if (type.kind === 'map' && node.kind === 'mapping')
    return node.entries.every(({ value }) => fitsDeeply(value, type.of, version));
  return true;
}

type ScalarKind = Exclude<Type['kind'], 'object' | 'map' | 'list' | 'any'>;

function mistypedScalar(value: ScalarValue, kind: ScalarKind): string | undefined {
  return fits(value, kind) ? undefined : describe(kind);
}

function fits(value: ScalarValue, kind: ScalarKind): boolean {
  switch (kind) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInteger(value, INT32);
    case 'int64':
      return isInteger(value, INT64);
    case 'intOrString':
      return typeof value === 'string' || isInteger(value, INT32);
    case 'quantity':
      return typeof value !== 'boolean' && isQuantity(parseQuantityField(value));
    case 'time':
      return typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
    case 'bytes':
      return typeof value === 'string' && BASE_64.test(value.replace(/[\r\n]/g, ''));
  }
}

/** JSON writes a float as large as 10^21 with an exponent, which no integer field takes. */
function isInteger(value: ScalarValue, limit: bigint): boolean {
  if (typeof value === 'bigint') return value >= -limit && value < limit;
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) >= 1e21) return false;
  const integer = BigInt(value);
  return integer >= -limit && integer < limit;
}

export function describe(kind: ScalarKind): string {
  switch (kind) {
    case 'string':
      return l10n.t('a string');
    case 'boolean':
      return l10n.t('true or false');
    case 'int32':
    case 'int64':
      return l10n.t('a whole number');
    case 'intOrString':
      return l10n.t('a whole number or a string');
    case 'quantity':
      return l10n.t('a quantity such as 500m or 128Mi');
    case 'time':
      return l10n.t('a time such as 2026-01-31T12:00:00Z');
    case 'bytes':
      return l10n.t('base64 text');
  }
}

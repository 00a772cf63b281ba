/**
 * What a plain scalar means to kubectl. Kubernetes reads YAML with goyaml v2 (through sigs.k8s.io/yaml), whose
 * rules are YAML 1.1 with its own reading of numbers; times stay strings and there are no sexagesimal numbers.
 */
import type { ScalarValue } from './tree.ts';

const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NAN = new Set(['.nan', '.NaN', '.NAN']);
const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const MAX_UINT64 = 2n ** 64n - 1n;
const MIN_INT64 = -(2n ** 63n);

/** The value of a plain scalar without a tag. */
export function resolvePlain(text: string): ScalarValue {
  if (NULL.has(text)) return null;
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  const first = text.charCodeAt(0);
  const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  return mayBeNumber ? (resolveNumber(text) ?? text) : text;
}

/** The value of a scalar with an explicit tag, such as `!!str 8080`. Unknown tags leave a string. */
export function resolveTagged(text: string, tag: string): ScalarValue {
  switch (tag) {
    case 'tag:yaml.org,2002:null':
      return null;
    case 'tag:yaml.org,2002:bool':
      return TRUE.has(text) ? true : FALSE.has(text) ? false : text;
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
      return resolveNumber(text) ?? text;
    case 'tag:yaml.org,2002:binary':
      return decodeBase64(text);
    default:
      return text;
  }
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}

/** Whether a tag fits what it tags; goyaml refuses a document where one does not. Unknown tags fit everything. */
export function fitsTag(text: string, tag: string): boolean {
  const value = resolvePlain(text);
  switch (tag) {
    case 'tag:yaml.org,2002:null':
      return value === null;
    case 'tag:yaml.org,2002:bool':
      return typeof value === 'boolean';
    case 'tag:yaml.org,2002:int':
      return INTEGER.test(text.replaceAll('_', ''));
    case 'tag:yaml.org,2002:float':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'tag:yaml.org,2002:timestamp':
      return TIMESTAMP.test(text);
    case 'tag:yaml.org,2002:binary':
      return BASE64.test(text.replace(/\s/g, ''));
    default:
      return true;
  }
}

const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)?)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Would these characters, written without quotes, be read back as this very string? */
export function isPlainString(text: string): boolean {
  return resolvePlain(text) === text;
}

function resolveNumber(text: string): number | bigint | undefined {
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (NAN.has(text)) return Number.NaN;
  const plain = text.replaceAll('_', '');
  const integer = INTEGER.exec(plain);
  if (integer) {
    const [, sign, digits = ''] = integer;
    const octal = /^0[0-7]+$/.test(digits);
    const magnitude = BigInt(octal ? `0o${digits.slice(1)}` : digits.toLowerCase());
    const value = sign === '-' ? -magnitude : magnitude;
    if (value >= MIN_INT64 && value <= MAX_UINT64) {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : value;
    }
  }
  // Beyond the range of a float, Go's parser fails and goyaml leaves the string.
  return FLOAT.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

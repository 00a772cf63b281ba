/**
 * Which strings the API server takes for names, keys and addresses. Each function says what is wrong with one; nothing
 * when it is right. Lengths count UTF-8 bytes, as Go does. From apimachinery's `util/validation`.
 */

export type Format = (value: string) => readonly string[];

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const LABEL_RE = new RegExp(`^${LABEL}$`);
const SUBDOMAIN_RE = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const SEARCH_LABEL = '_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?';
const SEARCH_RE = new RegExp(`^${SEARCH_LABEL}(?:\\.${SEARCH_LABEL})*$`);
const KEY_PART_RE = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LABEL_VALUE_RE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

export function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** Without the white space around it, as Go's `strings.TrimSpace` knows it: a byte order mark is none. */
export function trimSpace(text: string): string {
  return text.replace(/^(?:[^\S\ufeff]|\u0085)+|(?:[^\S\ufeff]|\u0085)+$/g, '');
}

const tooLong = (value: string, most: number): string[] =>
  byteLength(value) > most ? [`must be no more than ${most} characters`] : [];

/** RFC 1123 label: a Pod's hostname, a container's or a volume's name. */
export const dnsLabel: Format = (value) => {
  const problems = tooLong(value, 63);
  if (LABEL_RE.test(value)) return problems;
  return SUBDOMAIN_RE.test(value)
    ? [...problems, 'must not contain dots']
    : [...problems, "must consist of lower case letters, digits and '-', and start and end with a letter or digit"];
};

/** RFC 1123 subdomain: the name of most objects. */
export const dnsSubdomain: Format = (value) =>
  SUBDOMAIN_RE.test(value)
    ? tooLong(value, 253)
    : [
        ...tooLong(value, 253),
        "must consist of lower case letters, digits, '-' and '.', and start and end with a letter or digit",
      ];

/** A DNS search domain: underscores are allowed. */
export const searchDomain: Format = (value) =>
  SEARCH_RE.test(value)
    ? tooLong(value, 253)
    : [
        ...tooLong(value, 253),
        "must consist of lower case letters, digits, '_', '-' and '.', and start and end with a letter or digit",
      ];

/** `name` or `prefix/name`: the key of a label, an annotation or a resource. */
export const qualifiedName: Format = (value) => {
  const parts = value.split('/');
  if (parts.length > 2) return ['must be a name, with a DNS subdomain and a slash before it or not'];
  const problems: string[] = [];
  if (parts.length === 2) {
    const prefix = parts[0] as string;
    if (prefix === '') problems.push('prefix part must not be empty');
    else problems.push(...dnsSubdomain(prefix).map((problem) => `prefix part ${problem}`));
  }
  const name = parts.at(-1) as string;
  if (name === '') problems.push('name part must not be empty');
  problems.push(...tooLong(name, 63).map((problem) => `name part ${problem}`));
  if (!KEY_PART_RE.test(name))
    problems.push(
      "name part must consist of letters, digits, '-', '_' and '.', and start and end with a letter or digit",
    );
  return problems;
};

export const labelValue: Format = (value) =>
  LABEL_VALUE_RE.test(value)
    ? tooLong(value, 63)
    : [
        ...tooLong(value, 63),
        "must be empty or consist of letters, digits, '-', '_' and '.', and start and end with a letter or digit",
      ];

export const portName: Format = (value) => [
  ...tooLong(value, 15),
  ...(/^[-a-z0-9]+$/.test(value) ? [] : ["must contain only lower case letters, digits and '-'"]),
  ...(/[a-z]/.test(value) ? [] : ['must contain at least one letter (a-z)']),
  ...(value.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(value) ? ['must not begin or end with a hyphen'] : []),
];

/** What most shells take for a variable's name; the API server has been laxer since 1.32. */
export const environmentName: Format = (value) => [
  ...(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value)
    ? []
    : ["must consist of letters, digits, '_', '-' and '.', and not start with a digit"]),
  ...parentPrefix(value),
];

export const relaxedEnvironmentName: Format = (value) => [
  ...(value === '' ? ['must not be empty'] : []),
  ...(/^[ -<>-~]*$/.test(value) ? [] : ["must consist of printable ASCII characters other than '='"]),
];

/** The key of a ConfigMap or a Secret. */
export const dataKey: Format = (value) => [
  ...tooLong(value, 253),
  ...(/^[-._a-zA-Z0-9]+$/.test(value) ? [] : ["must consist of letters, digits, '-', '_' and '.'"]),
  ...parentPrefix(value),
];

function parentPrefix(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

export const httpHeaderName: Format = (value) =>
  /^[-A-Za-z0-9]+$/.test(value) ? [] : ["must consist of letters, digits and '-'"];

export const percentage: Format = (value) => (/^[0-9]+%$/.test(value) ? [] : ['must be a percentage such as 25%']);

/** A path without `..`. */
export const noBacksteps: Format = (value) => (value.split('/').includes('..') ? ["must not contain '..'"] : []);

/** A path below something. */
export const relativePath: Format = (value) => [
  ...(value.startsWith('/') ? ['must be a relative path'] : []),
  ...noBacksteps(value),
];

/** A file below a volume: names that start with two dots are the kubelet's own. */
export const filePath: Format = (value) => [
  ...relativePath(value),
  ...(value.startsWith('..') && !value.startsWith('../') ? ["must not start with '..'"] : []),
];

/** `acme.io/controller`. */
export const domainPrefixedPath: Format = (value) => {
  const slash = value.indexOf('/');
  const host = value.slice(0, slash);
  const path = value.slice(slash + 1);
  if (slash <= 0 || path === '') return ['must be a path with a domain before it, such as acme.io/foo'];
  return [...dnsSubdomain(host), ...(/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path) ? [] : ['has an invalid path'])];
};

/** An IP address. `strict` (since 1.36) refuses leading zeros and IPv4 written as IPv6. */
export function ipAddress(value: string, strict: boolean): readonly string[] {
  const parsed = parseIp(value);
  if (!parsed) return ['must be a valid IP address, such as 10.9.8.7 or 2001:db8::ffff'];
  if (!strict) return [];
  return [
    ...(parsed.leadingZeros ? ['must not have leading 0s'] : []),
    ...(parsed.mapped ? ['must not be an IPv4 address written as IPv6'] : []),
  ];
}

export interface Ip {
  /** Eight groups of an IPv6 address; an IPv4 address has its bytes. */
  readonly groups: readonly number[];
  readonly leadingZeros: boolean;
  /** `::ffff:10.0.0.1`. */
  readonly mapped: boolean;
}

export function parseIp(text: string): Ip | undefined {
  const four = parseIp4(text);
  if (four) return { ...four, mapped: false };
  if (!text.includes(':')) return undefined;
  return parseIp6(text);
}

function parseIp4(text: string): { groups: number[]; leadingZeros: boolean } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^[0-9]+$/.test(part) || Number(part) > 255)) return undefined;
  return { groups: parts.map(Number), leadingZeros: parts.some((part) => part.length > 1 && part.startsWith('0')) };
}

function parseIp6(text: string): Ip | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  let leadingZeros = false;
  const read = (half: string, mayEndIn4: boolean): number[] | undefined => {
    if (half === '') return [];
    const groups: number[] = [];
    const parts = half.split(':');
    for (const [i, part] of parts.entries()) {
      const four = mayEndIn4 && i === parts.length - 1 ? parseIp4(part) : undefined;
      if (four) {
        const [a = 0, b = 0, c = 0, d = 0] = four.groups;
        leadingZeros ||= four.leadingZeros;
        groups.push(a * 256 + b, c * 256 + d);
      } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
      else return undefined;
    }
    return groups;
  };
  const head = read(halves[0] as string, halves.length === 1);
  const tail = halves.length === 2 ? read(halves[1] as string, true) : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return { groups, leadingZeros, mapped };
}

/** As RFC 5952 writes it; of a mapped address the IPv4 form. */
export function canonicalIp({ groups, mapped }: Ip): string {
  if (groups.length === 4) return groups.join('.');
  if (mapped) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.start < 0) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}

/** The nearest name that fits: lower case, '-' for what is not allowed. Empty when nothing is left. */
export function toDnsLabel(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

export function toDnsSubdomain(text: string): string {
  return text
    .toLowerCase()
    .split('.')
    .map(toDnsLabel)
    .filter((part) => part !== '')
    .join('.')
    .slice(0, 253)
    .replace(/[-.]+$/, '');
}

/** The nearest value of a label that fits. */
export function toLabelValue(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

export function toPortName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-+/g, '-')
    .slice(0, 15)
    .replace(/^-+|-+$/g, '');
  return name === '' || /[a-z]/.test(name) ? name : `p${name}`.slice(0, 15);
}

/** The nearest key that fits; the domain before a slash is lower case. */
export function toQualifiedName(text: string): string {
  const slash = text.indexOf('/');
  if (slash < 0) return toLabelValue(text);
  return `${toDnsSubdomain(text.slice(0, slash))}/${toLabelValue(text.slice(slash + 1))}`;
}

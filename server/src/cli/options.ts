/** The one way in which all subcommands read their options, tell of them, and tell what is wrong with them. */
import { parseArgs } from 'node:util';
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { nearest } from '../rules/nearest.ts';

/** One `--name`. Without `value` it is a switch. */
export interface Option {
  readonly help: string;
  /** How the help calls what it takes: `SECONDS`. */
  readonly value?: string;
  /** All that it may be. */
  readonly choices?: readonly string[];
  /** It may be given again, for more. */
  readonly multiple?: true;
}

export type Options = Readonly<Record<string, Option>>;

/** What the command line gives for each option. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { readonly multiple: true }
    ? readonly string[]
    : O[Name] extends { readonly value: string }
      ? string | undefined
      : boolean;
};

/** What a subcommand says of itself. */
export interface Synopsis<O extends Options> {
  /** Behind `usage: podwright`. */
  readonly usage: string;
  readonly about: string;
  readonly options: O;
  /** Below the options. */
  readonly notes?: string;
  /** `-1Gi` is no option. */
  readonly takesNumbers?: true;
}

/** The command line cannot be understood; the message is for people. */
export class UsageError extends Error {}

/** The options that every subcommand has. */
export const COMMON_OPTIONS = {
  color: { value: 'WHEN', choices: ['auto', 'always', 'never'], help: 'colors; auto heeds NO_COLOR and FORCE_COLOR' },
  help: { help: 'this text' },
} as const satisfies Options;

const SHORT: Readonly<Record<string, string>> = { h: 'help' };

/** @throws UsageError */
export function readOptions<O extends Options>(
  synopsis: Synopsis<O>,
  args: readonly string[],
): { readonly values: Values<O & typeof COMMON_OPTIONS>; readonly operands: readonly string[] } {
  const options: Options = { ...synopsis.options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: synopsis.takesNumbers ? shieldNumbers(args) : [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean | string[] | undefined> = {};
  for (const [name, { multiple, value }] of Object.entries(options))
    values[name] = multiple ? [] : value === undefined ? false : undefined;
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const name = token.rawName.startsWith('--') ? token.name : SHORT[token.name];
    const option = name !== undefined && Object.hasOwn(options, name) ? options[name] : undefined;
    if (name === undefined || !option) throw unknownOption(token.rawName, options);
    const given = readValue(token.rawName, option, token.value, token.inlineValue ?? false);
    if (option.multiple) (values[name] as string[]).push(given as string);
    else values[name] = given;
  }
  return { values: values as Values<O & typeof COMMON_OPTIONS>, operands };
}

function readValue(name: string, option: Option, value: string | undefined, isInline: boolean): string | true {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${name} takes no value`);
    return true;
  }
  if (value === undefined || (!isInline && /^-./.test(value))) throw new UsageError(`${name} needs a ${option.value}`);
  if (option.choices && !option.choices.includes(value)) {
    const meant = nearest(value, option.choices);
    const all = option.choices.join(', ');
    throw new UsageError(`${name} cannot be ${value || 'empty'}${meant ? `; did you mean ${meant}?` : ''} (${all})`);
  }
  return value;
}

function unknownOption(name: string, options: Options): UsageError {
  const meant = nearest(name.replace(/^-+/, ''), Object.keys(options));
  return new UsageError(`there is no option ${name}${meant ? `; did you mean --${meant}?` : ''}`);
}

/** A sign does not make an option of a number. */
function shieldNumbers(args: readonly string[]): string[] {
  const first = args.findIndex((arg) => /^-[\d.]/.test(arg));
  const end = args.indexOf('--');
  return first < 0 || (end >= 0 && end < first) ? [...args] : [...args.slice(0, first), '--', ...args.slice(first)];
}

/** What `--help` prints. */
export function helpOf<O extends Options>({ usage, about, options, notes }: Synopsis<O>): string {
  const rows = Object.entries<Option>({ ...options, ...COMMON_OPTIONS }).map(([name, { value, choices, help }]) => [
    `  --${name}${value === undefined ? '' : ` ${value}`}`,
    choices ? `${help}: ${choices.join(', ')}` : help,
  ]);
  const width = Math.max(...rows.map(([head = '']) => head.length)) + 2;
  const lines = rows.map(([head = '', help]) => `${head.padEnd(width)}${help}`);
  return `usage: podwright ${usage}\n\n${about}\n\n${lines.join('\n')}\n${notes ? `\n${notes}\n` : ''}`;
}

/** The Kubernetes version that a person names, by `v1.34` or `1.34.2` too. @throws UsageError */
export function readVersion(given: string | undefined): Version | undefined {
  if (given === undefined) return undefined;
  const { versions, newest } = getCatalog();
  const minor = /^v?(\d+\.\d+)(?:\.\d+.*)?$/.exec(given)?.[1];
  const version = versions.find((known) => known === minor);
  if (version) return version;
  throw new UsageError(`Kubernetes ${given || 'without a version'} is not known: ${versions[0]} to ${newest} are`);
}

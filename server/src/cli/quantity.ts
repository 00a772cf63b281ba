import { parseQuantity } from '../quantity/parse.ts';
import { canonical, isQuantity, value } from '../quantity/quantity.ts';
import { equivalents } from '../quantity/readable.ts';
import type { CommandInput, CommandResult } from './command.ts';

/** One answer of `podwright quantity`, one JSON object a line. */
export interface QuantityRecord {
  readonly input: string;
  readonly valid: boolean;
  /** As the API server would print it. */
  readonly canonical?: string;
  /** Rounded up to a whole number, as Kubernetes does; a string, since it may exceed what JSON numbers hold. */
  readonly value?: string;
  readonly equivalents?: readonly string[];
  /** Why it is no quantity, in Kubernetes' words. */
  readonly error?: string;
}

const USAGE =
  'usage: podwright quantity [--] VALUE…\n       podwright quantity -        one value a line on standard input\n';

/**
 * `quantity [--] VALUE…` and `quantity -`.
 * Exit code 0 when every value is a quantity, 1 when one is not, 2 for bad usage.
 *
 * @param args what follows `quantity` on the command line
 */
export function quantityCommand(args: readonly string[], input: CommandInput): CommandResult {
  const values = requestedValues(args, input);
  if (values === undefined) return { stdout: '', stderr: USAGE, exitCode: 2 };
  const records = values.map(describe);
  return {
    stdout: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    stderr: '',
    exitCode: records.every((record) => record.valid) ? 0 : 1,
  };
}

function requestedValues(args: readonly string[], input: CommandInput): readonly string[] | undefined {
  if (args.length === 1 && args[0] === '-') return lines(input.stdin());
  const end = args.indexOf('--');
  if (end === 0) return args.length > 1 ? args.slice(1) : undefined;
  // A sign is no option: `quantity -1Gi` asks about -1Gi.
  if (args.length === 0 || args.some((arg) => /^--|^-[a-z]/i.test(arg))) return undefined;
  return args;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function describe(input: string): QuantityRecord {
  const parsed = parseQuantity(input);
  if (!isQuantity(parsed)) return { input, valid: false, error: parsed.error };
  return {
    input,
    valid: true,
    canonical: canonical(parsed),
    value: value(parsed).toString(),
    equivalents: equivalents(parsed, input),
  };
}

import { parseQuantity } from '../quantity/parse.ts';
import { canonical, isQuantity, value } from '../quantity/quantity.ts';
import { equivalents } from '../quantity/readable.ts';
import type { CommandIo } from './command.ts';

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

const USAGE = `usage: podwright quantity [--] VALUE…
       podwright quantity -        one value a line on standard input
  Prints one JSON object a value. Exit code: 0 all are quantities, 1 one is not, 2 bad usage.
`;

/** @param args what follows `quantity` on the command line */
export async function quantityCommand(args: readonly string[], io: CommandIo): Promise<number> {
  if (args[0] === '--help' || args[0] === '-h') {
    io.out(USAGE);
    return 0;
  }
  const values = args.length === 1 && args[0] === '-' ? lines(await readText(io)) : givenValues(args);
  if (values === undefined) {
    io.err(USAGE);
    return 2;
  }
  const records = values.map(describe);
  io.out(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return records.every((record) => record.valid) ? 0 : 1;
}

function givenValues(args: readonly string[]): readonly string[] | undefined {
  const end = args.indexOf('--');
  if (end === 0) return args.length > 1 ? args.slice(1) : undefined;
  // A sign is no option: `quantity -1Gi` asks about -1Gi.
  if (args.length === 0 || args.some((arg) => /^--|^-[a-z]/i.test(arg))) return undefined;
  return args;
}

async function readText(io: CommandIo): Promise<string> {
  return new TextDecoder().decode(await io.readStdin());
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

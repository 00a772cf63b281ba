import { parseQuantity } from '../quantity/parse.ts';
import { canonical, isQuantity, value } from '../quantity/quantity.ts';
import { equivalents } from '../quantity/readable.ts';
import { type Command, type CommandIo, command } from './command.ts';
import { UsageError } from './options.ts';

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

/** Prints one JSON object a value; 1 when one is no quantity. */
export const quantityCommand: Command = command(
  {
    usage: 'quantity [--] VALUE… | -',
    about:
      'What quantities come to, one JSON object a line; "-" reads one value a line from standard input.\nExit code: 0 all are quantities, 1 one is not, 2 bad usage.',
    options: {},
    takesNumbers: true,
  },
  async (_, operands, io) => {
    if (operands.length === 0) throw new UsageError('name a quantity, or "-"');
    const values = operands.length === 1 && operands[0] === '-' ? lines(await readStdin(io)) : operands;
    const records = values.map(describe);
    io.out(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return records.every((record) => record.valid) ? 0 : 1;
  },
);

/** Whatever the bytes are: what is no quantity is told as such. */
async function readStdin(io: CommandIo): Promise<string> {
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

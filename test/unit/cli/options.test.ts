/** How every subcommand reads its options. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CommandIo, command, wantsColor } from '../../../server/src/cli/command.ts';
import { readOptions, readVersion, type Synopsis, UsageError } from '../../../server/src/cli/options.ts';
import { memoryIo } from '../../support/memory-io.ts';

const OPTIONS = {
  format: { value: 'FORMAT', choices: ['text', 'sarif'], help: 'the form' },
  rule: { value: 'CODE', multiple: true, help: 'a rule' },
  until: { value: 'SECONDS', help: 'how long' },
  fix: { help: 'mends' },
} as const;
const SYNOPSIS: Synopsis<typeof OPTIONS> = { usage: 'try [OPTION…] FILE', about: 'Tries.', options: OPTIONS };

const read = (...args: string[]) => readOptions(SYNOPSIS, args);

describe('options', () => {
  it('are read anywhere, in both ways of giving a value', () => {
    const { values, operands } = read('a', '--format=sarif', '--rule', 'x', '--fix', 'b', '--rule=y', '-', '--', '--c');
    assert.deepEqual(
      [values.format, values.rule, values.fix, values.until, values.help],
      ['sarif', ['x', 'y'], true, undefined, false],
    );
    assert.deepEqual(operands, ['a', 'b', '-', '--c']);
    assert.equal(read('-h').values.help, true);
  });

  const MISTAKES: readonly [args: string[], message: RegExp][] = [
    [['--fixx'], /no option --fixx; did you mean --fix\?/],
    [['-x'], /no option -x/],
    [['--constructor'], /no option --constructor/],
    [['--format', 'sarf'], /--format cannot be sarf; did you mean sarif\? \(text, sarif\)/],
    [['--format='], /--format cannot be empty/],
    [['--until'], /--until needs a SECONDS/],
    [['--until', '--fix'], /--until needs a SECONDS/],
    [['--fix=yes'], /--fix takes no value/],
  ];
  for (const [args, message] of MISTAKES)
    it(`says what is wrong with ${args.join(' ')}`, () => {
      assert.throws(
        () => read(...args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });

  it('leaves negative numbers alone where a command takes them', () => {
    assert.deepEqual(readOptions({ ...SYNOPSIS, takesNumbers: true }, ['--fix', '-1Gi', '-.5']).operands, [
      '-1Gi',
      '-.5',
    ]);
  });

  it('takes a version as people write it', () => {
    assert.deepEqual(['1.34', 'v1.34', '1.34.2', 'v1.30.1-gke.5', undefined].map(readVersion), [
      ...['1.34', '1.34', '1.34', '1.30'],
      undefined,
    ]);
    for (const wrong of ['', '1', '2.0', '1.340']) assert.throws(() => readVersion(wrong), UsageError);
  });
});

describe('a command', () => {
  const failing = command(SYNOPSIS, (_, [what]) => {
    throw what === 'usage' ? new UsageError('not so') : new Error('broken');
  });

  it('tells all its options, and what is wrong, with 2 as its exit code', async () => {
    const help = memoryIo();
    assert.equal(await failing(['--help'], help), 0);
    for (const name of [...Object.keys(OPTIONS), 'color', 'help'])
      assert.match(help.stdout(), new RegExp(`  --${name}\\b`));
    const usage = memoryIo();
    assert.equal(await failing(['usage'], usage), 2);
    assert.equal(usage.stderr(), 'podwright: not so\n"podwright try --help" tells more.\n');
    const broken = memoryIo();
    assert.equal(await failing(['x'], broken), 2);
    assert.equal(broken.stderr(), 'podwright: broken\n');
  });
});

describe('color', () => {
  const on = (environment: CommandIo['environment'], out: number | undefined = 80, choice?: string) =>
    wantsColor(choice, { ...memoryIo(), environment, columns: out === undefined ? {} : { out } });

  it('is for terminals, and for who asks for it', () => {
    assert.equal(on({}), true);
    assert.equal(wantsColor(undefined, memoryIo()), false);
    assert.equal(on({ TERM: 'dumb' }), false);
    assert.equal(on({ NO_COLOR: '1' }), false);
    assert.equal(on({ NO_COLOR: '' }), true);
    assert.equal(on({ NO_COLOR: '1' }, 80, 'always'), true);
    assert.equal(on({}, 80, 'never'), false);
    assert.equal(wantsColor(undefined, { ...memoryIo(), environment: { FORCE_COLOR: '1' } }), true);
    assert.equal(on({ FORCE_COLOR: '0' }), false);
  });
});

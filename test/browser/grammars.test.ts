/** Highlighting, by the engine and the grammars of VS Code itself. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { loadGrammars, type Tokenize } from '../support/grammars.ts';

let tokenize: Tokenize;
before(async () => {
  tokenize = await loadGrammars();
});

/** Asserts that each text, in the order written, is a token in the innermost-but-any scope that is named. */
async function check(scopeName: string, text: string, expected: readonly (readonly [text: string, scope: string])[]) {
  const tokens = (await tokenize(scopeName, text)).flat();
  let at = 0;
  for (const [piece, scope] of expected) {
    const found = tokens.findIndex((token, i) => i >= at && token.text.trim() === piece);
    assert.ok(found >= 0, `no token ${piece} in ${tokens.map((token) => token.text).join('·')}`);
    const { scopes } = tokens[found] as (typeof tokens)[number];
    assert.ok(
      scopes.some((name) => name.split(' ').some((part) => part === scope || part.startsWith(`${scope}.`))),
      `${piece} is ${scopes.slice(1).join(' ')}, not ${scope}`,
    );
    at = found + 1;
  }
}

/** All scopes of the token with that text. */
async function scopesOf(scopeName: string, text: string, piece: string): Promise<readonly string[]> {
  const token = (await tokenize(scopeName, text)).flat().find((candidate) => candidate.text.trim() === piece);
  return token?.scopes ?? [];
}

const VALUES = [
  ['nginx', 'string.unquoted.repository.podwright'],
  ['1.29', 'constant.other.tag.podwright'],
  ['500', 'constant.numeric.quantity.podwright'],
  ['m', 'keyword.other.unit.podwright'],
] as const;

describe('YAML', () => {
  test('quantities have a unit, in quotes and in braces too', async () => {
    await check('source.yaml', 'limits:\n  memory: 1.5Gi\n  storage: "10G"\n  x: {cpu: 500m}\n', [
      ['1.5', 'constant.numeric.quantity.podwright'],
      ['Gi', 'keyword.other.unit.podwright'],
      ['10', 'constant.numeric.quantity.podwright'],
      ['G', 'keyword.other.unit.podwright'],
      ['500', 'constant.numeric.quantity.podwright'],
      ['m', 'keyword.other.unit.podwright'],
    ]);
  });
  test('an image has a registry, a repository, a tag and a digest', async () => {
    await check('source.yaml', 'image: registry.example.com:5000/team/shop:2.1@sha256:0123\n', [
      ['registry.example.com:5000', 'support.type.registry.podwright'],
      ['/team/shop', 'string.unquoted.repository.podwright'],
      ['2.1', 'constant.other.tag.podwright'],
      ['sha256:0123', 'constant.numeric.digest.podwright'],
    ]);
  });
  test('variables stand out from the text around them', async () => {
    await check('source.yaml', 'args: ["--port=$(PORT)", "$$(PORT)"]\n', [
      ['PORT', 'variable.other.env.podwright'],
      ['$$', 'constant.character.escape.reference.podwright'],
    ]);
  });
});

describe('a script in command or args', () => {
  const POD = `containers:
  - name: a
    command: # run
    - sh
    - -c
    - |
      echo hi $X
      if true; then
        exit 1
      fi
      cat <<EOF > /tmp/x
      a: $Y
      EOF
      ls -l | grep x
    image: nginx:1.29
    env:
      - value: |
          echo no
`;
  test('is shell, up to its end', async () => {
    await check('source.yaml', POD, [
      ['echo', 'entity.name.command.shell'],
      ['X', 'variable.other.normal.shell'],
      ['if', 'keyword.control.if.shell'],
      ['exit', 'entity.name.command.shell'],
      ['fi', 'keyword.control.fi.shell'],
      ['<<', 'keyword.operator.heredoc.shell'],
      ['Y', 'variable.other.normal.shell'],
      ['EOF', 'punctuation.definition.string.heredoc.delimiter.shell'],
      ['ls', 'entity.name.command.shell'],
      ['image', 'entity.name.tag.yaml'],
      ['nginx', 'string.unquoted.repository.podwright'],
    ]);
    assert.ok((await scopesOf('source.yaml', POD, 'ls')).includes('meta.embedded.block.script'));
  });
  test('and no other block of text is', async () => {
    assert.deepEqual(
      (await scopesOf('source.yaml', POD, 'echo no')).filter((scope) => /shell|script/.test(scope)),
      [],
    );
  });
  test('after the dash of a container too, and folded', async () => {
    await check('source.yaml', '- args:\n    - >-\n      for x in 1; do echo $x; done\n  name: b\n', [
      ['for', 'keyword.control.for.shell'],
      ['name', 'entity.name.tag.yaml'],
    ]);
  });
});

describe('YAML in a fenced block of Markdown', () => {
  test('has its quantities and images', async () => {
    await check('text.html.markdown', '# Hi\n\n```yaml\nimage: nginx:1.29\ncpu: 500m\n```\ncpu: 500m\n', VALUES);
  });
  test('and in a heredoc of a fenced block', async () => {
    const text = '```bash\nkubectl apply -f - <<EOF\nkind: Pod\nimage: nginx:1.29\ncpu: 500m\nEOF\nls\n```\n';
    await check('text.html.markdown', text, [
      ['kind', 'entity.name.tag.yaml'],
      ...VALUES,
      ['ls', 'entity.name.command.shell'],
    ]);
  });
});

describe('YAML in a heredoc of a shell script', () => {
  const BODY = 'apiVersion: v1\nimage: nginx:1.29\ncpu: 500m\n';
  const CASES: Readonly<Record<string, string>> = {
    plain: `cat <<EOF > pod.yaml\n${BODY}EOF\necho done\n`,
    quoted: `kubectl apply -f - <<'EOF'\n${BODY}EOF\necho done\n`,
    'in double quotes': `kubectl apply -f - <<"END"\n${BODY}END\necho done\n`,
    dashed: `cat <<-EOF | kubectl apply -f -\n${BODY.replace(/^(?=.)/gm, '\t')}\tEOF\necho done\n`,
    'with a marker first': `cat <<YAML\n---\n${BODY}YAML\necho done\n`,
  };
  for (const [name, text] of Object.entries(CASES))
    test(name, async () => {
      await check('source.shell', text, [
        ['apiVersion', 'entity.name.tag.yaml'],
        ...VALUES,
        ['echo', 'support.function.builtin.shell'],
      ]);
    });
  test('other text is left as it is', async () => {
    const scopes = await scopesOf('source.shell', 'cat <<EOF\nhello: world\nEOF\n', 'hello: world');
    assert.ok(!scopes.includes('meta.embedded.block.yaml'), scopes.join(' '));
  });
});

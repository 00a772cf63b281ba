import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { format, formatOnType } from '../../../server/src/features/formatting.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';
import { toValue } from '../../../server/src/yaml/tree.ts';
import { applyEdits } from './files.ts';
import { fixture, offsets } from './fixture.ts';

const OPTIONS = { tabSize: 2 };

function formatted(text: string, tabSize = 2): string {
  return applyEdits(text, format(parseFile(text), { tabSize }));
}

function check(before: string, after: string): void {
  assert.equal(formatted(before), after);
  assert.equal(formatted(after), after);
}

suite('format', () => {
  test('evens out indentation, spaces and line ends, and keeps comments and blank lines', () => {
    check(
      `# Web
apiVersion:   v1
kind: Pod
metadata:
    name: web   # the name
    labels: {app:   web}
spec:

    # all there is
    containers:
       -   name:  a  # first
           image : nginx
           # command: [x]


           ports:
             - containerPort: 80
               # named
               name: http
       # next
       -   name: b
    # done
    restartPolicy: Never  
   # oddly placed
`,
      `# Web
apiVersion: v1
kind: Pod
metadata:
  name: web   # the name
  labels: {app:   web}
spec:

  # all there is
  containers:
    - name: a  # first
      image: nginx
      # command: [x]


      ports:
        - containerPort: 80
          # named
          name: http
    # next
    - name: b
  # done
  restartPolicy: Never
 # oddly placed
`,
    );
  });

  test('follows the document in whether lists are indented', () => {
    const flat = `apiVersion: v1
kind: Pod
spec:
  containers:
  - name: a
    args:
    - x
    - - y
      - z
    env:
       - name: B
`;
    check(flat, flat.replace('       - name: B', '    - name: B'));
  });

  test('moves texts of several lines with their owner, and never changes them', () => {
    check(
      `apiVersion: v1
kind: Pod
spec:
    containers:
        - name: a
          args:
              - sh
              - |
                  if true; then
                      echo  a   

                  fi
              - >2
                    deep
                  less
              - 'one
                two'
          command: [sh,
              -c,
              "a
               b"]
          image: a
              b
`,
      `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: a
      args:
        - sh
        - |
          if true; then
              echo  a   

          fi
        - >2
              deep
            less
        - 'one
          two'
      command: [sh,
          -c,
          "a
           b"]
      image: a
          b
`,
    );
  });

  test('keeps anchors, aliases, merge keys, tags and several documents', () => {
    check(
      `---
apiVersion: v1
kind: Pod
metadata: &m
      name: a
      labels:   &l
            app: a
spec:
   <<:  *m
   hostname:   !!str   a
---   # second
kind: Pod
apiVersion: v1
metadata:
 name: b
...
`,
      `---
apiVersion: v1
kind: Pod
metadata: &m
  name: a
  labels: &l
    app: a
spec:
  <<: *m
  hostname: !!str a
---   # second
kind: Pod
apiVersion: v1
metadata:
  name: b
...
`,
    );
  });

  test('keeps line breaks of Windows', () => {
    assert.equal(
      formatted('apiVersion: v1\r\nkind: Pod\r\nspec:\r\n    a: |\r\n        x\r\n    b:  1 \r\n'),
      'apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  a: |\r\n    x\r\n  b: 1\r\n',
    );
  });

  test('indents as deep as the editor does', () => {
    assert.equal(
      formatted('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      ports: []\n', 4),
      'apiVersion: v1\nkind: Pod\nspec:\n    containers:\n        - name: a\n          ports: []\n',
    );
  });

  test('leaves alone what is broken, a template, or not for Kubernetes', () => {
    for (const text of [
      'apiVersion: v1\nkind: Pod\nspec:\n    a: "x\n    b:   1\n',
      'apiVersion: v1\nkind: Pod\nspec:\n    a:   {{ .Values.a }}\n',
      'services:\n    web:   1\n',
      'apiVersion: v1\nkind: Pod\n? spec\n:   a:   1\n',
    ])
      assert.deepEqual(format(parseFile(text), OPTIONS), [], text);
  });

  test('edits nothing but white space, and only where it differs', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n    hostname:  a\n';
    const edits = format(parseFile(text), OPTIONS);
    assert.deepEqual(
      edits.map(({ range, newText }) => {
        const { start, end } = offsets(text, range);
        return [text.slice(start, end), newText];
      }),
      [
        ['    ', '  '],
        ['  ', ' '],
      ],
    );
  });

  test('a range is formatted within its surroundings', () => {
    const text = `apiVersion: v1
kind: Pod
spec:
    containers:
        - name:  a
          ports:
                - containerPort:   80
                  name:  x
          image:  b
`;
    const edits = format(parseFile(text), OPTIONS, {
      start: { line: 5, character: 0 },
      end: { line: 8, character: 0 },
    });
    assert.equal(
      applyEdits(text, edits),
      text.replace(
        '                - containerPort:   80\n                  name:  x',
        '            - containerPort: 80\n              name: x',
      ),
    );
  });
});

suite('format all examples', () => {
  const folder = join(import.meta.dirname, '../../../examples');
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    const isMended = !name.includes('broken') && !/[|>]-?$/m.test(text);
    test(`${name}: badly indented it comes back as it was, meaning and comments untouched`, () => {
      for (const factor of [1, 2, 3]) {
        const bad = stretch(text, factor);
        const once = formatted(bad);
        assert.equal(formatted(once), once);
        assert.equal(visible(once), visible(bad));
        assert.deepEqual(values(once), values(bad));
        if (isMended) assert.equal(once, text);
      }
    });
  }
});

/** Columns times `factor`; texts of several lines get another meaning by that, which is theirs then. */
function stretch(text: string, factor: number): string {
  return text.replace(/^( *)(- )?/gm, (_, indent: string, dash = '') =>
    [' '.repeat(indent.length * factor), dash && `-${' '.repeat(2 * factor - 1)}`].join(''),
  );
}

function visible(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function values(text: string): unknown[] {
  return parseFile(text).documents.map(({ document }) => document.root && toValue(document.root));
}

suite('format on type', () => {
  /** The text after the edits, with the cursor where it was. */
  function typed(marked: string, character: string): string {
    const { file, position } = fixture(marked);
    return applyEdits(file.text, formatOnType(file, position, character, OPTIONS));
  }
  const HEAD = 'apiVersion: v1\nkind: Pod\n';

  test('Enter after a key goes one step in', () => {
    assert.equal(typed(`${HEAD}spec:\n$0`, '\n'), `${HEAD}spec:\n  `);
    assert.equal(typed(`${HEAD}spec:\n  securityContext:\n  $0`, '\n'), `${HEAD}spec:\n  securityContext:\n    `);
    assert.equal(typed(`${HEAD}spec:\n  containers:\n  $0`, '\n'), `${HEAD}spec:\n  containers:\n    `);
  });

  test('Enter after the key of a list stays where the document’s lists do', () => {
    const flat = `${HEAD}spec:\n  volumes:\n  - name: a\n  containers:\n`;
    assert.equal(typed(`${flat}    $0`, '\n'), `${flat}  `);
  });

  test('Enter after the first field of an item goes below that field', () => {
    const text = `${HEAD}spec:\n  containers:\n    - name: a\n`;
    assert.equal(typed(`${text}    $0`, '\n'), `${text}      `);
  });

  test('Enter after a key of an item goes a step in from that key', () => {
    const text = `${HEAD}spec:\n  containers:\n    - securityContext:\n`;
    assert.equal(typed(`${text}    $0`, '\n'), `${text}        `);
  });

  test('a dash goes to the dashes before it', () => {
    const text = `${HEAD}spec:\n  containers:\n    - name: a\n      image: b\n`;
    assert.equal(typed(`${text}      -$0`, '-'), `${text}    -`);
    assert.equal(typed(`${text}    -$0`, '-'), `${text}    -`);
  });

  test('a dash below the key of a list goes where lists go', () => {
    const deep = `${HEAD}spec:\n  volumes:\n    - name: a\n  containers:\n`;
    assert.equal(typed(`${deep}  -$0`, '-'), `${deep}    -`);
    const level = `${HEAD}spec:\n  volumes:\n  - name: a\n  containers:\n`;
    assert.equal(typed(`${level}    -$0`, '-'), `${level}  -`);
  });

  test('the first dash of a text stays where its writer puts it', () => {
    for (const indent of ['  ', '    '])
      assert.equal(typed(`${HEAD}spec:\n  containers:\n${indent}-$0`, '-'), `${HEAD}spec:\n  containers:\n${indent}-`);
  });

  test('nothing moves inside a text of several lines', () => {
    const text = `${HEAD}spec:\n  containers:\n    - args:\n        - |\n          if:\n`;
    assert.equal(typed(`${text}          $0\n          x\n`, '\n'), `${text}          \n          x\n`);
    assert.equal(typed(`${text}            -$0\n`, '-'), `${text}            -\n`);
  });
});

suite('YAML that is for others', () => {
  const texts = [
    'services:\n  - name: a\n  ',
    'kind: {{ .Values.kind }}\nspec:\n  - name: a\n  ',
    'a: [1\n  - b: c\n  ',
  ];
  for (const text of texts)
    test(`keeps the editor’s own indentation: ${JSON.stringify(text)}`, () => {
      const position = { line: text.split('\n').length - 1, character: 2 };
      assert.deepEqual(formatOnType(parseFile(text), position, '\n', OPTIONS), []);
    });
});

suite('in a text of another language', () => {
  const places = {
    'a fence in a list': { language: 'markdown', head: '1. Apply\n\n   ```yaml\n', margin: '   ', foot: '   ```\n' },
    'a fence in a quote': { language: 'markdown', head: '> ```yaml\n', margin: '> ', foot: '> ```\n' },
    'a heredoc behind tabs': { language: 'shellscript', head: "cat <<-'EOF'\n", margin: '\t', foot: '\tEOF\n' },
  };
  for (const [name, { language, head, margin, foot }] of Object.entries(places)) {
    const embed = (text: string) => head + text.replace(/^(?=.)/gm, margin) + foot;

    test(`${name} keeps its margin`, () => {
      const untidy =
        'apiVersion: v1\nkind: Pod\nspec:\n    containers:\n    # one\n    -   name:  app\n        image: a\n';
      const text = embed(untidy);
      assert.equal(applyEdits(text, format(parseFile(text, undefined, language), OPTIONS)), embed(formatted(untidy)));
    });

    test(`${name}: a line break goes on behind the margin`, () => {
      const text = embed('apiVersion: v1\nkind: Pod\nspec:\n').replace(foot, `${margin}\n${foot}`);
      const position = { line: head.split('\n').length + 2, character: margin.length };
      const edits = formatOnType(parseFile(text, undefined, language), position, '\n', OPTIONS);
      assert.equal(applyEdits(text, edits).split('\n')[position.line], `${margin}  `);
    });
  }
});

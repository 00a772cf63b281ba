/** SARIF 2.1.0, for code scanning. Lines and columns count from 1, columns in UTF-16 units as in LSP. */
import type { Rule, Severity } from '../../../rules/rule.ts';
import { rules } from '../../../rules/rules.ts';
import { YAML_SYNTAX } from '../../../rules/syntax/yaml-syntax.ts';
import type { Range } from '../../../yaml/file.ts';
import type { DiagnosticRecord } from '../records.ts';
import type { FormatOptions, Formatter } from './formatter.ts';

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** The syntax of YAML is judged before there is an object for rules. */
const SYNTAX: Pick<Rule, 'code' | 'severity' | 'summary'> & Partial<Rule> = {
  code: YAML_SYNTAX,
  severity: 'error',
  summary: 'The text is no YAML: nothing behind the problem can be relied on.',
};

/** Results are written as they come; what is said of the tool and of the rules that found something follows. */
export function sarif({ uri, readPackage }: FormatOptions): Formatter {
  const indexOf = new Map<string, number>();
  const failures: { readonly file: string; readonly failure: string }[] = [];
  let isFirst = true;

  function result(file: string, { code, severity, message, range, path, fixes }: DiagnosticRecord) {
    const ruleIndex = indexOf.get(code) ?? indexOf.size;
    indexOf.set(code, ruleIndex);
    const artifactLocation = { uri: location(file, uri) };
    return {
      ruleId: code,
      ruleIndex,
      level: LEVELS[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: { artifactLocation, region: region(range) },
          ...(path && { logicalLocations: [{ fullyQualifiedName: path }] }),
        },
      ],
      ...(fixes.length > 0 && {
        fixes: fixes.map(({ title, edits }) => ({
          description: { text: title },
          artifactChanges: [
            {
              artifactLocation,
              replacements: edits.map((edit) => ({
                deletedRegion: region(edit.range),
                ...(edit.newText && { insertedContent: { text: edit.newText } }),
              })),
            },
          ],
        })),
      }),
    };
  }

  async function describe(code: string) {
    const rule = [SYNTAX, ...rules].find((one) => one.code === code);
    if (!rule) return { id: code };
    const page = await readPackage(`docs/rules/${code}.md`);
    return {
      id: code,
      shortDescription: { text: rule.summary },
      ...(page !== undefined && { help: { text: rule.summary, markdown: page } }),
      defaultConfiguration: { level: LEVELS[rule.severity as Severity], ...(rule.isOff && { enabled: false }) },
    };
  }

  return {
    report({ file, failure, records }) {
      if (failure !== undefined) failures.push({ file, failure });
      const results = records.flatMap(({ diagnostics }) => diagnostics.map((diagnostic) => result(file, diagnostic)));
      return results
        .map((one) => {
          const before = isFirst ? HEAD : ',\n';
          isFirst = false;
          return before + JSON.stringify(one);
        })
        .join('');
    },
    async end() {
      const { version, homepage } = JSON.parse((await readPackage('package.json')) ?? '{}');
      const driver = {
        name: 'Podwright',
        ...(typeof version === 'string' && { semanticVersion: version }),
        ...(typeof homepage === 'string' && { informationUri: homepage }),
        rules: await Promise.all([...indexOf.keys()].map(describe)),
      };
      const invocation = {
        executionSuccessful: failures.length === 0,
        ...(failures.length > 0 && {
          toolExecutionNotifications: failures.map(({ file, failure }) => ({
            level: 'error',
            message: { text: failure },
            locations: [{ physicalLocation: { artifactLocation: { uri: location(file, uri) } } }],
          })),
        }),
      };
      const rest = { tool: { driver }, columnKind: 'utf16CodeUnits', invocations: [invocation] };
      // Without its opening brace.
      return `${isFirst ? HEAD : ''}\n],${JSON.stringify(rest).slice(1)}]}\n`;
    },
  };
}

const HEAD = '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":[\n';

/** Relative, so that a code scanner finds the file in its own checkout. */
function location(file: string, uri: (path: string) => string): string {
  if (/^(?:[\\/]|[A-Za-z]:)/.test(file)) return uri(file);
  return file.replaceAll('\\', '/').replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
}

function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

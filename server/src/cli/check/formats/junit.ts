/** JUnit's XML, as most CI systems read it: a suite for each file, a case for each document. Errors fail a case. */

import type { CheckRecord } from '../records.ts';
import type { FileReport } from '../task.ts';
import type { Formatter } from './formatter.ts';

export function junit(): Formatter {
  let isFirst = true;
  const head = () => {
    const text = isFirst ? '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="podwright">\n' : '';
    isFirst = false;
    return text;
  };
  return {
    report: (report) => head() + suite(report),
    end: () => `${head()}</testsuites>\n`,
  };
}

function suite({ file, failure, records }: FileReport): string {
  const failed = records.filter(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')).length;
  const unread = failure === undefined ? 0 : 1;
  const counts = `tests="${records.length + unread}" failures="${failed}" errors="${unread}"`;
  const cases = records.map((record) => `    ${testcase(record)}\n`).join('');
  const error =
    failure === undefined
      ? ''
      : `    <testcase name="read" classname="${escaped(file)}"><error message="${escaped(failure)}"/></testcase>\n`;
  return `  <testsuite name="${escaped(file)}" ${counts}>\n${cases}${error}  </testsuite>\n`;
}

function testcase({ file, document, kind, name, diagnostics }: CheckRecord): string {
  const told = diagnostics.map(
    ({ severity, code, message, path, range: { start } }) =>
      `${file}:${start.line + 1}:${start.character + 1} ${severity} ${message} [${code}] ${path}`,
  );
  const called = [kind, name].filter(Boolean).join('/') || `document ${document + 1}`;
  const attributes = `name="${escaped(called)}" classname="${escaped(file)}"`;
  if (told.length === 0) return `<testcase ${attributes}/>`;
  const [error] = diagnostics.filter(({ severity }) => severity === 'error');
  const body = escaped(told.join('\n'));
  return error
    ? `<testcase ${attributes}><failure message="${escaped(error.message)}" type="${error.code}">${body}</failure></testcase>`
    : `<testcase ${attributes}><system-out>${body}</system-out></testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Of what XML cannot carry at all, the mark of a missing character is left. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character);
}

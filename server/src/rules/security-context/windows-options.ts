import { fixByRemoving } from '../fields/field-fixes.ts';
import { byteLength } from '../formats.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';

export const windowsOptions: Rule = validation(
  'windows-options',
  'Options for Windows have the form that Windows takes.',
  function* ({ all, document }) {
    for (const options of all('WindowsSecurityContextOptions')) {
      const spec = at(options, 'gmsaCredentialSpec');
      if (isSet(spec) && text(spec) === '')
        yield found(spec, 'gmsaCredentialSpec must not be empty', fixByRemoving(document, spec));
      if (byteLength(text(spec)) > 64 * 1024) yield found(spec, 'gmsaCredentialSpec must be under 64 KiB');
      const user = at(options, 'runAsUserName');
      if (!isSet(user)) continue;
      for (const problem of userNameProblems(text(user)))
        yield found(
          user,
          `Invalid value "${text(user)}": ${problem}`,
          text(user) === '' ? fixByRemoving(document, user) : [],
        );
    }
  },
);

const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const WINDOWS_DOMAIN = new RegExp(`^(?:[^\\\\/:*?"<>|.][^\\\\/:*?"<>|]{0,14}|${DNS_LABEL}(?:\\.${DNS_LABEL})*)$`);

function userNameProblems(written: string): string[] {
  if (written === '') return ['must not be empty'];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(written)) return ['must not contain control characters'];
  const parts = written.split('\\');
  if (parts.length > 2) return ['must not contain more than one backslash'];
  const domain = parts.length === 2 ? (parts[0] as string) : undefined;
  const user = parts.at(-1) as string;
  const problems: string[] = [];
  if (domain !== undefined && byteLength(domain) >= 256) problems.push('the domain must have under 256 characters');
  if (domain !== undefined && !WINDOWS_DOMAIN.test(domain))
    problems.push('the domain is neither a NetBIOS nor a DNS name');
  if (user === '') problems.push('the user must not be empty');
  if (byteLength(user) > 104) problems.push('the user must have no more than 104 characters');
  if (/^[. ]+$/.test(user)) problems.push('the user must not consist of dots and blanks alone');
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) problems.push('the user must not contain any of "/\\:;|=,+*?<>@[]');
  return problems;
}

/** The texts in other languages that come with the server, for editors that say their language and have no texts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param locale as an editor or an environment writes it: `zh-CN`, `zh_CN.UTF-8`
 * @returns texts by the English ones; undefined for English, and for a language that nobody has translated to
 */
export function translationsOf(locale: string): Readonly<Record<string, string>> | undefined {
  const language = /^[a-z]+(?:[-_][a-z0-9]+)*/i.exec(locale)?.[0].replaceAll('_', '-').toLowerCase();
  if (language === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(join(__dirname, `../l10n/bundle.l10n.${language}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

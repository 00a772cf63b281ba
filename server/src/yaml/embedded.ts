/** Where YAML stands in a file of another language: fenced blocks of Markdown, heredocs of shell scripts. */

/** Whole lines of a file that hold YAML. */
export interface Region {
  /** As long as in the file, but with spaces in the place of the margin's characters. */
  readonly text: string;
  /**
   * What each line begins with that is not YAML's: the indentation of a fence, `> ` of a quote, the tabs that `<<-` takes
   * away. A line `---` behind it stands at the very start in `text`, where YAML looks for it.
   */
  readonly margin: string;
  /** Offset of its first character in the file. */
  readonly offset: number;
  /** Line of its first character in the file, from 0. */
  readonly line: number;
}

/** Whether a language has YAML in some places only; a file of any other is YAML (or JSON) throughout. */
export function embedsYaml(languageId: string): boolean {
  return languageId === 'markdown' || languageId === 'shellscript';
}

/** @param languageId as an editor names the file's language; any but Markdown and shell is YAML (or JSON) throughout */
export function findRegions(text: string, languageId: string): Region[] {
  if (languageId === 'markdown') return findFences(text);
  if (languageId === 'shellscript') return findHeredocs({ text, margin: '', offset: 0, line: 0 });
  return [{ text, margin: '', offset: 0, line: 0 }];
}

const FENCE = /^([ \t>]*)(`{3,}|~{3,})[ \t]*([^\s`{]*)/;
const YAML_LANGUAGES = new Set(['yaml', 'yml', 'json']);
/** Blocks that may hold a heredoc; many are not named at all. */
const SHELL_LANGUAGES = new Set(['', 'sh', 'bash', 'shell', 'zsh', 'console', 'shell-session']);

function findFences(text: string): Region[] {
  const regions: Region[] = [];
  const lines = linesOf(text);
  for (let i = 0; i < lines.length; i++) {
    const [, margin = '', fence, language = ''] = FENCE.exec(lines[i]?.text ?? '') ?? [];
    if (fence === undefined) continue;
    const first = i + 1;
    const closes = new RegExp(`^[ \\t>]*${fence[0]}{${fence.length},}[ \\t]*\\r?$`);
    for (i++; i < lines.length && !closes.test(lines[i]?.text ?? ''); ) i++;
    const region = withMargin(joinLines(text, lines, first, i), margin);
    if (YAML_LANGUAGES.has(language.toLowerCase())) regions.push(region);
    else if (SHELL_LANGUAGES.has(language.toLowerCase())) regions.push(...findHeredocs(region));
  }
  return regions;
}

const HEREDOC = /(?<!<)<<(-?)[ \t]*(?:(['"])([^'"\n]+)\2|\\?([A-Za-z_]\w*))/;
/** What the shell would put in before anyone reads the text as YAML. */
const EXPANSION = /(?<!\\)(?:\$[({A-Za-z_]|`)/;

function findHeredocs({ text, margin, offset, line }: Region): Region[] {
  const regions: Region[] = [];
  const lines = linesOf(text);
  for (let i = 0; i < lines.length; i++) {
    const [, dash, quote, quoted, bare] = HEREDOC.exec(lines[i]?.text ?? '') ?? [];
    const delimiter = quoted ?? bare;
    if (delimiter === undefined) continue;
    const first = i + 1;
    const ends = (content: string) => {
      const inner = content.slice(margin.length).replace(/\r$/, '');
      return (dash ? inner.replace(/^\t+/, '') : inner) === delimiter;
    };
    for (i++; i < lines.length && !ends(lines[i]?.text ?? ''); ) i++;
    const region = joinLines(text, lines, first, i);
    if (quote === undefined && EXPANSION.test(region.text)) continue;
    const tabs = dash ? (/^ *(\t*)\S/m.exec(region.text)?.[1] ?? '') : '';
    const inner = withMargin(region, margin + tabs);
    regions.push({ ...inner, offset: offset + region.offset, line: line + region.line });
  }
  return regions;
}

/** Spaces for the margin, and what separates documents before them. */
function withMargin(region: Region, margin: string): Region {
  if (margin === '') return region;
  const spaces = ' '.repeat(margin.length);
  const lines = region.text.split('\n').map((line) => {
    const [own = ''] = /^[ \t>]*/.exec(line.slice(0, margin.length)) ?? [];
    const spaced = ' '.repeat(own.length) + line.slice(own.length);
    return /^(?:---|\.\.\.)(?=\s|$)/.test(spaced.slice(margin.length)) && own.length === margin.length
      ? spaced.slice(margin.length, margin.length + 3) + spaces + spaced.slice(margin.length + 3)
      : spaced;
  });
  return { ...region, margin, text: lines.join('\n') };
}

interface Line {
  /** Without the line feed. */
  readonly text: string;
  readonly start: number;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { text: line, start };
    start += line.length + 1;
    return found;
  });
}

/** The lines from `first` up to, not including, `end`. */
function joinLines(text: string, lines: readonly Line[], first: number, end: number): Region {
  const offset = lines[first]?.start ?? text.length;
  return { text: text.slice(offset, lines[end]?.start ?? text.length), margin: '', offset, line: first };
}

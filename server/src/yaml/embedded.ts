/** Where YAML stands in a file of another language: fenced blocks of Markdown, heredocs of shell scripts. */

/** Whole lines of a file that hold YAML and nothing else. */
export interface Region {
  readonly text: string;
  /** Offset of its first character in the file. */
  readonly offset: number;
  /** Line of its first character in the file, from 0. */
  readonly line: number;
}

/** @param languageId as an editor names the file's language; any but Markdown and shell is YAML (or JSON) throughout */
export function findRegions(text: string, languageId: string): Region[] {
  if (languageId === 'markdown') return findFences(text);
  if (languageId === 'shellscript') return findHeredocs({ text, offset: 0, line: 0 });
  return [{ text, offset: 0, line: 0 }];
}

const FENCE = /^[ \t>]*(`{3,}|~{3,})[ \t]*([^\s`{]*)/;
const YAML_LANGUAGES = new Set(['yaml', 'yml', 'json']);
/** Blocks that may hold a heredoc; many are not named at all. */
const SHELL_LANGUAGES = new Set(['', 'sh', 'bash', 'shell', 'zsh', 'console', 'shell-session']);

function findFences(text: string): Region[] {
  const regions: Region[] = [];
  const lines = linesOf(text);
  for (let i = 0; i < lines.length; i++) {
    const [, fence, language = ''] = FENCE.exec(lines[i]?.text ?? '') ?? [];
    if (fence === undefined) continue;
    const first = i + 1;
    const closes = new RegExp(`^[ \\t>]*${fence[0]}{${fence.length},}[ \\t]*\\r?$`);
    for (i++; i < lines.length && !closes.test(lines[i]?.text ?? ''); ) i++;
    const region = joinLines(text, lines, first, i);
    if (YAML_LANGUAGES.has(language.toLowerCase())) regions.push(region);
    else if (SHELL_LANGUAGES.has(language.toLowerCase())) regions.push(...findHeredocs(region));
  }
  return regions;
}

const HEREDOC = /(?<!<)<<(-?)[ \t]*(?:(['"])([^'"\n]+)\2|\\?([A-Za-z_]\w*))/;
/** What the shell would put in before anyone reads the text as YAML. */
const EXPANSION = /(?<!\\)(?:\$[({A-Za-z_]|`)/;

function findHeredocs({ text, offset, line }: Region): Region[] {
  const regions: Region[] = [];
  const lines = linesOf(text);
  for (let i = 0; i < lines.length; i++) {
    const [, dash, quote, quoted, bare] = HEREDOC.exec(lines[i]?.text ?? '') ?? [];
    const delimiter = quoted ?? bare;
    if (delimiter === undefined) continue;
    const first = i + 1;
    const ends = (content: string) => (dash ? content.replace(/^\t+/, '') : content).replace(/\r$/, '') === delimiter;
    for (i++; i < lines.length && !ends(lines[i]?.text ?? ''); ) i++;
    const region = joinLines(text, lines, first, i);
    if (quote === undefined && EXPANSION.test(region.text)) continue;
    regions.push({ text: region.text, offset: offset + region.offset, line: line + region.line });
  }
  return regions;
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
  return { text: text.slice(offset, lines[end]?.start ?? text.length), offset, line: first };
}

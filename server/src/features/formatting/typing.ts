/** Where a line begins that is being typed. Goes by the lines alone, because the text is mostly broken just then. */

/** A line that ends in a key without a value, in `|` or in `>`: more is to follow below it. */
const OPENS =
  /^[ \t]*(?:- +)*(?!#)(?:"[^"]*"|'[^']*'|[^\s#"'[{][^#]*?)[ \t]*:(?:[ \t]+(?:[|>][-+0-9]*|[&!]\S+))?[ \t]*(?:[ \t]#.*)?$/;
const DASHES = /^([ \t]*)((?:- +)*)/;

/**
 * The column of a new, empty line; undefined to leave it to the editor.
 *
 * @param isList whether the field whose key is at a line and character holds a list
 */
export function columnOfNewLine(
  lines: readonly string[],
  index: number,
  step: number,
  isList: (line: number, character: number) => boolean,
): number | undefined {
  if ((lines[index] ?? '').trim() !== '') return undefined;
  const above = lines[index - 1];
  if (above === undefined || above.trim() === '' || /^[ \t]*#/.test(above)) return undefined;
  const [lead = '', indent = '', dashes = ''] = DASHES.exec(above) ?? [];
  const key = lead.length;
  if (OPENS.test(above)) {
    const holdsList = isList(index - 1, key);
    return key + (holdsList && indentsLists(lines) === false ? 0 : step);
  }
  // Below the first field of an item the others follow, not below its dash.
  const isField = /^(?:"[^"]*"|'[^']*'|[^\s#"'[{][^#]*?):[ \t]/.test(above.slice(key));
  return dashes !== '' && isField ? key : indent.length;
}

/** The column of a dash that has just been typed as the first character of its line. */
export function columnOfDash(lines: readonly string[], index: number, step: number): number | undefined {
  const typed = /^([ \t]*)-[ \t]*$/.exec(lines[index] ?? '');
  if (!typed) return undefined;
  const column = (typed[1] as string).length;
  let limit = Infinity;
  for (let at = index - 1; at >= 0; at--) {
    const line = lines[at] as string;
    if (line.trim() === '' || /^[ \t]*#/.test(line)) continue;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return undefined;
    const [lead = '', indent = '', dashes = ''] = DASHES.exec(line) ?? [];
    // The line right above opens a list. The first of a text goes where its writer puts it; others follow.
    if (limit === Infinity && OPENS.test(line) && lead.length <= column) {
      const isDeeper = indentsLists(lines);
      return isDeeper === undefined ? undefined : lead.length + (isDeeper ? step : 0);
    }
    const columns = [...dashes.matchAll(/-/g)].map((dash) => indent.length + dash.index).reverse();
    const fitting = columns.find((dash) => dash <= column && dash < limit);
    if (fitting !== undefined) return fitting;
    limit = Math.min(limit, indent.length);
    if (limit === 0) return undefined;
  }
  return undefined;
}

/** Whether most lists of the text stand deeper than their key; undefined when there is none, or as many of both. */
function indentsLists(lines: readonly string[]): boolean | undefined {
  let deeper = 0;
  for (const [index, line] of lines.entries()) {
    const below = lines[index + 1];
    if (below === undefined || !OPENS.test(line) || !/^[ \t]*- /.test(below)) continue;
    const key = DASHES.exec(line)?.[0].length ?? 0;
    deeper += below.search(/\S/) > key ? 1 : -1;
  }
  return deeper === 0 ? undefined : deeper > 0;
}

/** One YAML document: its text, which is kept, and its tree, which is read when somebody asks for it. */
import { LONGEST_DOCUMENT, type ParsedYaml, parseYaml } from './parse.ts';

/** One document. Its identity is the key for everything computed from it: same object, same answers. */
export interface YamlDocument extends ParsedYaml {
  /** From its `---` line (or the file's start) to the next document's. */
  readonly text: string;
  /** Offset of each line's first character in `text`. */
  readonly lineStarts: readonly number[];
}

export function createDocument(chunk: string): YamlDocument {
  const text = chunk.length > LONGEST_DOCUMENT ? chunk : detach(chunk);
  return new LazyDocument(text, lineStartsOf(text));
}

/**
 * Parsed when somebody asks for its tree: much YAML is for others, and is told from its text alone. Trees are many
 * times as large as their texts, so only those that were read last are kept, and others grow anew when they are
 * needed. A class, as thousands of objects with getters of their own would weigh more than what they hold.
 */
class LazyDocument implements YamlDocument {
  readonly text: string;
  readonly lineStarts: readonly number[];
  parsed: ParsedYaml | undefined;

  constructor(text: string, lineStarts: readonly number[]) {
    this.text = text;
    this.lineStarts = lineStarts;
  }

  get root() {
    return parsedOf(this).root;
  }

  get problems() {
    return parsedOf(this).problems;
  }
}

/**
 * Characters of all documents that keep their trees: enough for an editor that opens a long file and asks one thing
 * after another of all of it, each of which would else read all of it again. A tree takes some twenty bytes for each.
 */
const MOST_WITH_TREES = 1_500_000;
/** In the order in which they were read. */
const withTrees = new Set<LazyDocument>();
let charactersWithTrees = 0;

function parsedOf(document: LazyDocument): ParsedYaml {
  if (document.parsed) return document.parsed;
  withTrees.add(document);
  charactersWithTrees += document.text.length;
  for (const oldest of withTrees) {
    if (charactersWithTrees <= MOST_WITH_TREES || oldest === document) break;
    oldest.parsed = undefined;
    withTrees.delete(oldest);
    charactersWithTrees -= oldest.text.length;
  }
  document.parsed = parseYaml(document.text);
  return document.parsed;
}

/** A copy: engines keep a slice's whole source alive, which would be one file's text for each document edited. */
function detach(slice: string): string {
  return JSON.parse(JSON.stringify(slice));
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) starts.push(i + 1);
  }
  return starts;
}

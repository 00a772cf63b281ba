/** What a shell does not understand, although bash does: scripts are read as bash reads them. */
import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { Dialect } from './shell.ts';

/** Syntax that only bash has, by the type of its node. */
const BASH_SYNTAX: Readonly<Record<string, string>> = {
  ArithmeticFor: 'for ((',
  ArrayValue: '(',
  HereString: '<<<',
  Select: 'select',
  Coproc: 'coproc',
};

export interface SyntaxProblem {
  /** Offset in the text. */
  readonly pos: number;
  readonly message: string;
}

/** The first place that this shell cannot read; undefined: it can read all of it. */
export function syntaxProblem(script: ParsedScript, text: string, dialect: Dialect): SyntaxProblem | undefined {
  const [error] = script.errors ?? [];
  const foreign = dialect === 'bash' ? undefined : foreignSyntax(script, text, dialect);
  return [error, foreign].filter((problem) => problem !== undefined).sort((a, b) => a.pos - b.pos)[0];
}

function foreignSyntax(node: SyntaxNode, text: string, dialect: Dialect): SyntaxProblem | undefined {
  const foreign = BASH_SYNTAX[node.type] ?? (isKeywordFunction(node, text, dialect) ? 'function' : undefined);
  if (foreign !== undefined) return { pos: node.pos, message: `"${foreign}" unexpected` };
  let problem: SyntaxProblem | undefined;
  forEachChild(node, (child) => {
    // What stands in a command substitution is read when that is run.
    if (child.type !== 'CommandExpansion') problem ??= foreignSyntax(child, text, dialect);
  });
  return problem;
}

/** `function NAME { … }`, which ash has, too. */
function isKeywordFunction({ type, pos }: SyntaxNode, text: string, dialect: Dialect): boolean {
  return type === 'Function' && dialect === 'dash' && /^function\s/.test(text.slice(pos, pos + 9));
}

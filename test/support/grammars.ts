/** Tokens of text as VS Code's own engine and grammars make them, with ours injected as `package.json` says. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../../scripts/process.ts';
import { installVsCode } from '../../scripts/vscode/install.ts';

/** A piece of a line and the scopes around it, outermost first. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

export type Tokenize = (scopeName: string, text: string) => Promise<readonly (readonly Token[])[]>;

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

/** The small part of `vscode-textmate` that is used here; its own types are not installed. */
interface Registry {
  loadGrammar(scopeName: string): Promise<Grammar | null>;
}

interface Grammar {
  tokenizeLine(
    line: string,
    state: unknown,
  ): {
    readonly tokens: readonly { readonly startIndex: number; readonly endIndex: number; readonly scopes: string[] }[];
    readonly ruleStack: unknown;
  };
}

const BUILT_IN = ['yaml', 'shellscript', 'markdown-basics'];

export async function loadGrammars(): Promise<Tokenize> {
  const vscode = path.resolve(path.dirname(await installVsCode()), '..');
  const require = createRequire(path.join(vscode, 'package.json'));
  const { Registry, INITIAL, parseRawGrammar } = require('vscode-textmate');
  const { loadWASM, OnigScanner, OnigString } = require('vscode-oniguruma');
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);

  const folders = [root, ...BUILT_IN.map((name) => path.join(vscode, 'extensions', name))];
  const grammars = folders.flatMap((folder) => {
    const { contributes } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return (contributes.grammars as Contribution[]).map((grammar) => ({
      ...grammar,
      file: path.join(folder, grammar.path),
    }));
  });
  const registry: Registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new OnigScanner(patterns),
      createOnigString: (text: string) => new OnigString(text),
    }),
    loadGrammar: async (scopeName: string) => {
      const file = grammars.find((grammar) => grammar.scopeName === scopeName)?.file;
      return file ? parseRawGrammar(readFileSync(file, 'utf8'), file) : null;
    },
    getInjections: (scopeName: string) =>
      grammars.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((grammar) => grammar.scopeName),
  });

  return async (scopeName, text) => {
    const grammar = await registry.loadGrammar(scopeName);
    if (!grammar) throw new Error(`There is no grammar ${scopeName}.`);
    let state = INITIAL;
    return text.split('\n').map((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
    });
  };
}

/** The parser's tokens, as far as a layout asks about them. */
import type { CST } from 'yaml';

export type Token = CST.Token;

/** Thrown for what has no form that everybody agrees on, such as `? key`; the document then stays as it is. */
export class Unsupported extends Error {}

/** Whether most lists below a key are deeper than the key; a document without any gets what most people write. */
export function prefersIndentedLists(tokens: readonly Token[]): boolean {
  let deeper = 0;
  function count(token: Token | null | undefined): void {
    if (token?.type === 'document') count(token.value);
    if (token?.type !== 'block-map' && token?.type !== 'block-seq') return;
    for (const { value } of token.items) {
      if (token.type === 'block-map' && value?.type === 'block-seq') deeper += value.indent > token.indent ? 1 : -1;
      count(value);
    }
  }
  for (const token of tokens) count(token);
  return deeper >= 0;
}

export function isScalarKey(key: Token | null | undefined): key is CST.FlowScalar {
  return (
    (key?.type === 'scalar' ||
      key?.type === 'alias' ||
      key?.type === 'single-quoted-scalar' ||
      key?.type === 'double-quoted-scalar') &&
    !key.source.includes('\n')
  );
}

export function isVisible({ type }: CST.SourceToken): boolean {
  return type !== 'space' && type !== 'newline' && type !== 'comment';
}

/**
 * Offset behind the last visible character of a token.
 *
 * @throws Unsupported
 */
export function endOf(token: Token): number {
  switch (token.type) {
    case 'block-map':
    case 'block-seq': {
      for (const { start, key, sep, value } of [...token.items].reverse()) {
        if (value) return endOf(value);
        const last = (sep ?? []).filter(isVisible).at(-1);
        if (last) return last.offset + last.source.length;
        if (key) return endOf(key);
        const mark = start.filter(isVisible).at(-1);
        if (mark) return mark.offset + mark.source.length;
      }
      return token.offset;
    }
    case 'block-scalar': {
      const last = token.props.at(-1);
      const start = last && 'source' in last ? last.offset + last.source.length : token.offset;
      return start + token.source.trimEnd().length;
    }
    case 'flow-collection': {
      const close = token.end.find(isVisible);
      if (!close) throw new Unsupported();
      return close.offset;
    }
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return token.offset + token.source.length;
    default:
      throw new Unsupported();
  }
}

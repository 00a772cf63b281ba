/** Amounts as docker's options have them. */

/** Docker counts in powers of 1024, whatever its letters look like. */
export function bytes(text: string | undefined): string | undefined {
  const [, number = '', unit = 'b'] = /^(\d+(?:\.\d+)?)([bkmgt])?(?:i?b)?$/i.exec(text ?? '') ?? [];
  if (!number) return undefined;
  return unit.toLowerCase() === 'b' ? number : `${number}${unit.toUpperCase()}i`;
}

/** `90`, `1m30s` or `500ms`, rounded up to whole seconds. */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  const size: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const total = parts.reduce((sum, [, number = '', unit = '']) => sum + Number(number) * (size[unit] ?? 0), 0);
  return parts.length > 0 ? Math.ceil(total) : undefined;
}

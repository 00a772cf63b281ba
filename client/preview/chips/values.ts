/** Values of chips in words, and read from what is typed. */
import * as l10n from '@vscode/l10n';

export const never = (): string => l10n.t('never');

/** The English word is taken, too. */
export const isNever = (text: string): boolean => [never(), 'never'].includes(text.trim());

/** Seconds from `2`, `2 s`, `1 min`, `1m30s`, `500ms`; undefined for anything else. */
export function readSeconds(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|m|s|h)?\s*/gy)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return undefined;
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };
  return Number(parts.reduce((sum, [, n, unit]) => sum + Number(n) * (units[unit ?? 's'] ?? 1), 0).toFixed(3));
}

export const seconds = (value: number): string => `${Number(value.toFixed(value < 10 ? 2 : 1))} s`;

/** Bytes from `64Mi` or `64M`. */
export function readBytes(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*(Ki|Mi|Gi|Ti|k|M|G|T)?B?$/.exec(text.trim());
  const units: Readonly<Record<string, number>> = {
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
  };
  return found === null ? undefined : Math.ceil(Number(found[1]) * (units[found[2] ?? ''] ?? 1));
}

/** CPUs from `500m` or `1.5`. */
export function readCores(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(m?)$/.exec(text.trim());
  return found === null ? undefined : Number(found[1]) / (found[2] === 'm' ? 1000 : 1);
}

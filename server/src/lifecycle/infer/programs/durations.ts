/** Durations as `sleep`, `timeout` and `stress` take them. */

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };

/** Seconds: `5`, `0.5`, `2m`, `1h`, `infinity`; undefined for other texts. */
export function parseDuration(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Infinity;
  const match = /^([0-9]+\.?[0-9]*|\.[0-9]+)([smhdy]?)$/.exec(text);
  return match ? Number(match[1]) * (UNITS[match[2] || 's'] ?? 1) : undefined;
}

/** Go's way: `1s`, `250ms`, `1m30s`. */
export function parseGoDuration(text: string): number | undefined {
  if (!/^([0-9.]+(ns|us|ms|s|m|h))+$/.test(text)) return undefined;
  const units: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  return [...text.matchAll(/([0-9.]+)([a-z]+)/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (units[unit ?? ''] ?? 0),
    0,
  );
}

/** Bytes as `stress --vm-bytes` takes them, in powers of 1024: `250M`, `1g`. */
export function parseByteSize(text: string): number | undefined {
  const match = /^([0-9]+(?:\.[0-9]+)?)([bkmgt]?)(?:i?b)?$/i.exec(text);
  if (!match) return undefined;
  return Math.round(Number(match[1]) * 1024 ** 'bkmgt'.indexOf((match[2] || 'b').toLowerCase()));
}

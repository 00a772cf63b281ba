import type { Millis } from './queue.ts';

/** A Go `time.Duration` as it prints itself: `501ms`, `1.5s`, `2m0s`. */
export function goDuration(millis: Millis): string {
  if (millis === 0) return '0s';
  if (millis < 1000) return `${millis}ms`;
  const hours = Math.floor(millis / 3_600_000);
  const minutes = Math.floor(millis / 60_000) % 60;
  const seconds = `${(millis % 60_000) / 1000}s`;
  return hours > 0 ? `${hours}h${minutes}m${seconds}` : minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

/** Seconds as the sentences say them: `3`, `2.5`. */
export function seconds(millis: Millis): string {
  return String(Math.round(millis / 100) / 10);
}

/** An age as kubectl prints it: `45s`, `2m5s`, `10m`, `3h2m`, `2d3h` (`duration.HumanDuration`). */
export function humanDuration(millis: Millis): string {
  const total = Math.max(0, Math.floor(millis / 1000));
  const minutes = Math.floor(total / 60);
  const hours = Math.floor(total / 3600);
  const days = Math.floor(total / 86_400);
  const two = (large: number, unit: string, small: number, smallUnit: string): string =>
    small === 0 ? `${large}${unit}` : `${large}${unit}${small}${smallUnit}`;
  if (total < 120) return `${total}s`;
  if (minutes < 10) return two(minutes, 'm', total % 60, 's');
  if (hours < 3) return `${minutes}m`;
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return two(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  return `${Math.floor(days / 365)}y`;
}

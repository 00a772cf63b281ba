/** `limits.memory` for `limits[memory]`: a key of a map written like a field. */
export const plainPath = (path: string): string => path.replace(/\[([^\]\d][^\]]*)\]/g, '.$1');

/**
 * How messages travel to the page: as bytes. VS Code writes a message as JSON twice and reads it twice on the way, in the
 * thread that draws the editor; bytes it hands through.
 */

interface Packed {
  readonly packed: Uint8Array;
}

/** What the host gives to `postMessage`. */
export const pack = (message: object): Packed => ({ packed: new TextEncoder().encode(JSON.stringify(message)) });

/** What arrives, as it was; undefined for what is not packed. */
export function unpack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('packed' in value)) return undefined;
  const { packed } = value;
  if (!(packed instanceof Uint8Array) && !(packed instanceof ArrayBuffer)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(packed));
  } catch {
    return undefined;
  }
}

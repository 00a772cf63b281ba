/** The picture as pixels, drawn by the browser: as a file, and on the clipboard. */
import { type Exported, textOf } from './export.ts';

/** The picture as pixels, two for each of its own. */
async function pngOf(exported: Exported): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([textOf('svg', exported)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error('too large a picture')) : resolve(blob)), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Puts the picture on the clipboard; rejects where the browser does not allow it. */
export const copyPicture = (exported: Exported): Promise<void> =>
  navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(exported) })]);

/** The picture as a PNG in Base64. */
export const pngInBase64 = async (exported: Exported): Promise<string> => base64(await pngOf(exported));

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

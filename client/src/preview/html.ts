import { env, l10n, Uri, type Webview } from 'vscode';

/** The page around the bundle: nothing inline, nothing from elsewhere, no network. */
export function pageHtml(webview: Webview, extensionUri: Uri): string {
  const file = (name: string): string => webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)).toString();
  const nonce = newNonce();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // A picture on its way from SVG to PNG is a blob of the page's own.
    `img-src ${webview.cspSource} blob:`,
  ].join('; ');
  return `<!doctype html>
<html lang="${l10n.bundle ? env.language : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${l10n.t('Pod Preview')}</title>
<link rel="stylesheet" href="${file('preview.css')}">
</head>
<body data-translations="${escaped(JSON.stringify(l10n.bundle ?? {}))}">
<script nonce="${nonce}" src="${file('preview.js')}"></script>
</body>
</html>`;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

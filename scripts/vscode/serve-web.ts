/**
 * Serves a workbench that has no server behind it, as vscode.dev does: extensions run in Web Workers, and files are where
 * the browser has them. All that goes over the wire are files of this project and of VS Code.
 */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { root } from '../process.ts';
import { installVsCodeWeb } from './install.ts';

/** The folder that is open: in the browser's memory, empty at first. */
const WORKSPACE = { scheme: 'tmp', path: '/workspace' };

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.cjs': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface WebVsCode {
  readonly url: string;
  stop(): void;
}

export interface WebVsCodeOptions {
  /** A script, by its path in the project, whose `run` the extension host is to call. */
  readonly tests: string;
}

export async function serveWebVsCode({ tests }: WebVsCodeOptions): Promise<WebVsCode> {
  const vscode = await installVsCodeWeb();
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      response.destroy();
    });
  });

  async function answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', ...rest] = decodeURIComponent(new URL(url, 'http://localhost').pathname).split('/');
    if (name === '') sendText(await workbenchPage(vscode), '.html', response);
    else if (name === 'product.json') sendText(JSON.stringify(configuration()), '.json', response);
    else if (name === 'vscode') await sendFile(path.join(vscode, ...rest), response);
    else if (name === 'podwright') await sendFile(path.join(root, ...rest), response);
    else response.writeHead(404).end();
  }

  const address = () => `localhost:${(server.address() as AddressInfo).port}`;

  /** What the page asks for to know what to open; `create` of VS Code's `web.api.ts` takes it. */
  function configuration(): unknown {
    const own = (file: string) => ({ scheme: 'http', authority: address(), path: `/podwright${file}` });
    return {
      folderUri: WORKSPACE,
      productConfiguration: {
        enableTelemetry: false,
        // A webview insists on an origin of its own.
        webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${address()}/vscode/out/vs/workbench/contrib/webview/browser/pre/`,
      },
      developmentOptions: { extensions: [own('')], extensionTestsPath: own(`/${tests}`) },
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://${address()}`, stop };
}

/** The page as VS Code brings it, told where its files are. */
async function workbenchPage(vscode: string): Promise<string> {
  const page = await readFile(path.join(vscode, 'out/vs/code/browser/workbench/workbench.html'), 'utf8');
  return page.replaceAll('{{WORKBENCH_WEB_BASE_URL}}', '/vscode').replaceAll(/\{\{\w+\}\}/g, '');
}

function sendText(text: string, ending: string, response: ServerResponse): void {
  response.setHeader('Content-Type', TYPES[ending] ?? 'text/plain').end(text);
}

async function sendFile(file: string, response: ServerResponse): Promise<void> {
  const isFile = await stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
  createReadStream(file).pipe(response);
}

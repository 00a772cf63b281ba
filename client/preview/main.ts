import './page.css';
import * as l10n from '@vscode/l10n';
import { unpack } from './packing.ts';
import { startPage } from './page.ts';
import { stylesheet, variables } from './picture/theme.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

l10n.config({ contents: JSON.parse(document.body.dataset.translations ?? '{}') });

const api = acquireVsCodeApi();
const sheet = new CSSStyleSheet();
sheet.replaceSync(stylesheet(variables));
document.adoptedStyleSheets = [sheet];

const root = document.createElement('div');
root.className = 'root';
document.body.append(root);
const receive = startPage(root, {
  post: (message) => api.postMessage(message),
  load: () => api.getState(),
  save: (state) => api.setState(state),
});
window.addEventListener('message', ({ data }) => receive(unpack(data)));
api.postMessage({ type: 'ready' });

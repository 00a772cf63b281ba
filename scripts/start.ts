/** npm start: a real VS Code in the browser, with the extension and a copy of the examples. */
import path from 'node:path';
import { build } from './build.ts';
import { root } from './process.ts';
import { serveVsCode, workbenchUrl } from './vscode/serve.ts';

console.log('Building …');
await build();
const vscode = await serveVsCode({ workspace: path.join(root, 'examples'), withExtension: true });
console.log(`
VS Code with Podwright and a copy of examples/ is at

    ${workbenchUrl(vscode)}

Open a file there, then the preview with the button at the top right of the editor.
In a desktop VS Code: open this folder and press F5.
Ctrl+C ends it.`);
await vscode.ended;

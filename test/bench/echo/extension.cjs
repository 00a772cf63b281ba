const { commands, ViewColumn, window, workspace } = require('vscode');

const now = () => performance.timeOrigin + performance.now();

exports.activate = ({ subscriptions }) => {
  const open = () => {
    const column = { viewColumn: ViewColumn.Three, preserveFocus: true };
    const { webview } = window.createWebviewPanel('echo', 'Echo', column, { enableScripts: true });
    webview.html = '<!doctype html><html lang="en"><body class="echo"></body></html>';
    workspace.onDidChangeTextDocument(({ contentChanges }) => {
      if (contentChanges.length > 0) void webview.postMessage({ heard: now() });
    });
  };
  subscriptions.push(commands.registerCommand('echo.open', open));
};

/** "Get Started": the walkthrough of `package.json`, which VS Code shows by itself only after an installation by hand. */
import { commands, type Disposable, type ExtensionContext } from 'vscode';

export function registerGetStarted({ extension }: ExtensionContext): Disposable {
  return commands.registerCommand('podwright.getStarted', () =>
    commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#pods`, false),
  );
}

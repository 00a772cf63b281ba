/** How long VS Code waits for the extension: read where VS Code itself tells it, in its view of running extensions. */
import { openWorkbench, type Workbench } from '../browser/workbench.ts';
import { median } from './timing.ts';

/** Milliseconds. */
export interface ActivationFigures {
  /** Loading our code and running what it does at first, until VS Code goes on. */
  readonly activation: number;
}

/** Each is an extension host of its own. */
const STARTS = 3;

export async function measureActivation(): Promise<ActivationFigures> {
  const workbench = await openWorkbench('examples');
  try {
    const times: number[] = [];
    for (let i = 0; i < STARTS; i++) {
      if (i > 0) await workbench.page.reload();
      times.push(await activationOf(workbench));
    }
    return { activation: median(times) };
  } finally {
    await workbench.close();
  }
}

async function activationOf({ page, open, press }: Workbench): Promise<number> {
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await open('13-http-probe.yaml');
  const input = page.locator('.quick-input-widget input');
  const command = 'Developer: Show Running Extensions';
  await press('F1', input);
  await input.fill(`>${command}`);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: command }).first().click();
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Podwright' });
  const told = await row.locator('.activation-time', { hasText: /\d+ms/ }).textContent();
  return Number(/(\d+)ms/.exec(told ?? '')?.[1] ?? Number.NaN);
}

/** What the server writes into an object for the fields that nobody has written. */
import * as l10n from '@vscode/l10n';
import { leftOut } from '../left-out.ts';
import { code, type Describe } from './hovered.ts';

/** More of them would only be a list. */
const MOST = 6;
/** Empty or off when nobody says so is what everybody expects. */
const EXPECTED: readonly unknown[] = ['', false, 0];

export const describeLeftOut: Describe = ({ place, object, version }) => {
  const telling = leftOut(place, object, version)
    .filter(({ default: { value, written } }) => written && !EXPECTED.includes(value))
    .slice(0, MOST);
  if (telling.length === 0) return undefined;
  return l10n.t('Not written, so: {0}', telling.map(({ name, text }) => `${name} ${code(text)}`).join(' · '));
};

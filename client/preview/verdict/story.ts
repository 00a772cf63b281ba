/** What a Timeline comes to, in words. */
import * as l10n from '@vscode/l10n';

export type Tone = 'good' | 'warn' | 'bad';

/** A sentence, what is to be added to it, and how good that is. */
export interface Story {
  readonly tone: Tone;
  readonly headline: string;
  /** Empty where nothing is to be added. */
  readonly detail: string;
}

/** What Kubernetes says, with a full stop. */
export const quoted = (text: string): string => `${text.replace(/[.\s]+$/, '')}.`;

export const times = (count: number): string =>
  count === 1 ? l10n.t('once') : count === 2 ? l10n.t('twice') : l10n.t('{0} times', count);

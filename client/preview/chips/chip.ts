/** Something that is assumed, as a chip that can be edited: a label, a value, and what a new value changes. */
import * as l10n from '@vscode/l10n';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Assumed } from '../../../server/src/lifecycle/timeline.ts';

export interface Chip {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Said by the user, rather than inferred or a default. */
  readonly set: boolean;
  /** Shapes the picture: shown without asking. */
  readonly matters: boolean;
  /** Where it comes from, for a tooltip. */
  readonly note: string;
  /** What may be typed, as an example. */
  readonly hint: string;
  /** Fixed choices instead of free text. */
  readonly choices?: readonly string[];
  /** The user's assumptions with another value; undefined when the text is none. */
  readonly edit: (text: string) => Assumptions | undefined;
  /** The user's assumptions without this one. */
  readonly clear: () => Assumptions;
}

/** Where a value comes from. */
export function noteOf(assumed: Assumed | undefined, set: boolean): string {
  if (set) return l10n.t('Set here.');
  if (assumed === undefined) return l10n.t('A default.');
  const text = assumed.text.replace(/[.。]$/, '');
  switch (assumed.source) {
    case 'user':
      return l10n.t('From the user: {0}.', text);
    case 'manifest':
      return l10n.t('From the manifest: {0}.', text);
    case 'image':
      return l10n.t('From the image: {0}.', text);
    default:
      return l10n.t('From the default: {0}.', text);
  }
}

/** Without parts that say nothing. */
export function tidy(own: Assumptions): Assumptions {
  const full = <T extends object>(entries: Readonly<Record<string, T>> | undefined) => {
    const kept = Object.entries(entries ?? {}).filter(([, value]) => Object.keys(value).length > 0);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  };
  const { images: _, containers: __, ...rest } = own;
  const [images, containers] = [full(own.images), full(own.containers)];
  return { ...rest, ...(images && { images }), ...(containers && { containers }) };
}

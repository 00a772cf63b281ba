import * as l10n from '@vscode/l10n';
import { fixByWriting } from '../fields/field-fixes.ts';
import { found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { unwrapFix } from './list-fixes.ts';
import { described } from './wrong-type.ts';

export const badQuantity: Rule = {
  code: 'bad-quantity',
  stage: 'decode',
  severity: 'error',
  summary:
    'A quantity cannot be read: it is a number with one of the suffixes m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei.',
  *check({ wrong, document }) {
    for (const value of wrong) {
      if (value.type?.kind !== 'quantity') continue;
      const written = value.node?.kind === 'scalar' ? value.node.text : '';
      const meant = readableQuantity(written);
      const fixes = meant === undefined ? unwrapFix(document, value) : fixByWriting(document, value, meant);
      yield found(
        value,
        l10n.t(
          '{0} is no quantity: write a number such as 500m, 0.5, 128Mi or 1Gi',
          capitalized(described(document, value)),
        ),
        fixes,
      );
    }
  },
};

const NEAR_SUFFIXES: Readonly<Record<string, string>> = {
  '': '',
  k: 'k',
  m: 'm',
  g: 'G',
  t: 'T',
  p: 'P',
  e: 'E',
  ki: 'Ki',
  mi: 'Mi',
  gi: 'Gi',
  ti: 'Ti',
  pi: 'Pi',
  ei: 'Ei',
  kb: 'k',
  mb: 'M',
  gb: 'G',
  tb: 'T',
  pb: 'P',
  eb: 'E',
  b: '',
  byte: '',
  bytes: '',
  kib: 'Ki',
  mib: 'Mi',
  gib: 'Gi',
  tib: 'Ti',
  pib: 'Pi',
  eib: 'Ei',
  milli: 'm',
  millicore: 'm',
  millicores: 'm',
  millicpu: 'm',
  core: '',
  cores: '',
  cpu: '',
  cpus: '',
  vcpu: '',
  vcpus: '',
};

/** `100MB`, `1gi`, `64K` and `1 Gi` as Kubernetes writes them. */
function readableQuantity(written: string): string | undefined {
  const match = /^\s*([+-]?[0-9]+(?:[.,][0-9]+)?)[\s.]*([A-Za-z]*)\s*$/.exec(written);
  const unit = match ? (match[2] as string).toLowerCase() : '';
  // A key pressed twice: `100mm`.
  const suffix = match && (NEAR_SUFFIXES[unit] ?? NEAR_SUFFIXES[unit.replace(/(.)\1+/g, '$1')]);
  if (!match || suffix === undefined) return numberAtStart(written);
  return `${(match[1] as string).replace(',', '.')}${match[2] === 'M' ? 'M' : suffix}`;
}

/** `1.5.0Gi`: what stands before the second point. */
function numberAtStart(written: string): string | undefined {
  const match = /^([0-9]+\.[0-9]+)\.[0-9.]*([EPTGMk]i?|m|)$/.exec(written);
  return match ? `${match[1]}${match[2]}` : undefined;
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

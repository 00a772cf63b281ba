import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { fix, found, foundAtKey, shorten, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, flag, isSet, pathOf, text, type Value } from '../view.ts';

const ISCSI_NAMES: readonly (readonly [prefix: string, format: RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.[A-Za-z0-9\-.]+:[^,;*&$|\s]+$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
];

function iscsiNameProblem(name: string): string | undefined {
  const known = ISCSI_NAMES.find(([prefix]) => name.startsWith(prefix));
  if (!known) return 'must start with iqn, eui or naa';
  return known[1].test(name) ? undefined : `must be a valid ${known[0]} name`;
}

export const networkVolume: Rule = validation(
  'network-volume',
  'A volume on the network says where it is in the form that its protocol has.',
  function* (subject) {
    const { all, document } = subject;
    for (const nfs of all('NFSVolumeSource')) {
      const path = at(nfs, 'path');
      if (text(path) !== '' && !text(path).startsWith('/'))
        yield found(path, 'Must be an absolute path', fixByWriting(document, path, `/${text(path)}`));
    }
    for (const iscsi of all('ISCSIVolumeSource')) yield* judgeIscsi(iscsi);
    for (const fc of all('FCVolumeSource')) yield* judgeFc(document, fc);
    for (const quobyte of all('QuobyteVolumeSource')) {
      const registry = at(quobyte, 'registry');
      if (text(registry) === '') continue;
      if (text(at(quobyte, 'tenant')).length >= 65)
        yield found(at(quobyte, 'tenant'), 'Must be a UUID of at most 64 characters');
      else if (
        !text(registry)
          .split(',')
          .every((pair) => /^(\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(pair))
      )
        yield found(registry, 'Must be host:port, or several with commas between');
    }
  },
);

function* judgeIscsi(iscsi: Value): Generator<Finding> {
  const iqn = at(iscsi, 'iqn');
  const problem = text(iqn) === '' ? undefined : iscsiNameProblem(text(iqn));
  if (problem) yield found(iqn, `Invalid value "${shorten(text(iqn))}": ${problem}`);
  const usesChap = flag(at(iscsi, 'chapAuthDiscovery')) || flag(at(iscsi, 'chapAuthSession'));
  if (usesChap && !isSet(at(iscsi, 'secretRef')))
    yield found(at(iscsi, 'secretRef'), 'secretRef is required for CHAP authentication');
  const initiator = at(iscsi, 'initiatorName');
  if (!isSet(initiator)) return;
  const initiatorProblem = iscsiNameProblem(text(initiator));
  const initiatorPath = pathOf(initiator).replace(/initiatorName$/, 'initiatorname');
  if (initiatorProblem)
    yield found(initiator, `Invalid value "${shorten(text(initiator))}": ${initiatorProblem}`, [], initiatorPath);
  const volume = iscsi.parent;
  if (volume && `${text(at(volume, 'name'))}:${text(at(iscsi, 'targetPortal'))}`.length > 64)
    yield found(
      at(volume, 'name'),
      'The volume’s name and targetPortal must have under 64 characters together when initiatorName is set',
    );
}

function* judgeFc(document: Subject['document'], fc: Value): Generator<Finding> {
  const names = at(fc, 'targetWWNs');
  const ids = at(fc, 'wwids');
  if (names.items.length === 0 && ids.items.length === 0) yield found(names, 'One of targetWWNs and wwids is required');
  if (names.items.length > 0 && ids.items.length > 0)
    yield foundAtKey(
      names,
      'targetWWNs and wwids cannot both be set',
      fix(l10n.t('Remove {0}', 'wwids'), false, removeValue(document, ids)),
    );
  if (names.items.length > 0 && !isSet(at(fc, 'lun'))) yield found(at(fc, 'lun'), 'lun is required with targetWWNs');
}

import * as l10n from '@vscode/l10n';
import { canonical } from '../../quantity/quantity.ts';
import { putValue } from '../edits/add.ts';
import { addField, fixByWriting } from '../fields/field-fixes.ts';
import { resourceForName } from '../guesses.ts';
import { nearest } from '../nearest.ts';
import { alternatives, fix, found, validation } from '../report.ts';
import type { Finding, Fix, Rule, Subject } from '../rule.ts';
import { at, enclosing, isSet, quantity, text, type Value } from '../view.ts';
import { ownPath } from './field-reference.ts';

const RESOURCES = [
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
];
const BYTES = [
  '1',
  ...['k', 'M', 'G', 'T', 'P', 'E'].flatMap((unit) => [`1${unit}`, `1${unit === 'k' ? 'K' : unit}i`]),
];

export const resourceReference: Rule = validation(
  'resource-reference',
  'A container can be told its limits and requests, in units that divide the resource.',
  function* (subject) {
    const { document } = subject;
    for (const reference of subject.all('ResourceFieldSelector')) {
      const isFile = enclosing(reference, 'DownwardAPIVolumeFile') !== undefined;
      // The server looks at the other reference alone, and says that there are two.
      if (isFile && reference.parent && isSet(at(reference.parent, 'fieldRef'))) continue;
      const own = ownPath(reference, isFile);
      const resource = at(reference, 'resource');
      const written = text(resource);
      const container = at(reference, 'containerName');
      if (isFile && text(container) === '') {
        yield found(
          container,
          'containerName is required: a volume belongs to no container',
          containerFix(subject, container),
          `${own}.containerName`,
        );
      } else if (written === '') {
        const guess = resourceForName(reference);
        const fixes = guess ? addField(subject, resource, guess) : [];
        yield found(resource, 'resource is required', fixes, `${own}.resource`);
      } else if (!RESOURCES.includes(written) && !/^(requests|limits)\.hugepages-/.test(written)) {
        const meant = nearest(written, RESOURCES) ?? RESOURCES.find((name) => name.endsWith(`.${written}`));
        const fixes = meant ? fixByWriting(document, resource, meant) : [];
        yield found(
          resource,
          `Unsupported value "${written}": must be ${alternatives(RESOURCES)}`,
          fixes,
          `${own}.resource`,
        );
      }
      yield* judgeDivisor(subject, reference, own);
    }
  },
);

/** The one container that mounts the volume, or the only one. */
function containerFix({ pod, document }: Subject, value: Value): Fix[] {
  const volume = enclosing(value, 'Volume');
  const name = volume && text(at(volume, 'name'));
  const mains = pod?.containers.filter(({ role }) => role === 'main') ?? [];
  const mounting = mains.filter((one) =>
    at(one.value, 'volumeMounts').items.some((mount) => text(at(mount, 'name')) === name),
  );
  const names = (mounting.length > 0 ? mounting : mains).map((one) => text(at(one.value, 'name')));
  const [only] = names;
  const holder = value.parent;
  if (names.length !== 1 || !only || !holder) return [];
  return fix(l10n.t('Add {0}', `containerName: ${only}`), true, putValue(document, value, only));
}

function* judgeDivisor({ document }: Subject, reference: Value, own: string): Generator<Finding> {
  const divisor = at(reference, 'divisor');
  const amount = quantity(divisor);
  if (!amount || amount.unscaled === 0n) return;
  const resource = text(at(reference, 'resource'));
  const isCpu = /\.cpu$/.test(resource);
  const isBytes = /\.(memory|ephemeral-storage)$/.test(resource) || /^(requests|limits)\.hugepages-/.test(resource);
  const units = isCpu ? ['1m', '1'] : isBytes ? BYTES : undefined;
  if (!units || units.includes(canonical(amount))) return;
  const fixes = fixByWriting(document, divisor, '1');
  yield found(divisor, `Only ${alternatives(units)} divide ${resource}`, fixes, `${own}.divisor`);
}

import { compareVersions } from '../../catalog/catalog.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, flag, pathOf, text, type Value } from '../view.ts';

export const invalidOwner: Rule = validation(
  'invalid-owner',
  'An owner is named with apiVersion, kind, name and uid, and one owner at most is the controller.',
  function* ({ root, version }) {
    // Until 1.35 the server left out the index.
    const pathIn = (value: Value) =>
      compareVersions(version, '1.36') >= 0
        ? pathOf(value)
        : pathOf(value).replace(/ownerReferences\[\d+\]/, 'ownerReferences');
    const owners = at(root, 'metadata', 'ownerReferences');
    const controllers = owners.items.filter((owner) => flag(at(owner, 'controller')));
    for (const extra of controllers.slice(1))
      yield found(at(extra, 'controller'), 'Only one owner can be the controller', [], pathOf(owners));
    for (const owner of owners.items) {
      for (const name of ['apiVersion', 'kind', 'name', 'uid'])
        if (text(at(owner, name)) === '')
          yield found(at(owner, name), `${name} is required`, [], pathIn(at(owner, name)));
      const apiVersion = text(at(owner, 'apiVersion'));
      const [group = '', version = group, ...more] = apiVersion.split('/');
      if (more.length > 0 || (version === '' && apiVersion !== ''))
        yield found(
          at(owner, 'apiVersion'),
          'Must be <group>/<version> or <version>',
          [],
          pathIn(at(owner, 'apiVersion')),
        );
      if (apiVersion === 'v1' && text(at(owner, 'kind')) === 'Event')
        yield found(owner, 'An Event cannot be an owner', [], pathIn(owner));
    }
  },
);

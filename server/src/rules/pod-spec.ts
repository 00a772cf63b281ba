/** The Pod as a whole: its namespaces, names and DNS. */
import * as l10n from '@vscode/l10n';
import { compareVersions } from '../catalog/catalog.ts';
import { fix, removeValue, replaceValue } from './edits.ts';
import { dnsSubdomain, ipAddress, searchDomain, toDnsSubdomain } from './formats.ts';
import { found, foundAtKey, shorten, validation } from './report.ts';
import type { Rule } from './rule.ts';
import { at, flag, isSet, pathOf, text, texts } from './view.ts';

export const dnsConfig: Rule = validation(
  'dns-config',
  'A resolver has up to 3 name servers and 32 search domains; with dnsPolicy: None the Pod names its own.',
  function* (subject) {
    const { pod, document, version } = subject;
    if (!pod) return;
    const config = at(pod.spec, 'dnsConfig');
    const servers = at(config, 'nameservers');
    const policy = at(pod.spec, 'dnsPolicy');
    if (text(policy) === 'None') {
      const usual = fix(l10n.t('Use the default dnsPolicy'), true, removeValue(document, policy));
      if (!isSet(config)) {
        yield found(
          config.node ? config : policy,
          'dnsConfig must be provided when dnsPolicy is None',
          usual,
          pathOf(config),
        );
        return;
      }
      if (servers.items.length === 0) {
        yield found(servers, 'At least one name server must be provided when dnsPolicy is None', usual);
        return;
      }
    }
    if (servers.items.length > 3) {
      const extra = servers.items[3];
      yield foundAtKey(
        servers,
        'Must not have more than 3 name servers',
        extra ? fix(l10n.t('Remove the fourth'), true, removeValue(document, extra)) : [],
      );
    }
    for (const server of servers.items)
      for (const problem of ipAddress(text(server), isStrict(version)))
        yield found(server, `Invalid value "${shorten(text(server))}": ${problem}`);
    const searches = at(config, 'searches');
    if (searches.items.length > 32) yield foundAtKey(searches, 'Must not have more than 32 search domains');
    if (texts(searches).join(' ').length > 2048)
      yield foundAtKey(searches, 'Must not have more than 2048 characters together, blanks included');
    const isRelaxed = compareVersions(version, '1.33') >= 0;
    for (const search of searches.items) {
      const written = text(search);
      if (isRelaxed && written === '.') continue;
      const domain = written.replace(/\.$/, '');
      const problems = isRelaxed ? searchDomain(domain) : dnsSubdomain(domain);
      const better = toDnsSubdomain(domain);
      if (problems.length > 0)
        yield found(
          search,
          `Invalid value "${shorten(written)}": ${problems.join('; ')}`,
          better ? fix(l10n.t('Write {0}', better), true, replaceValue(document, search, better)) : [],
        );
    }
  },
);

function isStrict(version: Parameters<typeof compareVersions>[0]): boolean {
  return compareVersions(version, '1.36') >= 0;
}

export const hostAlias: Rule = validation(
  'host-alias',
  'An entry of the hosts file has an IP address and host names.',
  function* ({ all, document, version }) {
    for (const alias of all('HostAlias')) {
      const ip = at(alias, 'ip');
      const localhost =
        text(ip) === 'localhost'
          ? fix(l10n.t('Write {0}', '127.0.0.1'), true, replaceValue(document, ip, '127.0.0.1'))
          : [];
      for (const problem of ipAddress(text(ip), isStrict(version)))
        yield found(ip, `Invalid value "${shorten(text(ip))}": ${problem}`, localhost);
      for (const host of at(alias, 'hostnames').items) {
        const problems = dnsSubdomain(text(host));
        const better = toDnsSubdomain(text(host));
        if (problems.length > 0)
          yield found(
            host,
            `Invalid value "${shorten(text(host))}": ${problems.join('; ')}`,
            better ? fix(l10n.t('Write {0}', better), true, replaceValue(document, host, better)) : [],
          );
      }
    }
  },
);

export const hostUsers: Rule = validation(
  'host-users',
  "A Pod in a user namespace shares none of the node's other namespaces.",
  function* ({ pod, document }) {
    if (!pod || flag(at(pod.spec, 'hostUsers')) !== false) return;
    for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
      const value = at(pod.spec, name);
      if (!flag(value)) continue;
      // The API server writes two of the names with a capital.
      const path = pathOf(value)
        .replace(/hostPID$/, 'HostPID')
        .replace(/hostIPC$/, 'HostIPC');
      yield found(
        value,
        `${name} must not be set when hostUsers is false`,
        fix(l10n.t('Remove it'), true, removeValue(document, value)),
        path,
      );
    }
  },
);

export const sharedProcesses: Rule = validation(
  'shared-processes',
  "A Pod's containers share their processes with each other or with the node, not both.",
  function* ({ pod, document, version }) {
    if (!pod || !flag(at(pod.spec, 'hostPID'))) return;
    const share = at(pod.spec, 'shareProcessNamespace');
    if (!flag(share)) return;
    const context = at(pod.spec, 'securityContext');
    // Until 1.35 the server kept the field in its security context, and named it so.
    const path = compareVersions(version, '1.35') >= 0 ? pathOf(share) : pathOf(at(context, 'shareProcessNamespace'));
    yield found(
      share,
      'shareProcessNamespace and hostPID cannot both be true',
      fix(l10n.t('Remove it'), true, removeValue(document, share)),
      path,
    );
  },
);

export const hostnameOverride: Rule = validation(
  'hostname-override',
  'A host name of its own goes neither with the network of the node nor with setHostnameAsFQDN, and has up to 64 characters.',
  function* ({ pod, document }) {
    if (!pod) return;
    const value = at(pod.spec, 'hostnameOverride');
    if (!isSet(value)) return;
    const removal = fix(l10n.t('Remove it'), true, removeValue(document, value));
    if (flag(at(pod.spec, 'setHostnameAsFQDN')))
      yield found(value, 'Must not be specified when setHostnameAsFQDN is true', removal);
    if (flag(at(pod.spec, 'hostNetwork')))
      yield found(value, 'Must not be specified when hostNetwork is true', removal);
    if (text(value).length > 64) yield found(value, 'Must be no more than 64 characters');
  },
);

export const podSpecRules: readonly Rule[] = [dnsConfig, hostAlias, hostUsers, sharedProcesses, hostnameOverride];

import * as l10n from '@vscode/l10n';
import { compareVersions } from '../../catalog/catalog.ts';
import { removeValue } from '../edits/remove.ts';
import { fixByRemoving, fixByWriting } from '../fields/field-fixes.ts';
import { dnsSubdomain, ipAddress, searchDomain, toDnsSubdomain } from '../formats.ts';
import { fix, found, foundAtKey, shorten, validation } from '../report.ts';
import type { Finding, Rule, Subject } from '../rule.ts';
import { at, isSet, pathOf, text, texts, type Value } from '../view.ts';

export const dnsConfig: Rule = validation(
  'dns-config',
  'A resolver has up to 3 name servers and 32 search domains; with dnsPolicy: None the Pod names its own.',
  function* (subject) {
    const { pod, document } = subject;
    if (!pod) return;
    const config = at(pod.spec, 'dnsConfig');
    const servers = at(config, 'nameservers');
    const policy = at(pod.spec, 'dnsPolicy');
    if (text(policy) === 'None' && servers.items.length === 0) {
      // Without any, the server looks at nothing else.
      const usual = fix(l10n.t('Use the default dnsPolicy'), true, removeValue(document, policy));
      yield isSet(config)
        ? found(servers, 'At least one name server must be provided when dnsPolicy is None', usual)
        : found(
            config.node ? config : policy,
            'dnsConfig must be provided when dnsPolicy is None',
            usual,
            pathOf(config),
          );
      return;
    }
    yield* judgeServers(subject, servers, policy);
    yield* judgeSearches(subject, at(config, 'searches'));
  },
);

function* judgeServers({ document, version }: Subject, servers: Value, policy: Value): Generator<Finding> {
  const extra = servers.items[3];
  if (extra)
    yield foundAtKey(
      servers,
      'Must not have more than 3 name servers',
      fix(l10n.t('Remove the fourth'), true, removeValue(document, extra)),
    );
  // With dnsPolicy: None there must be one.
  const isRemovable = servers.items.length > 1 || text(policy) !== 'None';
  for (const server of servers.items)
    for (const problem of ipAddress(text(server), isStrict(version))) {
      const fixes = isRemovable ? fixByRemoving(document, server, false) : [];
      yield found(server, `Invalid value "${shorten(text(server))}": ${problem}`, fixes);
    }
}

function* judgeSearches({ document, version }: Subject, searches: Value): Generator<Finding> {
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
        better ? fixByWriting(document, search, better) : [],
      );
  }
}

export function isStrict(version: Parameters<typeof compareVersions>[0]): boolean {
  return compareVersions(version, '1.36') >= 0;
}

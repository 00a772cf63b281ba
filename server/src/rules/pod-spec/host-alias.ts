import { fixByWriting } from '../fields/field-fixes.ts';
import { dnsSubdomain, ipAddress, toDnsSubdomain } from '../formats.ts';
import { found, shorten, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';
import { isStrict } from './dns-config.ts';

export const hostAlias: Rule = validation(
  'host-alias',
  'An entry of the hosts file has an IP address and host names.',
  function* ({ all, document, version }) {
    for (const alias of all('HostAlias')) {
      const ip = at(alias, 'ip');
      const localhost = text(ip) === 'localhost' ? fixByWriting(document, ip, '127.0.0.1') : [];
      for (const problem of ipAddress(text(ip), isStrict(version)))
        yield found(ip, `Invalid value "${shorten(text(ip))}": ${problem}`, localhost);
      for (const host of at(alias, 'hostnames').items) {
        const problems = dnsSubdomain(text(host));
        const better = toDnsSubdomain(text(host));
        if (problems.length > 0)
          yield found(
            host,
            `Invalid value "${shorten(text(host))}": ${problems.join('; ')}`,
            better ? fixByWriting(document, host, better) : [],
          );
      }
    }
  },
);

import { fixByWriting } from '../fields/field-fixes.ts';
import { canonicalIp, parseIp } from '../formats.ts';
import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const unusualIp: Rule = warning(
  'unusual-ip',
  'An IP address has one usual form; others are read differently by different programs.',
  function* ({ pod, document }) {
    if (!pod) return;
    const addresses = [
      ...at(pod.spec, 'dnsConfig', 'nameservers').items,
      ...at(pod.spec, 'hostAliases').items.map((alias) => at(alias, 'ip')),
    ];
    for (const value of addresses) {
      const parsed = parseIp(text(value));
      if (!parsed) continue;
      const usual = canonicalIp(parsed);
      const fixes = fixByWriting(document, value, usual);
      if (parsed.leadingZeros || parsed.mapped)
        yield found(value, `Non-standard IP address "${text(value)}" is invalid: use "${usual}"`, fixes);
      else if (usual !== text(value) && text(value).includes(':'))
        yield found(value, `IPv6 address "${text(value)}" should be in RFC 5952 canonical format ("${usual}")`, fixes);
    }
  },
);

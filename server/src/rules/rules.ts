/** The table of all rules: one folder a family, which has its own table, and in it one file a rule, named by its code. */
import { adviceRules } from './advice/rules.ts';
import { containerRules } from './containers/rules.ts';
import { decodeRules } from './decode/rules.ts';
import { envRules } from './env/rules.ts';
import { fieldRules } from './fields/rules.ts';
import { kindRules } from './kind/rules.ts';
import { metadataRules } from './metadata/rules.ts';
import { podSecurity } from './pod-security/pod-security.ts';
import { podSpecRules } from './pod-spec/rules.ts';
import { portRules } from './ports/rules.ts';
import { probeRules } from './probes/rules.ts';
import { quantityAdvice } from './quantity-advice/rules.ts';
import { resourceRules } from './resources/rules.ts';
import type { Rule } from './rule.ts';
import { schedulingRules } from './scheduling/rules.ts';
import { securityContextRules } from './security-context/rules.ts';
import { staticRules } from './static-pod/rules.ts';
import { YAML_SYNTAX } from './syntax/yaml-syntax.ts';
import { unknownCode } from './unknown-code.ts';
import { strictRules } from './unknown-fields/rules.ts';
import { mountRules } from './volume-mounts/rules.ts';
import { volumeRules } from './volumes/rules.ts';
import { warningRules } from './warnings/rules.ts';
import { workloadRules } from './workloads/rules.ts';

const families: readonly Rule[] = [
  ...kindRules,
  ...decodeRules,
  ...strictRules,
  ...fieldRules,
  ...metadataRules,
  ...containerRules,
  ...portRules,
  ...envRules,
  ...resourceRules,
  ...probeRules,
  ...volumeRules,
  ...mountRules,
  ...securityContextRules,
  ...schedulingRules,
  ...podSpecRules,
  ...workloadRules,
  ...warningRules,
  ...adviceRules,
  ...quantityAdvice,
  podSecurity,
  ...staticRules,
];

export const rules: readonly Rule[] = [...families, unknownCode([YAML_SYNTAX, ...families.map(({ code }) => code)])];

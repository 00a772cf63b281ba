/** The table of all rules; one file a family. */
import { adviceRules } from './advice.ts';
import { unsupportedAccessMode, unsupportedValue } from './choices.ts';
import { containerRules } from './containers.ts';
import { badQuantity, wrongType } from './decode.ts';
import { envRules } from './env.ts';
import { kindRules } from './kind.ts';
import { labelRules } from './labels.ts';
import { metadataRules } from './metadata.ts';
import { invalidName } from './names.ts';
import { podSpecRules } from './pod-spec.ts';
import { portRules } from './ports.ts';
import { probeRules } from './probes.ts';
import { quantityAdvice } from './quantity-advice.ts';
import { outOfRange } from './ranges.ts';
import { missingField } from './required.ts';
import { resourceRules } from './resources.ts';
import type { Rule } from './rule.ts';
import { schedulingRules } from './scheduling.ts';
import { securityContextRules } from './security-context.ts';
import { podSecurity } from './standards.ts';
import { staticRules } from './static-pod.ts';
import { unknownCode } from './unknown-code.ts';
import { strictRules } from './unknown-fields.ts';
import { mountRules } from './volume-mounts.ts';
import { volumeRules } from './volumes.ts';
import { warningRules } from './warnings.ts';
import { workloadRules } from './workloads.ts';
import { YAML_SYNTAX } from './yaml-syntax.ts';

const families: readonly Rule[] = [
  ...kindRules,
  wrongType,
  badQuantity,
  ...strictRules,
  missingField,
  unsupportedValue,
  unsupportedAccessMode,
  outOfRange,
  invalidName,
  ...metadataRules,
  ...labelRules,
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

/** What the user configured, read with care: anything may stand in a settings file. */
import { getCatalog } from '../catalog/catalog.ts';
import { asMapping } from '../model/plain.ts';
import { POD_SECURITY_LEVELS, type RuleSettings, SEVERITY_CHOICES, type SeverityChoice } from '../rules/rule.ts';
import { rules } from '../rules/rules.ts';
import type { Settings } from '../service.ts';

/** @param values the section `podwright` of the client's configuration */
export function readSettings(values: unknown): Settings {
  const { kubernetesVersion, rules: chosen, podSecurity } = asMapping(values);
  const { versions, newest } = getCatalog();
  const level = POD_SECURITY_LEVELS.find((known) => known === podSecurity);
  return {
    version: versions.find((known) => known === kubernetesVersion) ?? newest,
    rules: { severities: readSeverities(chosen), ...(level && { podSecurity: level }) },
  };
}

function readSeverities(chosen: unknown): NonNullable<RuleSettings['severities']> {
  const severities: Record<string, SeverityChoice> = {};
  const given = asMapping(chosen);
  for (const { code } of rules) {
    const severity = SEVERITY_CHOICES.find((known) => known === given[code]);
    if (severity) severities[code] = severity;
  }
  return severities;
}

/** Folders that kubelets are told to take static Pods from, as kubeadm and the Kubernetes documentation have them. */
const MANIFEST_FOLDER = /\/(?:etc\/kubernetes\/manifests|etc\/kubelet\.d)\/[^/]+$/;

export function isStaticPodFile(uri: string): boolean {
  return MANIFEST_FOLDER.test(decodeURIComponent(uri.replace(/%(?![0-9A-Fa-f]{2})/g, '%25')));
}

/**
 * The JSON schema of `.podwright.yaml`, made of the same tables that its reader uses.
 * `node test/unit/cli/config-schema.ts` writes it anew.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from '../../../scripts/process.ts';
import { getCatalog } from '../../../server/src/catalog/catalog.ts';
import { ALL_OTHERS, CONFIGURABLE_CODES } from '../../../server/src/protocol/config-file.ts';
import { POD_SECURITY_LEVELS, SEVERITY_CHOICES } from '../../../server/src/rules/rule.ts';
import { rules } from '../../../server/src/rules/rules.ts';

export const SCHEMA = path.join(root, 'schemas/podwright.schema.json');

const summaries = new Map(rules.map(({ code, summary }) => [code, summary]));

const patterns = (what: string) => ({
  description: `${what}, as patterns of .gitignore from the folder of this file.`,
  anyOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }, { type: 'null' }],
});

export function configSchema(): object {
  const { versions } = getCatalog();
  const level = { enum: [...POD_SECURITY_LEVELS] };
  const severity = { $ref: '#/definitions/severity' };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Podwright',
    description: 'What a project decides for its manifests, in the editor and on the command line.',
    definitions: { severity: { enum: [...SEVERITY_CHOICES] } },
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      kubernetesVersion: {
        description: 'The Kubernetes minor version that manifests are written for.',
        // Without quotes it is a number.
        enum: [...versions, ...versions.map(Number), null],
      },
      rules: {
        description: 'The severity of single rules by their code.',
        type: ['object', 'null'],
        additionalProperties: false,
        properties: Object.fromEntries(
          CONFIGURABLE_CODES.toSorted().map((code) => [
            code,
            { ...(summaries.has(code) && { description: summaries.get(code) }), allOf: [severity] },
          ]),
        ),
      },
      podSecurity: {
        description: `The Pod Security level that Pods are to meet: one for all, or one by namespace, "${ALL_OTHERS}" being all others.`,
        anyOf: [level, { type: 'object', additionalProperties: level }, { type: 'null' }],
      },
      ignore: patterns('What is not checked'),
      staticPods: patterns('What a kubelet takes for static Pods'),
    },
  };
}

if (import.meta.main) {
  writeFileSync(SCHEMA, JSON.stringify(configSchema()));
  await run(path.join(root, 'node_modules/.bin/biome'), ['format', '--write', SCHEMA]);
}

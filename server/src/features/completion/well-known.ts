/** Values that people often write at fields that take any. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  'CronJobSpec.schedule': ['"*/5 * * * *"', '"0 * * * *"', '"0 0 * * *"', '"0 3 * * 0"', '"@hourly"', '"@daily"'],
  'ObjectFieldSelector.apiVersion': ['v1'],
};

/** Usual values of a field. */
export function usualValues(definition: string, field: string): readonly string[] {
  return USUAL[`${definition}.${field}`] ?? [];
}

/** Usual amounts of a resource. */
export function usualQuantities(resource: string): readonly string[] {
  if (resource === 'cpu') return ['100m', '250m', '500m', '1', '2'];
  if (resource === 'memory') return ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi', '2Gi'];
  if (/storage$/.test(resource)) return ['1Gi', '2Gi', '5Gi', '10Gi'];
  if (resource.startsWith('hugepages-')) return ['128Mi', '1Gi'];
  return ['1', '2'];
}

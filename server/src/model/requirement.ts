/** One requirement of a selector of labels. */

/** @returns whether a label, undefined where there is none, meets it; undefined for an operator that selectors of labels do not have */
export function meets(operator: string, values: readonly string[], label: string | undefined): boolean | undefined {
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return undefined;
  }
}

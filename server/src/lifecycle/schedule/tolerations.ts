/** Taints and tolerations (`component-helpers/scheduling/corev1/helpers.go`). */
import { asString, type PlainMapping } from '../../model/plain.ts';

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** Whether one of the tolerations is meant for the taint. An empty key, with `Exists`, or effect is meant for all. */
export function tolerates(tolerations: readonly PlainMapping[], taint: Taint): boolean {
  return tolerations.some(({ key, operator, value, effect }) => {
    if (effect && effect !== taint.effect) return false;
    if (key && key !== taint.key) return false;
    if (operator === 'Exists') return true;
    return (!operator || operator === 'Equal') && (asString(value) ?? '') === taint.value;
  });
}

/** The first taint that keeps a Pod away; `PreferNoSchedule` does not. */
export function untoleratedTaint(taints: readonly Taint[], tolerations: readonly PlainMapping[]): Taint | undefined {
  return taints.find(
    (taint) => (taint.effect === 'NoSchedule' || taint.effect === 'NoExecute') && !tolerates(tolerations, taint),
  );
}

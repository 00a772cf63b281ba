/** TaintToleration: no Pod on a node with a taint that it does not tolerate, and better none where it is not preferred. */
import { HIGHEST_SCORE, normalized, type Plugin, unresolvable } from '../plugin.ts';
import { tolerates, untoleratedTaint } from '../tolerations.ts';

export const taintToleration: Plugin = {
  name: 'TaintToleration',

  filter:
    ({ pod, minor }) =>
    ({ taints }) => {
      const taint = untoleratedTaint(taints, pod.tolerations);
      if (!taint) return undefined;
      // 1.34 has one text for all taints.
      return unresolvable(
        minor >= 34
          ? 'node(s) had untolerated taint(s)'
          : `node(s) had untolerated taint {${taint.key}: ${taint.value}}`,
      );
    },

  score: ({ pod }, fitting) => {
    const avoided = fitting.map(
      ({ taints }) =>
        taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !tolerates(pod.tolerations, taint)).length,
    );
    return normalized(avoided).map((score) => HIGHEST_SCORE - score);
  },
};

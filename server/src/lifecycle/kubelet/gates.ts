/** What a Kubernetes version does differently. */
import { minorOf } from '../minor.ts';

export interface Gates {
  /**
   * 1.35: after a failed start the kubelet means to look again when the back-off ends, at most a minute later. The wait
   * is still drawn from 1 to 1.5 times as long (`completeWork` in `pod_workers.go`, read in 1.35.0 and 1.37.2), so it is
   * not exact.
   */
  readonly wakesAtBackOffEnd: boolean;
  /** 1.35: a container's own restartPolicy and restartPolicyRules hold for app and init containers. */
  readonly containerRestartRules: boolean;
  /** 1.36: a rule may have all containers of the Pod start anew (`RestartAllContainersOnContainerExits`). */
  readonly restartAllContainers: boolean;
  /** 1.35: images that were pulled with a secret are checked, and the text of the event says so. */
  readonly ensureSecretPulledImages: boolean;
  /** 1.34: a static Pod may not refer to objects of the API (`PreventStaticPodAPIReferences`). */
  readonly preventsStaticPodReferences: boolean;
  /** 1.37: a sidecar’s own limit of ephemeral storage is enforced, too (not in 1.35; 1.36 has not been read). */
  readonly limitsSidecarStorage: boolean;
}

/** The gates of a minor version such as `1.34`. */
export function gatesOf(kubernetes: string): Gates {
  const minor = minorOf(kubernetes);
  return {
    wakesAtBackOffEnd: minor >= 35,
    containerRestartRules: minor >= 35,
    restartAllContainers: minor >= 36,
    ensureSecretPulledImages: minor >= 35,
    preventsStaticPodReferences: minor >= 34,
    limitsSidecarStorage: minor >= 37,
  };
}
